"""What is typed about an appointment."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.calendar import commands, terms
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, SomeOf
from umai.foundation.ui.moments import span

INSTEAD = "instead"
CHOOSE = _("Choose one of the answers.")


def lengths() -> Pairs:
    """How long an appointment may take, in words."""
    return [(str(minutes), span(timedelta(minutes=minutes))) for minutes in terms.LENGTHS]


class WhenForm(forms.Form):
    """A day, an hour and a length; and the time that was offered instead, if it is taken."""

    day = Day(label=_("Day"), required=True, error_messages={"required": _("Write the day.")})
    at = forms.TimeField(
        label=pgettext_lazy("hour", "From"),
        widget=widgets.Line({"type": "time"}, width="w10"),
        error_messages={
            "required": _("Write the hour, such as 10:30."),
            "invalid": _("Write the hour, such as 10:30."),
        },
    )
    length = OneOf(lengths, label=_("How long?"), required=True, widget=widgets.Picks())
    room = OneOf([], label=_("Room"), widget=widgets.Choose())

    def __init__(self, data: Any = None, *, rooms: Pairs, **options: Any) -> None:
        if data and (instead := _moment(data.get(INSTEAD, ""))):
            data = data.copy()
            local = timezone.localtime(instead)
            data["day"], data["at"] = local.date().isoformat(), local.strftime("%H:%M")
        super().__init__(data, **options)
        self.fields["room"].choices = [("", _("No room"))] + rooms  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, OneOf) and field.required:
                field.error_messages["required"] = CHOOSE

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("day") and said.get("at") is not None:
            try:
                said["starts_at"] = from_current_timezone(datetime.combine(said["day"], said["at"]))
            except ValidationError:
                words = _("The clock is changed at this hour. Choose an earlier or a later one.")
                self.add_error("at", words)
        if said.get("length"):
            said["length"] = timedelta(minutes=int(said["length"]))
        said["room"] = UUID(said["room"]) if said.get("room") else None
        return said


class AppointmentForm(WhenForm):
    """Who meets, what for, where and when."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = OneOf(
        terms.AppointmentKind.choices, label=_("What for?"), required=True, widget=widgets.Picks()
    )
    code = Line(
        label=_("Code of the case"),
        help_text=_("Such as SHM-0001-K. Leave it blank if it is about no case."),
        max_length=24,
        widget=widgets.Line(width="w10"),
    )
    place = OneOf(terms.Place.choices, label=_("Where?"), required=True, widget=widgets.Picks())
    people = SomeOf(
        [],
        label=_("Who comes?"),
        required=True,
        widget=widgets.ChooseMany(),
        error_messages={"required": _("Choose at least one colleague who keeps appointments.")},
    )
    field_order = ("id", "kind", "code", "day", "at", "length", "place", "room", "people")

    def __init__(self, data: Any = None, *, people: Pairs, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]

    def details(self) -> commands.AppointmentDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        return commands.AppointmentDetails(
            id=said["id"],
            kind=said["kind"],
            place=said["place"],
            starts_at=said["starts_at"],
            length=said["length"],
            people=tuple(UUID(one) for one in said["people"]),
            room_id=said["room"],
            code=said["code"],
        )


class MoveForm(WhenForm):
    """Another time or another room, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    why = OneOf(terms.Why.choices, label=_("Why?"), required=True, widget=widgets.Picks())


class CancelForm(forms.Form):
    """Why it does not happen."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    why = OneOf(
        terms.Why.choices,
        label=_("Why?"),
        required=True,
        widget=widgets.Picks(),
        error_messages={"required": CHOOSE},
    )


class HandOverForm(forms.Form):
    """Who leaves, and who comes instead."""

    person = OneOf(
        [],
        label=_("Whose appointments?"),
        required=True,
        widget=widgets.Choose(),
        error_messages={"required": _("Choose a colleague.")},
    )
    to = OneOf(
        [],
        label=_("Who comes instead?"),
        required=True,
        widget=widgets.Choose(),
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, *typed: Any, leaving: Pairs, people: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        begin = [("", pgettext_lazy("list", "Choose"))]
        self.fields["person"].choices = begin + leaving  # type: ignore[attr-defined]
        self.fields["to"].choices = begin + people  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Which day is looked at, and whether its whole week."""

    day = forms.DateField(required=False)
    whole = forms.ChoiceField(choices=[("day", ""), ("week", "")], required=False)


class BegunForm(forms.Form):
    """What an address says of an appointment that is about to be made."""

    at = forms.DateTimeField(required=False)
    room = forms.UUIDField(required=False)
    person = forms.UUIDField(required=False)
    code = forms.CharField(max_length=24, required=False)


def _moment(typed: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else None
