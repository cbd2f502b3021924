"""From what was typed to a place on the roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.notices import queries, rules
from umai.foundation.notices.commands import PlaceDetails
from umai.foundation.ui import widgets

DIAL = _(
    "Write a number that can be dialled, such as +7 701 234 56 78 or 1105. You wrote %(typed)s."
)


class PlaceForm(forms.Form):
    """A colleague, a number to ring, from when and until when."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    team = forms.TypedChoiceField(
        label=_("Team"),
        error_messages={"required": _("Choose the team.")},
        widget=widgets.Picks(wrap="field"),
    )
    person = forms.ChoiceField(
        label=_("Who is on call?"),
        help_text=_("Only colleagues who can sign in"),
        error_messages={"required": _("Choose who is on call.")},
        widget=widgets.SearchSelect(),
    )
    phone = forms.CharField(
        label=_("Number to ring"),
        help_text=_("One that is answered at night. It is shown while a child is in danger."),
        max_length=40,
        error_messages={"required": _("Write the number to ring.")},
        widget=widgets.PhoneInput(width="w12"),
    )
    starts_at = forms.DateTimeField(
        label=pgettext_lazy("roster", "From"),
        error_messages={
            "required": _("Write the day and hour from which."),
            "invalid": _("Write a day and an hour."),
        },
        widget=widgets.MomentInput(),
    )
    ends_at = forms.DateTimeField(
        label=pgettext_lazy("roster", "Until"),
        help_text=_("Leave it empty if it goes on"),
        required=False,
        error_messages={"invalid": _("Write a day and an hour.")},
        widget=widgets.MomentInput(),
    )

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        teams = [(str(team.pk), team.name) for team in queries.teams(actor)]
        people = access.people(actor).filter(is_active=True).order_by("name", "pk")
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a colleague")),
            *((str(one.pk), one.name) for one in people),
        ]
        if len(teams) == 1:
            self.fields["team"].initial = teams[0][0]
            self.fields["team"].widget = forms.HiddenInput()

    def clean_phone(self) -> str:
        """The number as it will be dialled."""
        typed: str = self.cleaned_data["phone"]
        number = rules.telephone(typed)
        if number is None:
            raise forms.ValidationError(DIAL, params={"typed": typed})
        return number

    def details(self) -> PlaceDetails:
        """What the command needs."""
        said = self.cleaned_data
        return PlaceDetails(
            id=said["id"],
            team_id=said["team"],
            person_id=said["person"],
            phone=said["phone"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
        )


class TurnForm(forms.Form):
    """The order that was on the page when a button was pressed."""

    version = forms.IntegerField(min_value=1)


def blank(team_id: str = "") -> dict[str, Any]:
    """A fresh form: its own id, the team it was opened for, from now."""
    return {"id": uuid7(), "team": team_id, "starts_at": clock.now()}
