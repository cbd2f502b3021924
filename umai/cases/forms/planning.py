"""What is asked of a plan: who took part, goals with their actions, approval, the child's copy."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, queries, terms
from umai.cases.forms.acts import SEALED, ActForm, Versioned
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, Words, keep_known
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of

MOST, SPARE = 12, 2
CHOOSE = pgettext_lazy("list", "Choose")
OF_PLAN = (
    "participants", "why_absent", "child_words", "carer_words", "call", "place", "triggers",
    "contingency",
)  # fmt: skip
OF_GOAL = ("goal", "need", "indicator", "for_child")
OF_ACTION = ("service", "what", "doer", "who", "start_on", "due_on", "frequency")


def short(rows: int = 2) -> widgets.LongText:
    """A box of a few lines."""
    return widgets.LongText({"rows": rows})


class YesNo(forms.NullBooleanField):
    """Yes, no, or not said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": widgets.YesNo(wrap="ask"), **options})


class BeginPlanForm(ActForm):
    """From a template or empty; why, if there is a plan already."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    template = OneOf(
        [],
        label=_("What to begin with"),
        help_text=_(
            "Templates are a proposal of the house, to be confirmed. Change whatever does not fit."
        ),
        widget=widgets.ChooseOne(),
    )
    why_new = Words(
        label=_("Why is a new version needed?"), help_text=SEALED, max_length=1000, widget=short()
    )

    def __init__(self, *typed: Any, again: bool, **options: Any) -> None:
        super().__init__(*typed, **options)
        if again:
            self.fields.pop("template")
            return
        self.fields.pop("why_new")
        known = [(one.code, one.label) for one in queries.plan_templates()]
        self.fields["template"].choices = [("", _("An empty plan")), *known]  # type: ignore[attr-defined]


class PlanForm(Versioned):
    """Who took part, what holds in danger, when the plan is reviewed."""

    child_present = YesNo(label=_("Did the child take part in making the plan?"))
    why_absent = Line(label=_("If not, why not?"))
    child_words = Words(
        label=_("The child's own words about the plan"),
        help_text=_("As it said them, in its own language if you can."),
        max_length=2000,
        widget=short(3),
    )
    participants = Line(label=_("Who else took part?"))
    carer_words = Words(
        label=_("What the carer says about the plan"), max_length=2000, widget=short()
    )
    child_agrees = YesNo(label=_("Does the child agree?"))
    carer_agrees = YesNo(label=_("Does the carer agree?"))
    call = Line(
        label=_("In danger: whom does the child call?"),
        help_text=_("Stands on the copy for the child."),
    )
    place = Line(label=_("In danger: where is it safe?"))
    triggers = Words(label=_("What are the signs of danger?"), max_length=1000, widget=short())
    contingency = Words(
        label=_("What is done if the plan does not work?"), max_length=1000, widget=short()
    )
    review_on = Day(label=_("When is the plan reviewed?"))

    def details(self) -> commands.PlanDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        return commands.PlanDetails(
            child_present=said["child_present"],
            child_agrees=said["child_agrees"],
            carer_agrees=said["carer_agrees"],
            review_on=said["review_on"],
            words={name: said[name] for name in OF_PLAN},
        )


class GoalForm(Versioned):
    """One goal with its actions; blank rows are left out."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    goal = Line(
        label=_("What shall be so for the child?"),
        help_text=_("One sentence that can be checked: the child has …, goes …, lives …"),
        max_length=500,
    )
    need = Line(label=_("Which need is behind it?"), max_length=500)
    indicator = Line(label=_("How do we see that it is reached?"), max_length=500)
    for_child = Line(
        label=_("How do you say it to the child?"),
        help_text=_("In simple words. They stand on the copy for the child."),
        max_length=500,
    )
    target_on = Day(label=_("By when?"))

    def __init__(
        self, typed: Any = None, *, doers: Pairs, actions: int, initial: dict[str, Any]
    ) -> None:
        super().__init__(typed, initial=initial)
        self.count = min(max(actions + SPARE, 3), MOST)
        services: Pairs = words_of("service", CHOOSE)()
        for number in range(self.count):
            self._add_row(number, services, [("", CHOOSE), *doers])

    def _add_row(self, number: int, services: Pairs, doers: Pairs) -> None:
        place = f"actions-{number}"
        fields = {
            "id": forms.UUIDField(required=False, widget=forms.HiddenInput()),
            "service": OneOf(services, label=_("Service"), widget=widgets.SearchSelect()),
            "what": Line(label=_("What is done?"), max_length=500),
            "doer": OneOf(doers, label=_("Who does it?"), widget=widgets.SearchSelect()),
            "who": Line(label=_("Who of the family?"), max_length=160),
            "start_on": Day(label=pgettext_lazy("action", "From")),
            "due_on": Day(label=pgettext_lazy("action", "Done by")),
            "frequency": OneOf(
                [("", CHOOSE), *terms.Frequency.choices],
                label=pgettext_lazy("action", "How often?"),
            ),
        }
        for name, field in fields.items():
            self.fields[f"{place}-{name}"] = field
        for name, label in (("service", _service), ("doer", _gone)):
            kept = self.initial.get(f"{place}-{name}")
            keep_known(fields[name], [str(kept)] if kept else [], label)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of actions for the page; those that are filled stand open."""
        for number in range(self.count):
            place = f"actions-{number}"
            row: dict[str, Any] = {name: self[f"{place}-{name}"] for name in ("id", *OF_ACTION)}
            shown = any(row[name].value() for name in OF_ACTION) or number == 0
            wrong = any(row[name].errors for name in OF_ACTION)
            yield {**row, "number": number + 1, "open": shown or wrong}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(self.count):
            place = f"actions-{number}"
            told = any(said.get(f"{place}-{name}") for name in OF_ACTION)
            if told and not said.get(f"{place}-service"):
                self.add_error(f"{place}-service", _("Choose the service of this action."))
        return said

    def details(self) -> commands.GoalDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        filled = [n for n in range(self.count) if said.get(f"actions-{n}-service")]
        self.places = filled
        return commands.GoalDetails(
            id=said["id"],
            target_on=said["target_on"],
            words={name: said[name] for name in OF_GOAL},
            actions=tuple(self._action(number) for number in filled),
        )

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; the command does not count blank rows."""
        field = getattr(no, "field", None) or ""
        if field.startswith("actions-"):
            _actions, number, name = field.split("-", 2)
            field = f"actions-{self.places[int(number)]}-{name}"
        self.add_error(field if field in self.fields else None, str(no))

    def _action(self, number: int) -> commands.ActionDetails:
        said = {name: self.cleaned_data[f"actions-{number}-{name}"] for name in ("id", *OF_ACTION)}
        kind, _sign, key = said.pop("doer").partition(":")
        return commands.ActionDetails(
            **said,
            doer=kind,
            person_id=UUID(key) if kind == terms.Doer.COLLEAGUE else None,
            agency_id=UUID(key) if kind == terms.Doer.AGENCY else None,
        )


