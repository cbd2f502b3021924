"""What is asked when a child is assessed: one domain after the other, and what it comes to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, queries, terms
from umai.cases.forms.acts import SEALED, ActForm, RiskPart, Versioned
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import OneOf, Pairs, Words

MOST_NEEDS = 5
NEEDS = tuple(f"need_{place}" for place in range(1, MOST_NEEDS + 1))
KINDS = terms.AssessmentKind
ANSWERS = [("yes", _("Approve")), ("no", _("Give back"))]


def lines(rows: int = 3) -> widgets.LongText:
    """Room for a few lines."""
    return widgets.LongText({"rows": rows})


def goes_on(form: forms.BaseForm, name: str, places: range) -> bool:
    """Whether something stands in one of the later rows, so that they are shown at once."""
    return any(form[f"{name}_{place}"].value() for place in places)


class BeginForm(ActForm):
    """How deep one looks. The hidden id makes a double click one assessment."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = OneOf(
        KINDS.choices,
        label=_("How deep do you look?"),
        required=True,
        error_messages={"required": _("Choose how deep you look.")},
        widget=widgets.CardChoices(
            hints={
                KINDS.RAPID: _("Only what cannot wait. It needs no approval."),
                KINDS.COMPREHENSIVE: _("Every domain. Another person approves it."),
            }
        ),
    )


class DomainForm(ActForm):
    """What was found in one domain; its rating from 0 to 4, or why there is none."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    facts = Words(label=pgettext_lazy("assessment", "Facts"), help_text=SEALED, widget=lines())
    strengths = Words(label=pgettext_lazy("assessment", "Strengths"), widget=lines(2))
    risks = Words(label=pgettext_lazy("assessment", "Risks"), widget=lines(2))
    child = Words(
        label=_("What the child says"), help_text=_("In the child’s own words."), widget=lines(2)
    )
    carer = Words(label=_("What the carer says"), widget=lines(2))
    evidence = Words(label=_("How do you know it?"), widget=lines(2))
    rating = forms.TypedChoiceField(
        label=_("How grave is it?"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose a number from 0 to 4.")},
        widget=widgets.Picks(),
    )
    not_assessed = forms.BooleanField(
        label=pgettext_lazy("assessment", "Not assessed"), required=False, widget=widgets.Toggle()
    )
    why_not = Words(label=_("If not assessed: why?"), max_length=1000, widget=lines(2))

    def __init__(self, *typed: Any, edition: queries.DomainEdition, **options: Any) -> None:
        super().__init__(*typed, **options)
        scale = [(number, f"{number} · {edition.rating(number)}") for number in range(5)]
        self.fields["rating"].choices = scale  # type: ignore[attr-defined]

    def said(self) -> commands.DomainWords:
        """What the command wants to know."""
        told = dict(self.cleaned_data)
        told.pop("version")
        rating, not_assessed = told.pop("rating"), told.pop("not_assessed")
        return commands.DomainWords(rating=rating, not_assessed=not_assessed, words=told)


class SummaryForm(Versioned, RiskPart):
    """What the assessment comes to."""

    child_words = Words(
        label=_("The child’s own words"), help_text=_("As the child said it."), widget=lines()
    )
    why_no_words = Words(
        label=_("If the child was not heard: why?"), max_length=1000, widget=lines(2)
    )
    protective = Words(label=_("What protects the child"), widget=lines())
    best_interests = Words(label=_("What is best for the child"), widget=lines())
    recommendation = Words(label=_("What do you recommend?"), widget=lines())

    def __init__(self, *typed: Any, edition: queries.DomainEdition, kind: str, **options: Any):
        super().__init__(*typed, **options)
        known: Pairs = [("", pgettext_lazy("list", "Choose"))]
        known += [(one.code, one.label) for one in edition.of(kind)]
        for place, name in enumerate(NEEDS, 1):
            label = _("Need %(place)d") % {"place": place}
            self.fields[name] = OneOf(known, label=label)

    def needs(self) -> list[forms.BoundField]:
        """One question for each place of the ranking."""
        return [self[name] for name in NEEDS]

    def said(self) -> commands.Summary:
        """What the command wants to know."""
        told = dict(self.cleaned_data)
        told.pop("version")
        needs = tuple(found for name in NEEDS if (found := told.pop(name)))
        return commands.Summary(
            risk=told.pop("risk"), triggers=tuple(told.pop("triggers")), needs=needs, words=told
        )

    def refuse(self, no: Exception) -> None:
        """A refusal about the needs stands at the first of them."""
        if getattr(no, "field", None) == "needs":
            self.add_error(NEEDS[0], str(no))
        else:
            super().refuse(no)


class DecideForm(Versioned):
    """Approve, or give back with what must be mended."""

    answer = OneOf(
        ANSWERS,
        label=_("What do you decide?"),
        required=True,
        error_messages={"required": _("Say what you decide.")},
        widget=widgets.Picks(),
    )
    words = Words(
        label=_("What must be mended, or what you want to say"),
        help_text=SEALED,
        max_length=2000,
        widget=lines(),
    )

    @property
    def approved(self) -> bool:
        """Whether it is approved."""
        return bool(self.cleaned_data["answer"] == "yes")
