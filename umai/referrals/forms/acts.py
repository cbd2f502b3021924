"""What every act on a referral shares, and the short ones: taking back, the word of others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import OneOf, Pairs, Words
from umai.referrals import commands, terms

CHOOSE = pgettext_lazy("list", "Choose")
SEALED = _("Sealed with the referral.")
Kind, Teller = terms.FactKind, terms.Teller


class ActForm(forms.Form):
    """A refusal stands at its field; a newer version is told of once."""

    newer: Any = None

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field, or above all if it has none."""
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))

    def meet(self, current: Any) -> None:
        """Somebody was quicker: sending again puts these words over theirs, knowingly."""
        self.newer = current
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = current.version  # type: ignore[index]


class Versioned(ActForm):
    """The version that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class RevokeForm(Versioned):
    """Why a referral is taken back."""

    reason = OneOf(
        [one for one in terms.RevokeReason.choices if one[0] != terms.RevokeReason.ERASED],
        label=_("Why is it taken back?"),
        required=True,
        error_messages={"required": _("Choose the reason.")},
        widget=widgets.ChooseOne(),
    )
    words = Words(label=_("What you want to say"), help_text=SEALED, max_length=2000)


# What is asked with each thing that can have happened: the field, and what a blank is told.
ASKED = {
    Kind.REFUSED: ("refusal", _("Choose the reason.")),
    Kind.FAILED: ("failure", _("Choose the reason.")),
    Kind.FEEDBACK: ("usefulness", _("Say whether it helped.")),
    Kind.APPOINTED: ("appointment_at", _("Write the day and the time.")),
}
HAPPENED: dict[terms.FactKind, Any] = {
    Kind.ACCEPTED: _("They take it on"),
    Kind.REFUSED: _("They do not take it on"),
    Kind.APPOINTED: _("There is an appointment"),
    Kind.BEGUN: _("The help has begun"),
    Kind.CONFIRMED: _("The help was given"),
    Kind.FAILED: _("The help was not given"),
    Kind.FEEDBACK: _("Somebody says how it went"),
}


class AnswerForm(Versioned):
    """What happened, on whose word, and what belongs to it."""

    kind = OneOf(
        [],
        label=_("What happened?"),
        required=True,
        error_messages={"required": _("Say what happened.")},
        widget=widgets.ChooseOne(),
    )
    teller = OneOf(
        [(one.value, one.label) for one in (Teller.PROVIDER, Teller.CHILD, Teller.CARER)],
        label=_("Who says so?"),
        required=True,
        error_messages={"required": _("Say whose word it is.")},
        widget=widgets.Picks(),
    )
    appointment_at = forms.DateTimeField(
        label=_("When is the appointment?"),
        required=False,
        error_messages={"invalid": _("Write the day and the time.")},
        widget=widgets.MomentInput(),
    )
    refusal = OneOf(
        [("", CHOOSE), *terms.RefusalReason.choices],
        label=_("If they do not take it on: why?"),
    )
    failure = OneOf(
        [("", CHOOSE), *terms.FailureReason.choices],
        label=_("If the help was not given: why?"),
    )
    usefulness = OneOf(
        [("", CHOOSE), *terms.Usefulness.choices],
        label=_("If somebody says how it went: did it help?"),
    )
    words = Words(
        label=_("In their words"),
        help_text=_("Sealed with the referral. The provider does not see it."),
        max_length=2000,
    )

    def __init__(self, *typed: Any, kinds: list[terms.FactKind], **options: Any) -> None:
        super().__init__(*typed, **options)
        offered = [(one.value, HAPPENED[one]) for one in HAPPENED if one in kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        for kind, (name, _words) in ASKED.items():
            if kind not in kinds and not (kind is Kind.APPOINTED and Kind.ACCEPTED in kinds):
                del self.fields[name]

    def by_provider(self) -> "AnswerForm":
        """The same for who answers as the provider: nobody asks whose word it is."""
        del self.fields["teller"]
        self.fields["words"].help_text = _("The sender reads it.")
        return self

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") in ASKED:
            name, words = ASKED[Kind(said["kind"])]
            if not said.get(name) and name not in self.errors:
                self.add_error(name, words)
        return said

    def refuse(self, no: Exception) -> None:
        """A reason that is refused stands at the reason of what happened."""
        kind = self.cleaned_data.get("kind")
        if getattr(no, "field", None) in {"reason", "usefulness"} and kind in ASKED:
            self.add_error(ASKED[Kind(kind)][0], str(no))
            return
        super().refuse(no)

    def said(self) -> commands.Said:
        """The command's input. Call it only when the form is valid."""
        told = self.cleaned_data
        kind = Kind(told["kind"])
        reasons = {Kind.REFUSED: "refusal", Kind.FAILED: "failure", Kind.FEEDBACK: "usefulness"}
        return commands.Said(
            kind=kind,
            teller=told.get("teller") or Teller.PROVIDER,
            what=told.get(reasons.get(kind, ""), ""),
            appointment_at=told.get("appointment_at"),
            words=told["words"],
        )


def choose_first(pairs: Pairs) -> Pairs:
    """Choices with a blank one in front."""
    return [("", CHOOSE), *pairs]
