"""What is asked when it is weighed what is best for a child."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, terms
from umai.cases.forms.acts import SEALED, ActForm, Versioned
from umai.cases.forms.assessing import goes_on, lines
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, Words
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of

OPTIONS, MEMBERS = 4, 7
KINDS = terms.InterestsKind
CHOOSE = pgettext_lazy("list", "Choose")
FEASIBLE: Pairs = [
    ("", CHOOSE),
    ("yes", pgettext_lazy("option", "Can be done")),
    ("partly", pgettext_lazy("option", "Can be done in part")),
    ("no", pgettext_lazy("option", "Cannot be done now")),
]
CONFLICT: Pairs = [
    ("", pgettext_lazy("conflict of interest", "Not asked yet")),
    ("none", pgettext_lazy("conflict of interest", "None")),
    ("declared", pgettext_lazy("conflict of interest", "Declared")),
]
WEIGHTS: Pairs = [
    ("", pgettext_lazy("weight", "Not weighed")),
    ("0", pgettext_lazy("weight", "0 · none")),
    ("1", pgettext_lazy("weight", "1 · little")),
    ("2", pgettext_lazy("weight", "2 · much")),
    ("3", pgettext_lazy("weight", "3 · most")),
]
OF_AN_OPTION: dict[str, Any] = {
    "option": _("What could be done"),
    "benefits": pgettext_lazy("option", "Benefits"),
    "risks": pgettext_lazy("option", "Risks"),
    "child": _("The child’s view"),
    "carer": _("The carer’s view"),
}
WORDS = (
    "question", "sources", "interpreter_name", "chosen", "reasons", "conditions", "dissent",
)  # fmt: skip


class BeginInterestsForm(ActForm):
    """About which decision, and who says what is best."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    decision = OneOf(
        words_of("interests_decision", CHOOSE),
        label=_("Which decision is at stake?"),
        required=True,
        error_messages={"required": _("Choose the decision.")},
    )
    kind = OneOf(
        KINDS.choices,
        label=_("Who says what is best?"),
        required=True,
        error_messages={"required": _("Choose who says what is best.")},
        widget=widgets.CardChoices(
            hints={
                KINDS.SHORT: _("One trained person, today"),
                KINDS.ASSESSMENT: _("One trained person; another one approves"),
                KINDS.DETERMINATION: _("Three to five people of different professions"),
            }
        ),
    )


