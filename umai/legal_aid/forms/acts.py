"""What is asked with each act on a procedure."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs, Words
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of
from umai.legal_aid import commands, queries, rules, terms

CHOOSE = pgettext_lazy("list", "Choose")
SEALED = _("Sealed with the child's record. Only lawyers and who supervises them read it.")
NOT_A_DAY = _("Write a day such as 2026-04-16.")
WHICH = {"required": _("Choose one of the answers shown. This one is not among them.")}


class ActForm(forms.Form):
    """A refusal stands at its field; a newer version is told of once."""

    newer: Any = None

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field, or above all if it has none."""
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))

    def meet(self, current: Any) -> None:
        """Somebody was quicker: what stands there now is shown, the words stay."""
        self.newer = current
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = current.version  # type: ignore[index]
        self.data["step"] = getattr(current, "step", "")  # type: ignore[index]


class OpenForm(ActForm):
    """Which procedure, and from which day the law counts."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    template = OneOf(
        lambda: templates(),
        label=_("Which procedure?"),
        required=True,
        error_messages={"required": _("Choose the procedure.")},
        widget=widgets.ChooseOne(),
    )
    origin = Day(
        label=_("From which day does the law count?"),
        help_text=_("The birth, the arrival, or the day when the fact became known."),
        required=True,
        error_messages={"required": NOT_A_DAY},
    )
    individual_id = OneOf([], label=_("For whom?"), widget=widgets.ChooseOne())
    words = Words(label=_("What you want to say"), help_text=SEALED, max_length=4000)
    field_order = ["id", "individual_id", "template", "origin", "words"]

    def __init__(self, *typed: Any, people: Pairs = (), **options: Any) -> None:  # type: ignore[assignment]
        super().__init__(*typed, **options)
        if people:
            offered = [("", pgettext_lazy("procedure", "The child of the case")), *people]
            self.fields["individual_id"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["individual_id"]

    def details(self) -> commands.ProcedureDetails:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        whom = said.get("individual_id")
        return commands.ProcedureDetails(**said | {"individual_id": UUID(whom) if whom else None})


def templates() -> Pairs:
    """Every procedure that can be opened."""
    return [(code, queries.title_of(code, one.version)) for code, one in queries.latest().items()]


class StepForm(ActForm):
    """What happened with the step that is due now. What does not belong to it is not asked."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    # A step that somebody else finished meanwhile is not finished again under another name.
    step = forms.CharField(widget=forms.HiddenInput(), max_length=16)
    what = OneOf([], label=_("Why?"), required=True, error_messages=WHICH)
    obtained = forms.BooleanField(required=False, widget=widgets.Toggle())
    on = Day(label=_("On which day?"), required=True, error_messages={"required": NOT_A_DAY})
    agency_id = OneOf([], label=_("Which authority?"), help_text=_("From the directory."))
    words = Words(label=_("What you want to say"), help_text=SEALED, max_length=4000)

    def __init__(
        self,
        *typed: Any,
        kind: str,
        step: rules.Step,
        agencies: Pairs,
        **options: Any,
    ) -> None:
        super().__init__(*typed, **options)
        self._ask_what(kind, step)
        if kind == terms.FactKind.DONE and step.gives:
            paper = vocabulary.label("document_type", step.gives)
            words = _("Obtained: %(paper)s") % {"paper": paper}
            self.fields["obtained"].label = words
        else:
            del self.fields["obtained"]
        if agencies and kind != terms.FactKind.SKIPPED:
            offered = [("", CHOOSE), *agencies]
            self.fields["agency_id"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["agency_id"]
        if kind in {terms.FactKind.REFUSED, terms.FactKind.SKIPPED}:
            self.fields["words"].label = _("The reason, in a sentence")

    def _ask_what(self, kind: str, step: rules.Step) -> None:
        field: Any = self.fields["what"]
        if kind == terms.FactKind.REFUSED:
            field.choices = terms.RefusalReason.choices
            field.widget = widgets.ChooseOne(choices=field.choices)
        elif kind in {terms.FactKind.DONE, terms.FactKind.SKIPPED} and step.asks:
            field.label = vocabulary.in_language(dict(step.question))
            field.choices = [
                (one.code, vocabulary.in_language(dict(one.title))) for one in step.answers
            ]
            field.widget = widgets.ChooseOne(choices=field.choices)
        else:
            del self.fields["what"]

    def told(self) -> commands.StepTold:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        agency = said.get("agency_id")
        return commands.StepTold(
            on=said["on"],
            agency_id=UUID(agency) if agency else None,
            what=said.get("what", ""),
            words=said["words"],
            obtained=bool(said.get("obtained")),
        )


class ReasonForm(ActForm):
    """Why a procedure is paused, resumed, closed or given more time."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    outcome = OneOf(
        lambda: [one for one in words_of("legal_outcome")() if one[0] not in {"", "PENDING"}],
        label=_("What came of it?"),
        required=True,
        error_messages=WHICH,
    )
    until = Day(label=_("Until which day?"), required=True, error_messages={"required": NOT_A_DAY})
    words = Words(label=_("The reason, in a sentence"), help_text=SEALED, max_length=4000)

    def __init__(self, *typed: Any, kind: str, **options: Any) -> None:
        super().__init__(*typed, **options)
        if kind != terms.FactKind.CLOSED:
            del self.fields["outcome"]
        if kind != terms.FactKind.EXTENDED:
            del self.fields["until"]
        if kind == terms.FactKind.RESUMED:
            self.fields["words"].label = _("What you want to say")
