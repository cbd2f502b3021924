"""What is asked of a hearing, a fee, of who represents, and of what was advised."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, Words
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of
from umai.legal_aid import commands, queries, rules, terms
from umai.legal_aid.forms.acts import CHOOSE, SEALED, WHICH, ActForm

Kind = terms.MatterKind
A_MOMENT = {"required": _("Write a day and an hour."), "invalid": _("Write a day and an hour.")}
AN_AMOUNT = _("Write the amount in whole tenge, without letters.")


class MatterForm(ActForm):
    """The hidden id makes a double click one matter; the version shows that somebody was quicker.
    """

    id = forms.UUIDField(widget=forms.HiddenInput())
    version = forms.IntegerField(widget=forms.HiddenInput())
    said: tuple[str, ...] = ()

    def __init__(self, *typed: Any, agencies: Pairs = (), **options: Any) -> None:  # type: ignore[assignment]
        super().__init__(*typed, **options)
        if "agency_id" in self.fields:
            offered = [("", CHOOSE), *agencies]
            self.fields["agency_id"].choices = offered  # type: ignore[attr-defined]

    def told(self) -> commands.MatterDetails:
        """The input of the command. Call it only when the form is valid."""
        plain = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"id", "version", "agency_id", *self.said}
        }
        agency = self.cleaned_data.get("agency_id")
        words = {name: self.cleaned_data[name] for name in self.said}
        return commands.MatterDetails(
            **plain, agency_id=UUID(agency) if agency else None, words=words
        )


class HearingForm(MatterForm):
    """When and before whom, and what came of it."""

    said = ("place", "result")
    what = OneOf(
        [("", CHOOSE), *terms.HearingKind.choices],
        label=_("What kind of hearing?"),
        required=True,
        error_messages=WHICH,
    )
    at = forms.DateTimeField(
        label=_("On which day, at what time?"),
        error_messages=A_MOMENT,
        widget=widgets.MomentInput(),
    )
    agency_id = OneOf([], label=_("Which court or authority?"), help_text=_("From the directory."))
    place = Line(label=_("Room, address, judge"), help_text=SEALED)
    state = OneOf(
        terms.HearingState.choices,
        label=_("Is it still ahead, or what came of it?"),
        required=True,
        error_messages=WHICH,
    )
    moved_to = forms.DateTimeField(
        label=_("Adjourned to which day and hour?"),
        help_text=_("It then stands among the hearings ahead by itself."),
        required=False,
        error_messages=A_MOMENT,
        widget=widgets.MomentInput(),
    )
    until = Day(
        label=_("Until which day can the decision be appealed?"),
        help_text=_(
            "As the decision says. Left empty, a rule counts it if a lawyer confirmed one."
        ),
    )
    result = Words(label=_("What was said and decided"), help_text=SEALED, max_length=4000)


def rule_title(code: str) -> str:
    """What a rule is called."""
    return vocabulary.in_language(dict(vocabulary.rule_any(code).titles))


def fee_rules() -> Pairs:
    """The rules of fees that are known, and none of them."""
    none = ("", pgettext_lazy("rule", "None of them"))
    return [none, *((code, rule_title(code)) for code in queries.fees())]


class FeeForm(MatterForm):
    """What it costs, who paid, and whether one asked to be freed from it."""

    said = ("receipt", "why")
    what = OneOf(
        fee_rules,
        label=_("By which rule?"),
        help_text=_("A rule that no lawyer confirmed is not quoted to the family as certain."),
    )
    amount = forms.IntegerField(
        label=_("How much, in tenge?"),
        min_value=0,
        max_value=rules.MOST_TENGE,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), AN_AMOUNT),
        widget=widgets.NumberBox(width="w10"),
    )
    state = OneOf(
        terms.Waiver.choices,
        label=_("Was it asked to be freed from the fee?"),
        required=True,
        error_messages=WHICH,
        widget=widgets.ChooseOne(),
    )
    why = Words(label=_("On which ground"), help_text=SEALED, max_length=2000)
    payer = OneOf(
        [("", pgettext_lazy("fee", "Not paid")), *terms.Payer.choices],
        label=_("Who paid?"),
    )
    on = Day(label=_("Paid on which day?"))
    receipt = Line(label=_("Number of the receipt"), max_length=80)


class RepresentationForm(MatterForm):
    """Who speaks for the person, by which paper and until when."""

    said = ("name", "number")
    what = OneOf(
        terms.Represents.choices,
        label=_("Who represents?"),
        required=True,
        error_messages=WHICH,
        widget=widgets.ChooseOne(),
    )
    name = Line(label=_("Name and telephone of who represents"), help_text=SEALED)
    on = Day(label=_("Since which day?"))
    paper = OneOf(
        lambda: [
            ("", pgettext_lazy("paper", "None")),
            *((code, vocabulary.label("document_type", code)) for code in rules.POWERS),
        ],
        label=_("By which paper?"),
    )
    number = Line(label=_("Its number, and what it allows"), max_length=300)
    until = Day(
        label=_("Until which day does it hold?"),
        help_text=_("The lawyer is told before it ends."),
    )


class AdviceForm(MatterForm):
    """What the matter is, how the law sees it, what was advised."""

    said = ("qualification", "advice")
    what = OneOf(
        words_of("topic"),
        label=_("What is it about?"),
        required=True,
        error_messages=WHICH,
    )
    on = Day(
        label=_("On which day?"),
        required=True,
        error_messages={"required": _("Write a day such as 2026-04-16.")},
    )
    qualification = Words(
        label=_("How the law sees it"),
        help_text=_("Facts and the articles that apply. Sealed with the child's record."),
        max_length=10000,
        widget=widgets.LongText({"rows": 6}),
    )
    advice = Words(
        label=_("What was advised"),
        help_text=SEALED,
        max_length=10000,
        widget=widgets.LongText({"rows": 6}),
    )


FORMS: dict[str, type[MatterForm]] = {
    Kind.HEARING: HearingForm,
    Kind.FEE: FeeForm,
    Kind.REPRESENTED: RepresentationForm,
    Kind.ADVISED: AdviceForm,
}

