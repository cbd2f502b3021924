"""A call, from what was typed to what the command wants."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import clock, ids
from umai.foundation.ui import widgets
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, queries, terms
from umai.hotline.forms import giving, parts
from umai.hotline.forms.fields import Whole
from umai.hotline.models import SEALED

MOST_CHILDREN = 6
SPARE_ROWS = 3
LONGEST_CALL = timedelta(hours=6)
ESSENTIAL = {"id", "team_id", "received_at", "first_action", *SEALED}
CLOCKS_DIFFER = timedelta(minutes=5)
REQUIRED = {
    "caller_relation": _("Say who called. “Anonymous” and “Other” are answers too."),
    "topic": _("Choose what it was mainly about."),
    "outcome": _("Say how the call ended."),
}


class ContactForm(
    parts.DangerPart,
    parts.CallerPart,
    parts.FamilyPart,
    parts.TopicPart,
    parts.WordsPart,
    parts.EndingPart,
    parts.CallBackPart,
    giving.GivingPart,
):
    """Everything that is asked of a contact. What was typed is never changed, only refused.

    While somebody is in danger nothing else is demanded: the alarm must not wait for a topic.
    """

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        danger = said.get("danger_now")
        if danger:
            return said
        if danger is None:
            words = _("Ask whether anyone is in danger now, and mark the answer.")
            self.add_error("danger_now", words)
        if self._substantive(said):
            self._demand_the_rest(said)
        self._check_promises(said)
        self._check_call_back(said)
        return said

    def _substantive(self, said: Mapping[str, Any]) -> bool:
        kind = vocabulary.word("contact_type", said.get("contact_type", ""))
        return bool(kind.more.get("substantive", True)) if kind else True

    def _demand_the_rest(self, said: Mapping[str, Any]) -> None:
        for name, words in REQUIRED.items():
            if name not in self.errors and not said.get(name):
                self.add_error(name, words)
        if "advice" not in self.errors and not said.get("advice", "").strip():
            self.add_error("advice", _("Write in a few words what was advised or agreed."))

    def _check_promises(self, said: Mapping[str, Any]) -> None:
        follows = said.get("outcome") == "follow_up" and "follow_up_on" not in self.errors
        if follows and not said.get("follow_up_on"):
            self.add_error("follow_up_on", _("Choose the day on which we follow up."))
        if said.get("anonymous") and said.get("caller_name"):
            words = _(
                "The caller stays without a name, but one is written here. Take one of them away."
            )
            self.add_error("caller_name", words)

    def _check_call_back(self, said: Mapping[str, Any]) -> None:
        due, until = said.get("call_back_due_at"), said.get("call_back_until")
        may = said.get("may_call_back")
        if due and not may:
            self.add_error(
                "may_call_back", _("A time to call back is set. Ask whether we may call.")
            )
        if may and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number that we may call."))
        if may and said.get("may_say_who") is None:
            words = _("Ask whether we may say who is calling: somebody else may pick up.")
            self.add_error("may_say_who", words)
        if due and until and until <= due:
            self.add_error(
                "call_back_until", _("This is before the time to call back. Choose a later one.")
            )

    def common(self) -> dict[str, Any]:
        """What the form holds of the fields of `ContactDetails`, by their names."""
        own = {"give_code", "earlier_code"}
        plain = {name: self.cleaned_data[name] for name in self.fields if name not in own}
        known = commands.ContactDetails.__dataclass_fields__
        zeros = {name: plain[name] or 0 for name in terms.NUMBERS}
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in (plain | zeros).items()
            if name in known
        }


class Opening(forms.Form):
    """What was made with the form itself: its number, its team and the moment it was opened."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    team_id = forms.TypedChoiceField(
        label=_("Team"), coerce=UUID, widget=widgets.Choose(wrap="ask")
    )
    received_at = forms.DateTimeField(widget=forms.HiddenInput())
    duration_seconds = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *typed: Any, workplaces: Iterable[queries.Workplace], **options: Any
    ) -> None:
        super().__init__(*typed, **options)
        self.workplaces = list(workplaces)
        choices = [(str(place.team_id), place.name) for place in self.workplaces]
        self.fields["team_id"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["team_id"].widget = forms.HiddenInput()

    def clean_received_at(self) -> datetime:
        moment: datetime = self.cleaned_data["received_at"]
        if moment > clock.now() + CLOCKS_DIFFER:
            raise forms.ValidationError(_("This moment is still to come."))
        return min(moment, clock.now())

    def length(self) -> int | None:
        """How long the call took, in seconds: as the page measured it, else until now."""
        measured = self.cleaned_data.get("duration_seconds", "")
        passed = clock.now() - self.cleaned_data["received_at"]
        if measured.isascii() and measured.isdigit():
            passed = timedelta(seconds=int(measured[:9]))
        return int(passed.total_seconds()) if timedelta() <= passed <= LONGEST_CALL else None


class RecordForm(Opening, ContactForm):
    """The screen of a call."""

    came_at = forms.DateTimeField(
        label=_("It came earlier, at"),
        help_text=_("Only if you write it down afterwards"),
        required=False,
        error_messages={"invalid": parts.NOT_A_MOMENT},
        widget=widgets.MomentInput(),
    )
    offered_code = forms.CharField(max_length=9, required=False, widget=forms.HiddenInput())

    def ready(self, children: "Children") -> bool:
        """Whether it can be saved. While somebody is in danger, answers that cannot be read are set
        aside and named afterwards; words, and what the form was made with, are not.
        """
        self.set_aside: list[str] = []
        good = all([self.is_valid(), children.is_valid()])
        if good or not self.cleaned_data.get("danger_now"):
            return good
        for form in (self, *children.forms):
            for name in [name for name in form.errors if name not in ESSENTIAL]:
                del form.errors[name]
                form.cleaned_data[name] = _nothing(form.fields[name])
                self.set_aside.append(str(form[name].label))
        return not self.errors

    def clean_came_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["came_at"]
        if moment and moment > clock.now():
            raise forms.ValidationError(_("This moment is still to come."))
        return moment

    def details(self, children: "Children") -> commands.ContactDetails:
        """What the command wants to know."""
        said, earlier = self.cleaned_data, self.cleaned_data["came_at"]
        offered = said["offered_code"] if said["give_code"] else ""
        return commands.ContactDetails(
            **self.common()
            | {
                "danger_now": bool(said["danger_now"]),
                "received_at": earlier or said["received_at"],
                "duration_seconds": None if earlier else self.length(),
                "children": children.details(),
                "caller_code": said["earlier_code"] or offered,
            }
        )


def _nothing(field: forms.Field) -> Any:
    """The answer of a field that was left empty."""
    counted = isinstance(field, Whole | forms.TypedChoiceField)
    return None if counted else field.to_python("")


class QuickForm(Opening):
    """One tap: nothing is asked but what it was."""

    quick = forms.ChoiceField(choices=terms.Quick.choices)
    channel = forms.CharField(max_length=32, required=False)

    def details(self) -> commands.QuickContact:
        """What the command wants to know."""
        said = self.cleaned_data
        channel = vocabulary.code_for("channel", said["channel"]) or "phone"
        return commands.QuickContact(
            id=said["id"],
            team_id=said["team_id"],
            received_at=said["received_at"],
            kind=terms.Quick(said["quick"]),
            channel=channel,
            duration_seconds=self.length(),
        )


class Children:
    """The rows of children on the form; it looks like a formset to the summary of mistakes."""

    def __init__(
        self, typed: Mapping[str, Any] | None = None, initial: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        known = [dict(one) for one in initial]
        rows = _rows(typed) if typed is not None else max(1, len(known))
        self.forms = [
            parts.ChildForm(
                typed,
                prefix=f"child-{place}",
                initial=known[place - 1] if place <= len(known) else None,
            )
            for place in range(1, rows + 1)
        ]

    def non_form_errors(self) -> list[str]:
        """A formset would have them; there are none here."""
        return []

    def is_valid(self) -> bool:
        """Whether every row can be kept."""
        return all([form.is_valid() for form in self.forms])

    def spare(self) -> list[parts.ChildForm]:
        """Empty rows for browsers without scripts."""
        first = len(self.forms) + 1
        last = min(MOST_CHILDREN, len(self.forms) + SPARE_ROWS)
        return [parts.ChildForm(prefix=f"child-{place}") for place in range(first, last + 1)]

    @staticmethod
    def pattern() -> parts.ChildForm:
        """The row that scripts copy for another child."""
        return parts.ChildForm(prefix="child-0")

    def details(self) -> tuple[commands.ChildDetails, ...]:
        """The children of whom anything was said, in order."""
        told = [form.cleaned_data for form in self.forms]
        blank = commands.ChildDetails()
        children = [commands.ChildDetails(**child) for child in told]
        return tuple(child for child in children if child != blank)


def _rows(typed: Mapping[str, Any]) -> int:
    places = [place for place in range(1, MOST_CHILDREN + 1) if _typed_in(typed, place)]
    return max(places, default=1)


def _typed_in(typed: Mapping[str, Any], place: int) -> bool:
    return any(value for name, value in typed.items() if name.startswith(f"child-{place}-"))


def opened(workplaces: Iterable[queries.Workplace]) -> dict[str, Any]:
    """What a new form begins with."""
    first = next(iter(workplaces), None)
    return {
        "id": ids.uuid7(),
        "team_id": str(first.team_id) if first else "",
        "region": first.region if first else "",
        "received_at": clock.now().isoformat(),
        "channel": "phone",
        "contact_type": "counselling",
        "offered_code": ids.spoken_code(),
    }


def passed(opened_at: Any) -> int:
    """Whole seconds since the form was opened, for the clock on the page."""
    moment = parse_datetime(opened_at) if isinstance(opened_at, str) else opened_at
    return max(0, int((clock.now() - moment).total_seconds())) if moment else 0


def typed_words(typed: QueryDict) -> dict[str, list[str]]:
    """What of a sent form belongs into a draft: the answers and nothing else."""
    known = set(RecordForm.base_fields)
    return {
        name: values
        for name, values in typed.lists()
        if any(values) and (name.removesuffix("_rest") in known or name.startswith("child-"))
    }


def resumed(typed: QueryDict, workplaces: Iterable[queries.Workplace]) -> dict[str, Any]:
    """What a form begins with that goes on from a draft."""
    own = {place.team_id for place in workplaces}
    said = as_typed(RecordForm.base_fields, typed)
    if said.get("team_id") not in {str(team) for team in own}:
        said.pop("team_id", None)
    return said


def resumed_children(typed: QueryDict) -> "Children":
    """The rows of children of a draft."""
    fields = parts.ChildForm.base_fields
    return Children(
        initial=[as_typed(fields, typed, f"child-{place}-") for place in range(1, _rows(typed) + 1)]
    )


def as_typed(
    fields: Mapping[str, forms.Field], typed: QueryDict, prefix: str = ""
) -> dict[str, Any]:
    """What a form begins with that shows again what was typed, without judging it."""
    return {
        name: field.widget.value_from_datadict(typed, {}, f"{prefix}{name}")
        for name, field in fields.items()
    }


FOLDED = {
    "promises": ("booked", "referred_to", "follow_up_on"),
    "topics": ("other_topics", "second_axis"),
    "call": (
        "family_flags",
        "came_at",
        "caller_sex",
        "anonymous",
        "caller_name",
        "earlier_code",
        "give_code",
        "materials",
        "satisfaction",
    ),
    "call_back": (
        "may_call_back",
        "phone",
        "safe_time",
        "may_say_who",
        "call_back_due_at",
        "call_back_until",
    ),
}


def open_parts(form: ContactForm) -> set[str]:
    """Which folded parts of the page stand open: those that hold an answer or a mistake."""
    return {
        part
        for part, names in FOLDED.items()
        if any(form[name].value() or form[name].errors for name in names)
    }
