"""What is asked at the door: the code, and what a provider without an account answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Words
from umai.referrals import commands, terms
from umai.referrals.forms.acts import Versioned

Kind = terms.FactKind
READ_BY = _("Only whoever sent the referral reads this.")
REASON = {"required": _("Choose the reason.")}
MOMENT = {"required": _("Write the day and the time."), "invalid": _("Write the day and the time.")}


class CodeForm(forms.Form):
    """The code from the letter or the telephone."""

    code = Line(
        label=_("Code"),
        help_text=_("Small letters, spaces and dashes do not matter."),
        max_length=80,
        required=True,
        error_messages={"required": _("Write the code.")},
        widget=widgets.Line(
            attrs={
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )


class DoorForm(Versioned):
    """An answer to the version that the page showed. `kind` is what it says has happened."""

    kind: Kind

    def answer(self) -> commands.Answer:
        """The command's input. Call it only when the form is valid."""
        told = self.cleaned_data
        said = commands.Said(
            kind=self.kind,
            what=told.get("what", ""),
            appointment_at=told.get("appointment_at"),
            words=told.get("words", ""),
        )
        return commands.Answer(
            said=said,
            version=told["version"],
            place=told.get("place", ""),
            ask_for=told.get("ask_for", ""),
        )

    def refuse(self, no: Exception) -> None:
        """A refused reason stands at the reason."""
        if getattr(no, "field", None) in {"reason", "usefulness"} and "what" in self.fields:
            self.add_error("what", str(no))
            return
        super().refuse(no)


def _moment(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages=MOMENT,
        widget=widgets.MomentInput(),
    )


def _place() -> Line:
    return Line(label=_("Where to come"), help_text=_("Street, entrance, floor, room."))


def _ask_for() -> Line:
    return Line(label=_("Whom to ask for"), max_length=200)


def _words(label: Any) -> Words:
    return Words(
        label=label,
        help_text=READ_BY,
        max_length=2000,
        widget=widgets.LongText(attrs={"rows": 3}),
    )


def _reason(label: Any, choices: Any) -> OneOf:
    return OneOf(
        choices, label=label, required=True, error_messages=REASON, widget=widgets.ChooseOne()
    )


class AcceptForm(DoorForm):
    """We take it on, perhaps with a first appointment."""

    kind = Kind.ACCEPTED
    appointment_at = _moment(
        _("First appointment"),
        _("If you know it already. You can also give it later."),
        required=False,
    )
    place = _place()
    ask_for = _ask_for()
    words = _words(_("Anything else to know before coming"))


class RefuseForm(DoorForm):
    """We cannot, for a reason of the list."""

    kind = Kind.REFUSED
    what = _reason(_("Why can you not take it on?"), terms.RefusalReason.choices)
    words = _words(_("Who could help instead, or what is missing"))


class AppointForm(DoorForm):
    """When and where to come."""

    kind = Kind.APPOINTED
    appointment_at = _moment(_("Day and time"))
    place = _place()
    ask_for = _ask_for()
    words = _words(_("Anything else to know before coming"))


class BeginForm(DoorForm):
    """The help has begun."""

    kind = Kind.BEGUN
    words = _words(_("A word about it, if you like"))


class ConfirmForm(DoorForm):
    """The help was given."""

    kind = Kind.CONFIRMED
    words = _words(_("A word about it, if you like"))


class FailForm(DoorForm):
    """The help was not given, for a reason of the list."""

    kind = Kind.FAILED
    what = _reason(_("Why was the help not given?"), terms.FailureReason.choices)
    words = _words(_("A word about it, if you like"))


class FeedbackForm(DoorForm):
    """How it went."""

    kind = Kind.FEEDBACK
    what = OneOf(
        terms.Usefulness.choices,
        label=_("Did it help, as far as you can tell?"),
        required=True,
        error_messages={"required": _("Say whether it helped.")},
        widget=widgets.ChooseOne(),
    )
    words = _words(_("What went well, and what should be otherwise next time"))
