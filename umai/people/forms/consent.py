"""The forms of consent: note, take back, override, print."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umai.directory import queries as directory
from umai.directory import terms as directory_terms
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, SomeOf, Words
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of
from umai.people import commands, terms
from umai.people.exports import LANGUAGES
from umai.people.forms.fields import Line, YesNo

CHOOSE = pgettext_lazy("list", "Choose")
State = terms.ConsentState
ANSWERS = [
    (State.GIVEN.value, pgettext_lazy("consent answer", "Agrees")),
    (State.REFUSED.value, pgettext_lazy("consent answer", "Refuses")),
    (State.NOT_SOUGHT.value, pgettext_lazy("consent answer", "Was not asked")),
]
GIVERS = ("CHILD", "PARENT", "GUARDIAN")
WORDS = ("witness", "note", "why_no_carer", "why_not_sought", "why_withheld")


def agency_name(agency: Any) -> str:
    """The name of an agency in the language of the page, or in any other."""
    language = (get_language() or "en")[:2]
    names = [getattr(agency, f"name_{one}", "") for one in (language, "ru", "kk", "en")]
    return next((one for one in names if one), str(agency))


def agencies(actor: Actor) -> list[tuple[str, Any]]:
    """The agencies that work, by name."""
    working = directory.agencies(actor).filter(state=directory_terms.AgencyState.ACTIVE)
    pairs = [(str(one.pk), agency_name(one)) for one in working]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _givers() -> list[tuple[str, str]]:
    return [pair for pair in vocabulary.choices("consent_by") if pair[0] in GIVERS]


class ConsentForm(forms.Form):
    """What somebody was asked and answered, how it was explained, what is to be kept from whom."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    agency = OneOf(
        [],
        label=pgettext_lazy("consent", "Sharing with which agency?"),
        help_text=_("One agency for each consent to share."),
        widget=widgets.SearchSelect(),
    )
    given_by = OneOf(_givers, label=_("Who answered?"), widget=widgets.Picks())
    why_no_carer = Line(
        label=_("If a young child answered alone: why can no carer be asked?"), max_length=500
    )
    assent = YesNo(label=_("Does the child want it too?"))
    language = OneOf(words_of("language", CHOOSE), label=_("Explained in which language?"))
    explained_how = OneOf(
        terms.Explained.choices, label=_("How was it explained?"), widget=widgets.Picks()
    )
    limits_explained = forms.BooleanField(
        label=_("I explained when we must tell others even without consent"),
        required=False,
        widget=widgets.Toggle(),
    )
    given_at = forms.DateTimeField(
        label=_("When, if not just now?"), required=False, widget=widgets.MomentInput()
    )
    valid_until = Day(label=_("Valid until which day?"))
    withhold = SomeOf(terms.Withheld.choices, label=_("What must others not be told?"))
    withhold_reason = OneOf(words_of("withhold_reason", CHOOSE), label=_("Why not told?"))
    withhold_from = OneOf([], label=_("From whom?"), widget=widgets.SearchSelect())
    why_withheld = Line(label=_("In own words"), max_length=500)
    why_not_sought = Line(label=_("If something was not asked: why?"), max_length=500)
    witness = Line(label=_("Witness or interpreter"))
    note = Words(
        label=pgettext_lazy("consent", "What else to know"),
        max_length=1000,
        widget=widgets.LongText({"rows": 2}),
    )

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        known = agencies(actor)
        self.fields["agency"].choices = [("", CHOOSE), *known]  # type: ignore[attr-defined]
        everybody = ("", pgettext_lazy("withhold", "From everybody outside"))
        self.fields["withhold_from"].choices = [everybody, *known]  # type: ignore[attr-defined]
        self.fields["given_at"].error_messages["invalid"] = _("Write a day and an hour.")
        self.scopes = [word.code for word in vocabulary.words("consent_scope")]
        for word in vocabulary.words("consent_scope"):
            picks = OneOf(ANSWERS, label=word.label(), widget=widgets.Picks(wrap="ask"))
            self.fields[f"answer_{word.code}"] = picks

    def asked(self) -> list[forms.BoundField]:
        """One question for each scope."""
        return [self[f"answer_{scope}"] for scope in self.scopes]

    def details(self, individual_id: UUID) -> commands.ConsentDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        return commands.ConsentDetails(
            id=said["id"],
            individual_id=individual_id,
            given=self._scopes(State.GIVEN),
            refused=self._scopes(State.REFUSED),
            not_sought=self._scopes(State.NOT_SOUGHT),
            agency_id=UUID(said["agency"]) if said["agency"] else None,
            withhold=tuple((what, said["withhold_reason"]) for what in said["withhold"]),
            withhold_from=UUID(said["withhold_from"]) if said["withhold_from"] else None,
            words={name: said[name] for name in WORDS},
            **{
                name: said[name]
                for name in (
                    "given_by", "assent", "language", "explained_how", "limits_explained",
                    "given_at", "valid_until",
                )
            },
        )  # fmt: skip

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; one about the answers stands at the answer it is about."""
        field = getattr(no, "field", None)
        if field in ("given", "refused"):
            consulate = self.cleaned_data.get(f"answer_{terms.Scope.CONSULATE}") == State.GIVEN
            scope = terms.Scope.CONSULATE if consulate else self.scopes[0]
            field = f"answer_{scope}"
        self.add_error(field if field in self.fields else None, str(no))

    def _scopes(self, state: State) -> tuple[str, ...]:
        said = self.cleaned_data
        return tuple(one for one in self.scopes if said[f"answer_{one}"] == state)


class WithdrawForm(forms.Form):
    """Why a consent is taken back, if it was said."""

    reason = Line(label=_("In the child’s words, if they were said"), max_length=500)


class OverrideForm(forms.Form):
    """Why something is done without consent."""

    ground = OneOf(
        terms.OverrideGround.choices, label=_("On which ground?"), widget=widgets.Picks()
    )
    reason = Words(
        label=pgettext_lazy("override", "What is at stake?"),
        max_length=2000,
        widget=widgets.LongText({"rows": 3}),
    )
    until = Day(label=_("Until which day?"))
    child_told = forms.BooleanField(
        label=_("The child was told"), required=False, widget=widgets.Toggle()
    )
    why_not_told = Line(label=_("If not: why is it not safe?"), max_length=500)

    def said(self) -> commands.Override:
        """What the command wants to know."""
        return commands.Override(**self.cleaned_data)

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field."""
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))


class PrintForm(forms.Form):
    """In which language, and which agencies stand on the paper."""

    language = OneOf(
        LANGUAGES, label=_("In which language?"), required=True, widget=widgets.Picks()
    )
    agencies = SomeOf(
        [],
        label=_("Which agencies stand on it?"),
        help_text=_("None: lines are left to write them by hand."),
        widget=widgets.ChooseMany(),
    )

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["agencies"].choices = agencies(actor)  # type: ignore[attr-defined]

    def names(self) -> tuple[str, ...]:
        """The names of the chosen agencies."""
        known = dict(self.fields["agencies"].choices)  # type: ignore[attr-defined]
        return tuple(str(known[one]) for one in self.cleaned_data["agencies"])
