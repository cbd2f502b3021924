"""The forms of documents and of the family."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Words
from umai.foundation.vocabulary.labels import keep_words, words_of
from umai.people import commands, terms
from umai.people.forms.fields import Line, YesNo

CHOOSE = pgettext_lazy("list", "Choose")
DESCRIBED = (
    "name", "born", "phone", "whereabouts", "papers", "work", "income", "safety", "note",
)  # fmt: skip
# Fields of a document and of a relation that stand in the open.
PAPER = ("type", "state", "issued_on", "valid_until")
KIN = (
    "kind", "no_contact", "primary_carer", "legal_representative", "lives_with",
    "child_wants_contact", "alive", "country", "since", "until", "legal_capacity",
    "contact_consent", "safety_concern",
)  # fmt: skip


class Versioned(forms.Form):
    """A form that knows which version was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def meet(self, version: int) -> None:
        """Sending again then saves over the newer version, knowingly."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = version  # type: ignore[index]


class Kept(Versioned):
    """A form of one row: its id, made with the form."""

    id = forms.UUIDField(widget=forms.HiddenInput())

    def said(self) -> dict[str, Any]:
        """What was typed, without what the form keeps for itself."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class DocumentForm(Kept):
    """One document by its details."""

    type = OneOf(words_of("document_type", CHOOSE), label=_("Which document?"), required=True)
    state = OneOf(
        words_of("document_state"),
        label=pgettext_lazy("document", "How does it stand?"),
        required=True,
        widget=widgets.Picks(),
    )
    number = Line(
        label=pgettext_lazy("document", "Number"),
        help_text=_("Sealed. The child can be found by it later."),
    )
    issuer = Line(label=pgettext_lazy("document", "Issued by"))
    issued_on = Day(label=pgettext_lazy("document", "Issued on"))
    valid_until = Day(label=pgettext_lazy("document", "Valid until"))
    seen = forms.BooleanField(
        label=_("I have seen this document myself"), required=False, widget=widgets.Toggle()
    )
    note = Words(
        label=pgettext_lazy("document", "What to know about it"),
        max_length=1000,
        widget=widgets.LongText({"rows": 2}),
    )

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        for name in ("type", "state"):
            self.fields[name].error_messages["required"] = _("Choose one of the answers.")
        keep_words(self, {"type": "document_type", "state": "document_state"})

    def details(self, individual_id: UUID) -> commands.DocumentDetails:
        """What the command wants to know."""
        return commands.DocumentDetails(individual_id=individual_id, **self.said())


class RelationForm(Kept):
    """One relative or carer: known to us by a code, or described."""

    kind = OneOf(
        words_of("relation", CHOOSE), label=_("Who is it to this person?"), required=True
    )
    code = Line(
        label=pgettext_lazy("relation", "Code, if we know this person"),
        help_text=_("Such as SHM-0001-K. The other record then shows the family too."),
        max_length=16,
        widget=widgets.Line(width="w12"),
    )
    name = Line(
        label=pgettext_lazy("relation", "Name, if there is no code"), help_text=_("Sealed.")
    )
    phone = Line(
        label=pgettext_lazy("relation", "Telephone"), widget=widgets.PhoneInput(width="w12")
    )
    no_contact = forms.BooleanField(
        label=_("Nobody may contact this person about the child"),
        help_text=_("Colleagues see it before anything else on the page."),
        required=False,
        widget=widgets.Toggle(),
    )
    why_no_contact = Line(label=_("Why not?"), max_length=500)
    primary_carer = forms.BooleanField(
        label=_("Main carer today"), required=False, widget=widgets.Toggle()
    )
    legal_representative = forms.BooleanField(
        label=_("Legal representative"), required=False, widget=widgets.Toggle()
    )
    lives_with = YesNo(label=_("Does the child live there?"))
    child_wants_contact = YesNo(label=_("Does the child want contact?"))
    alive = OneOf([("", CHOOSE), *terms.Alive.choices], label=pgettext_lazy("relation", "Alive?"))
    country = OneOf(words_of("citizenship", CHOOSE), label=_("In which country?"))
    since = Day(label=pgettext_lazy("relation", "Since"))
    until = Day(label=pgettext_lazy("relation", "Until"))
    born = Line(label=pgettext_lazy("relation", "Born, or about how old"))
    whereabouts = Line(label=_("Where to find this person"), max_length=300)
    papers = Line(label=pgettext_lazy("relation", "Papers"), max_length=300)
    work = Line(label=pgettext_lazy("relation", "Work"), max_length=300)
    income = Line(label=pgettext_lazy("relation", "Income"), max_length=300)
    legal_capacity = OneOf(
        [("", CHOOSE), *terms.LegalCapacity.choices], label=_("Legal capacity")
    )
    contact_consent = YesNo(
        label=_("Does this person agree to be contacted?"), widget=widgets.YesNo(wrap="ask over")
    )
    safety_concern = YesNo(
        label=_("Is there anything to fear from this person?"),
        widget=widgets.YesNo(wrap="ask over"),
    )
    safety = Line(label=_("What is there to fear?"), max_length=500)
    note = Words(
        label=pgettext_lazy("relation", "What else to know"),
        max_length=1000,
        widget=widgets.LongText({"rows": 2}),
    )

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["kind"].error_messages["required"] = _("Choose one of the answers.")
        keep_words(self, {"kind": "relation", "country": "citizenship"})

    def details(self, individual_id: UUID) -> commands.RelationDetails:
        """What the command wants to know."""
        said = self.said()
        described = {name: said.pop(name) for name in DESCRIBED}
        return commands.RelationDetails(
            individual_id=individual_id, described=described, **said
        )


class EndForm(Versioned):
    """Until when somebody was a relative or carer."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    until = Day(label=_("Until which day?"), required=True)

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["until"].error_messages["required"] = _("Write a day such as 2026-04-16.")