def _service(code: str) -> str:
    """A service that is no longer offered stays readable."""
    return vocabulary.label("service", code)


def _gone(_code: str) -> str:
    return str(_("Somebody who is no longer offered"))


class DropPlanForm(Versioned):
    """Why a version is laid aside."""

    why = Words(
        label=_("Why is this version laid aside?"),
        help_text=SEALED,
        required=True,
        max_length=1000,
        error_messages={"required": _("Write why, in a sentence.")},
        widget=short(),
    )


class JudgeForm(ActForm):
    """How far a goal has come."""

    progress = OneOf(
        terms.Progress.choices,
        label=_("How far has the goal come?"),
        required=True,
        error_messages={"required": _("Say how far the goal has come.")},
        widget=widgets.Picks(),
    )
    how_far = Words(
        label=_("What shows it?"), help_text=SEALED, max_length=1000, widget=short()
    )


class CopyForm(forms.Form):
    """In which language the child gets the plan, and whether its name stands on it."""

    language = OneOf([], label=_("In which language?"), required=True, widget=widgets.Picks())
    named = forms.BooleanField(
        label=_("Put the given name on it instead of the code"),
        help_text=_("The name is opened for it, which is written down."),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, *typed: Any, languages: Pairs, may_name: bool, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["language"].error_messages["required"] = _("Choose one of the answers.")
        if not may_name:
            self.fields.pop("named")


class OfferForm(ActForm):
    """When the copy was offered to the child, and in which language."""

    on = Day(
        label=_("When was it offered?"),
        required=True,
        error_messages={"required": _("Write the day.")},
    )
    language = OneOf(
        words_of("language", CHOOSE),
        label=_("In which language?"),
        required=True,
        error_messages={"required": _("Choose one of the answers.")},
    )
