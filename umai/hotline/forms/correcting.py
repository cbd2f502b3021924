"""A contact written anew, and two versions of it side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import moments, widgets
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, queries, rules, terms
from umai.hotline.forms import giving, parts, recording
from umai.hotline.forms.fields import Words
from umai.hotline.models import CHILD, Contact

# Fields of a version that have no question of their own, or another name on the form.
LABELS = {
    "received_at": _("Came at"),
    "duration_seconds": _("Length of the call"),
    "children": _("Children"),
    "state": _("State"),
    "holder_id": _("With whom it is"),
    "attempts_left": _("Attempts left"),
    "follow_up_done_at": _("Followed up at"),
}
LISTS = {"caller_sex": "sex", "sex": "sex", "other_topics": "topic", "family_flags": "family_flag"}
LISTS |= {"materials": "material"}


class CorrectForm(recording.ContactForm):
    """The screen of a call, filled in. The number stays covered: kept, replaced or taken away."""

    earlier_code = give_code = None  # type: ignore[assignment]  # the caller's code has its own page
    version = forms.IntegerField(widget=forms.HiddenInput())
    came_at = forms.DateTimeField(
        label=_("Came at"),
        error_messages={"invalid": parts.NOT_A_MOMENT},
        widget=widgets.MomentInput(wrap="ask"),
    )
    forget_phone = forms.BooleanField(
        label=_("Take the number away"), required=False, widget=widgets.Toggle()
    )
    reason = Words(
        label=_("Why it is corrected now"),
        help_text=_("The time to correct it alone is over, so the reason is kept with it, sealed."),
        max_length=500,
    )

    def __init__(self, typed: Any = None, *, contact: Contact, told: Mapping[str, Any]) -> None:
        super().__init__(typed, initial=_begun(contact, told))
        self.contact, self.told = contact, told
        self.masked = rules.masked(told["phone"])
        known_answers(self)

    def clean_came_at(self) -> datetime:
        moment: datetime = self.cleaned_data["came_at"]
        if moment > clock.now():
            raise forms.ValidationError(_("This moment is still to come."))
        same = moment.replace(second=0) == self.contact.received_at.replace(second=0, microsecond=0)
        return self.contact.received_at if same else moment

    def show_again(self, typed: QueryDict) -> None:
        """Begin with what was typed, without judging it: it is not to be saved yet."""
        self.initial = {**self.initial, **recording.as_typed(self.fields, typed)}

    def _demand_the_rest(self, said: Mapping[str, Any]) -> None:
        """What came from a file stays as it came: nothing is demanded of it."""
        if self.contact.source == terms.Source.RECORDED:
            super()._demand_the_rest(said)

    def _check_call_back(self, said: Mapping[str, Any]) -> None:
        super()._check_call_back({**said, "phone": self._number(said)})

    def _number(self, said: Mapping[str, Any]) -> str:
        kept = "" if said.get("forget_phone") else self.told["phone"]
        return str(said.get("phone") or kept)

    def details(self, children: recording.Children) -> commands.ContactDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        return commands.ContactDetails(
            **self.common()
            | {
                "id": self.contact.pk,
                "team_id": self.contact.team_id,
                "danger_now": bool(said["danger_now"]),
                "received_at": said["came_at"],
                "duration_seconds": self.contact.duration_seconds,
                "children": children.details(),
                "phone": self._number(said),
            }
        )


def _begun(contact: Contact, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with; never the number itself."""
    said = {
        name: list(value) if isinstance(value, tuple) else value for name, value in told.items()
    }
    own = {"phone": "", "came_at": contact.received_at, "version": contact.version}
    return said | own | {"given": giving.codes_of(told["given"])}


def children_of(told: Mapping[str, Any], typed: Any = None) -> recording.Children:
    """The rows of children, as they were told or as they were typed."""
    known = [dict(zip(CHILD, child, strict=True)) for child in told["children"]]
    rows = recording.Children(typed, initial=known)
    for form in rows.forms:
        known_answers(form)
    return rows


def resumed_children(typed: QueryDict) -> recording.Children:
    """The rows of children as they were typed, not judged yet."""
    rows = recording.resumed_children(typed)
    for form in rows.forms:
        known_answers(form)
    return rows


def known_answers(form: forms.BaseForm) -> None:
    """Keep answers that are no longer offered, so that correcting one thing loses no other."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.ChoiceField):
            continue
        told = form.get_initial_for_field(field, name) or ()
        choices: list[tuple[Any, Any]] = list(field.choices)  # type: ignore[arg-type]
        offered = {str(code) for code, _words in choices}
        every = told if isinstance(told, list | tuple) else [told]
        extra = [(one, _code_words(name, one)) for one in every if str(one) not in offered]
        if extra:
            field.choices = [*choices, *extra]


# Side by side -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One field of two versions, in words; `theirs` and `yours` say who changed it."""

    label: Any
    before: str
    after: str
    theirs: bool = False
    yours: bool = False


def compared(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[UUID, str] | None = None
) -> list[Line]:
    """The fields that two versions have differently."""
    return [
        Line(
            _label(name),
            words_of(name, before.get(name), names),
            words_of(name, after[name], names),
        )
        for name in queries.differences(before, after)
    ]


def against(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    yours: Mapping[str, Any],
    names: Mapping[UUID, str] | None = None,
) -> list[Line]:
    """What somebody else saved beside what was typed, where they differ."""
    return [
        Line(
            _label(name),
            words_of(name, theirs[name], names),
            words_of(name, yours[name], names),
            theirs=bool(base) and base[name] != theirs[name],
            yours=bool(base) and base[name] != yours[name],
        )
        for name in queries.differences(theirs, yours)
    ]


def words_of(name: str, value: Any, names: Mapping[UUID, str] | None = None) -> str:
    """An answer of a version in words; a number stays covered. `names`: of people and services."""
    if value is None or value == "" or value == ():
        return _now("not recorded")
    if name == "children":
        told = [_child(child) for child in value]
        return "; ".join(f"{place}. {words}" for place, words in enumerate(told, start=1))
    if name == "phone":
        return rules.masked(value)
    if name == "holder_id":
        return (names or {}).get(value, "")
    if name == "given":
        hidden = str(_("An entry that is not shown to you"))
        return "; ".join((names or {}).get(service, hidden) for service, _place in value)
    if name == "state":
        return str(terms.State(value).label)
    if name == "duration_seconds":
        return moments.span(value)
    return _plain(name, value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if isinstance(value, datetime):
        return moments.moment(value)
    if isinstance(value, date):
        return moments.day(value)
    if isinstance(value, tuple):
        return ", ".join(_code_words(name, one) for one in value)
    return _code_words(name, value)


def _code_words(name: str, value: Any) -> str:
    if name == "region":
        found = places.region_for(str(value))
        return found.name() if found else str(value)
    return vocabulary.label(LISTS.get(name, name), str(value))


def _child(child: Iterable[Any]) -> str:
    told = dict(zip(CHILD, child, strict=True))
    fields = parts.ChildForm.base_fields
    said = [
        f"{fields[name].label}: {_plain(name, value)}"
        for name, value in told.items()
        if value not in ("", None)
    ]
    return ", ".join(said)


def _label(name: str) -> Any:
    return LABELS.get(name) or CorrectForm.base_fields[name].label