class WeighForm(Versioned):
    """Options side by side, factors with their weight, the panel, the decision."""

    question = Words(label=_("What exactly is to be decided?"), help_text=SEALED, widget=lines(2))
    sources = Words(label=_("Where do you know it from?"), widget=lines())
    interpreter = forms.NullBooleanField(
        label=_("Was there an interpreter?"), required=False, widget=widgets.YesNo()
    )
    interpreter_name = Line(label=_("Interpreter"))
    chosen = Words(label=_("What is best for the child?"), widget=lines(2))
    reasons = Words(label=pgettext_lazy("decision", "Reasons"), widget=lines())
    conditions = Words(label=pgettext_lazy("decision", "Conditions"), widget=lines(2))
    dissent = Words(label=_("Who thinks otherwise, and why"), widget=lines(2))
    review_on = Day(label=_("Looked at again on"))

    def __init__(self, *typed: Any, kind: str, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.factor_codes = [word.code for word in vocabulary.words("interests_factor")]
        self.members = MEMBERS if kind == KINDS.DETERMINATION else 0
        for place in range(1, OPTIONS + 1):
            for name, label in OF_AN_OPTION.items():
                self.fields[f"{name}_{place}"] = Words(label=label, widget=lines(2))
            feasible = OneOf(FEASIBLE, label=_("Can it be done?"))
            self.fields[f"feasible_{place}"] = feasible
        for word in vocabulary.words("interests_factor"):
            label = word.label()
            self.fields[f"weight_{word.code}"] = OneOf(WEIGHTS, label=label)
            why = _("Why: %(factor)s") % {"factor": label}
            self.fields[f"factor_{word.code}"] = Line(label=why, max_length=1000)
        for place in range(1, self.members + 1):
            self.fields[f"part_{place}"] = OneOf(
                words_of("meeting_part", CHOOSE), label=_("Profession")
            )
            self.fields[f"member_{place}"] = Line(label=pgettext_lazy("member", "Name"))
            self.fields[f"conflict_{place}"] = OneOf(CONFLICT, label=_("Conflict of interest"))
            self.fields[f"about_{place}"] = Line(label=_("If declared: what?"), max_length=1000)

    @property
    def long(self) -> bool:
        """Whether the panel has more members than the first rows hold."""
        return bool(self.errors) or goes_on(self, "part", range(6, self.members + 1))

    def rows_of_options(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The options with their questions."""
        names = (*OF_AN_OPTION, "feasible")
        return [(place, [self[f"{name}_{place}"] for name in names])
                for place in range(1, OPTIONS + 1)]  # fmt: skip

    def rows_of_factors(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The factors with weight and words."""
        return [(self[f"weight_{code}"], self[f"factor_{code}"]) for code in self.factor_codes]

    def rows_of_members(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The members of the panel."""
        names = ("part", "member", "conflict", "about")
        return [(place, [self[f"{name}_{place}"] for name in names])
                for place in range(1, self.members + 1)]  # fmt: skip

    def said(self) -> commands.Weighed:
        """What the command wants to know."""
        told = self.cleaned_data
        return commands.Weighed(
            options=tuple(self._options()),
            factors=self._factors(),
            panel=tuple(self._panel()),
            interpreter=told["interpreter"],
            review_on=told["review_on"],
            words={name: told[name] for name in WORDS},
        )

    def refuse(self, no: Exception) -> None:
        """A refusal about the panel stands at its first member."""
        if getattr(no, "field", None) == "panel" and self.members:
            self.add_error("part_1", str(no))
        else:
            super().refuse(no)

    def _options(self) -> list[dict[str, str]]:
        told, found = self.cleaned_data, []
        for place in range(1, OPTIONS + 1):
            one = {name: told[f"{name}_{place}"] for name in (*OF_AN_OPTION, "feasible")}
            if any(one.values()):
                found.append(one)
        return found

    def _factors(self) -> dict[str, dict[str, Any]]:
        told, found = self.cleaned_data, {}
        for code in self.factor_codes:
            weight, words = told[f"weight_{code}"], told[f"factor_{code}"]
            if weight or words:
                found[code] = {"weight": int(weight) if weight else None, "words": words}
        return found

    def _panel(self) -> list[dict[str, str]]:
        told, found = self.cleaned_data, []
        for place in range(1, self.members + 1):
            one = {
                "part": told[f"part_{place}"],
                "name": told[f"member_{place}"],
                "conflict": told[f"conflict_{place}"],
                "about": told[f"about_{place}"],
            }
            if any(one.values()):
                found.append(one)
        return found


def as_fields(said: dict[str, Any], review_on: Any, interpreter: Any) -> dict[str, Any]:
    """What was saved, by the names of the fields."""
    told: dict[str, Any] = {name: said.get(name, "") for name in WORDS}
    told |= {"review_on": review_on, "interpreter": interpreter}
    for place, one in enumerate(said.get("options", []), 1):
        told |= {f"{name}_{place}": words for name, words in one.items()}
    for code, one in said.get("factors", {}).items():
        weight = one.get("weight")
        told[f"weight_{code}"] = "" if weight is None else str(weight)
        told[f"factor_{code}"] = one.get("words", "")
    for place, one in enumerate(said.get("panel", []), 1):
        names = {"part": "part", "name": "member", "conflict": "conflict", "about": "about"}
        told |= {f"{names[name]}_{place}": words for name, words in one.items()}
    return told
