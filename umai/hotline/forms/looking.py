"""What narrows the list of contacts, from an address to a question."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import moments, widgets
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import terms
from umai.hotline.queries import looking

YEARS_BACK = 4
SCHEME = "HOTLINE2007"
# The tables of the report and the list that each takes its words from.
LISTS = {
    "client_sex": "sex",
    "citizenship": "citizenship",
    "ethnicity": "ethnicity",
    "education": "education",
    "living_situation": "living_situation",
    "family_status": "family_status",
    "caller_relation": "caller_relation",
    "topic": "topic",
}
LABELS = {
    "client_sex": _("Sex of the child"),
    "citizenship": _("Citizenship"),
    "ethnicity": _("Ethnicity"),
    "education": _("School"),
    "living_situation": _("Lives"),
    "family_status": _("Family"),
    "caller_relation": _("Caller"),
    "topic": _("Topic"),
}
CONSULTATIONS = {code: kind.label for code, kind in terms.CONSULTATIONS.items()}
STATES = [
    (looking.OPEN, _("Something is still to be done")),
    (looking.CALL_BACK, _("A call-back is due")),
    *terms.State.choices,
]
FIRST = ("code", "state", "topic")
MORE = "more"
REST = (
    "from",
    "to",
    "channel",
    "caller_relation",
    "client_sex",
    "child_age",
    "citizenship",
    "ethnicity",
    "education",
    "living_situation",
    "family_status",
    "consultation",
    "substantive",
)
NUMBER = re.compile(r"(?:HL)?-?(?:(\d{4})-)?0*(\d{1,9})", re.I)
BAND = re.compile(r"(\d{1,2})(?:-(\d{1,2})|(\+))?")


class Band(forms.CharField):
    """A band of ages as the report names it: `4-6`, `18+`, `over`, `not_recorded`."""

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value).strip()
        if typed and typed not in {"over", looking.NOT_RECORDED} and not BAND.fullmatch(typed):
            raise forms.ValidationError(
                _("Write an age or a band of ages, such as 4-6. You wrote %(typed)s."),
                params={"typed": typed},
            )
        return typed


class PeriodForm(forms.Form):
    """What narrows a list by days, and how it is said above the list."""

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        wrong = {"invalid": _("Write a day such as 2026-04-16.")}
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, error_messages=wrong, widget=widgets.DayInput()
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("from") and said.get("to") and said["to"] < said["from"]:
            self.add_error("to", _("The last day lies before the first one."))
        return said

    def taken_away(self, asked: QueryDict) -> list[tuple[str, str]]:
        """What narrows the list, in words, with the address of the list without it."""
        found = []
        for field in self:
            if (value := self.cleaned_data.get(field.name)) in (None, "", False):
                continue
            left = asked.copy()
            for name in (field.name, "newer", "older"):
                left.pop(name, None)
            found.append((self._words(field, value), f"?{left.urlencode()}"))
        return found

    def _words(self, field: forms.BoundField, value: Any) -> str:
        if isinstance(field.field, forms.BooleanField):
            return str(field.label)
        if isinstance(field.field, forms.ChoiceField):
            value = dict(field.field.choices).get(value, value)  # type: ignore[arg-type]
        elif isinstance(field.field, forms.DateField):
            value = moments.day(value)
        elif value == looking.NOT_RECORDED:
            value = _("Not recorded")
        return f"{field.label}: {value}"


class FilterForm(PeriodForm):
    """Each field may stay empty; the names are those of the report's tables."""

    code = forms.CharField(
        label=_("Code"), required=False, max_length=64, widget=widgets.Search({"data-find": ""})
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *STATES],
        required=False,
        widget=widgets.Choose(),
    )
    channel = forms.ChoiceField(label=_("Channel"), required=False, widget=widgets.Choose())
    child_age = Band(
        label=_("Age of the child"), required=False, max_length=12, widget=widgets.Line()
    )
    consultation = forms.ChoiceField(
        label=_("Consultation"),
        choices=[("", _("All")), *CONSULTATIONS.items()],
        required=False,
        widget=widgets.Choose(),
    )
    substantive = forms.BooleanField(
        label=_("Without silent, wrong and test calls"), required=False, widget=widgets.Toggle()
    )

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.actor = actor
        for name, list_code in LISTS.items():
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=_of(list_code), required=False, widget=widgets.Choose()
            )
        self.fields["channel"].choices = _of("channel")  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choose one of the answers shown.")

    def chosen(self) -> looking.Chosen:
        """The question. Call it only when the form is valid."""
        said = self.cleaned_data
        answers = {name: said[name] for name in LISTS if said[name]}
        if said["child_age"] == looking.NOT_RECORDED:
            answers["child_age"] = looking.NOT_RECORDED
        return looking.Chosen(
            codes=codes_of(said["code"], clock.today(self.actor.time_zone).year),
            state=said["state"],
            channel=said["channel"],
            first=said["from"],
            last=said["to"],
            substantive=said["substantive"],
            answers=answers,
            ages=ages_of(said["child_age"]),
            consultation=said["consultation"],
        )

    def first(self) -> Iterator[forms.BoundField]:
        """The fields that are always shown."""
        return (self[name] for name in FIRST)

    def rest(self) -> Iterator[forms.BoundField]:
        """The fields that are folded away."""
        found = [field for field in self if field.name not in FIRST]
        return iter(sorted(found, key=lambda field: REST.index(field.name)))

    def rest_is_open(self) -> bool:
        """Whether the folded fields are shown: asked for, narrowing the list, or wrong."""
        return MORE in self.data or any(
            field.data not in (None, "", False) or field.errors for field in self.rest()
        )


def _of(list_code: str) -> Callable[[], list[tuple[str, str]]]:
    def choices() -> list[tuple[str, str]]:
        known = [
            (word.code, word.label())
            for word in vocabulary.words(list_code, all_of_them=True)
            if not word.more.get("not_recorded")
        ]
        return [("", str(_("All"))), *known, (looking.NOT_RECORDED, str(_("Not recorded")))]

    return choices


def codes_of(typed: str, year: int) -> tuple[str, ...]:
    """The codes that are meant by `HL-2026-0409`, `2026-409`, `409`, or a reference."""
    typed = typed.strip()
    if not typed:
        return ()
    found = NUMBER.fullmatch(typed.replace(" ", ""))
    if not found:
        return (typed,)
    years = [found[1]] if found[1] else [year - back for back in range(YEARS_BACK)]
    return (typed, *(f"HL-{one}-{int(found[2]):04d}" for one in years))


def ages_of(typed: str) -> tuple[int, int | None] | None:
    """The first and the last year of age of a band; None if no band narrows the list."""
    if typed == "over":
        return _last_age() + 1, None
    found = BAND.fullmatch(typed)
    if not found:
        return None
    low = int(found[1])
    return low, None if found[3] else int(found[2] or low)


def _last_age() -> int:
    scheme = vocabulary.word("age_band_scheme", SCHEME)
    return int(scheme.more["bands"][-1][2]) if scheme else 18
