"""What is typed about a request of somebody for their own data."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Words
from umai.foundation.vocabulary.forms import Versioned
from umai.people import commands, terms

CHOOSE = {"required": _("Choose one of the answers.")}
FORMS = [("pdf", pgettext_lazy("copy", "To print (PDF)")), ("json", pgettext_lazy("copy", "JSON"))]
OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


class RequestForm(forms.Form):
    """Who asks, about whom, for what."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    code = Line(
        label=_("Code of the person it is about"),
        help_text=_("Leave it empty if you find nobody. Such as SHM-0001-K"),
        max_length=20,
        widget=widgets.Line(width="w12"),
    )
    wants = OneOf(
        terms.Wants.choices,
        label=_("What is asked for?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.ChooseOne(),
    )
    asker = OneOf(
        terms.Asker.choices,
        label=_("Who asks?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.Picks(),
    )
    who = Line(label=_("Name of who asks"), help_text=_("Sealed."))
    contact = Line(label=_("How can we reach them?"), help_text=_("Sealed."))
    proof = OneOf(
        terms.Proof.choices,
        label=_("How did they show who they are?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.ChooseOne(),
    )
    what = Words(
        label=_("What exactly, in their words?"),
        help_text=_("Sealed."),
        max_length=2000,
        widget=widgets.LongText({"rows": 3}),
    )
    received_on = Day(
        label=_("Which day did it come?"),
        help_text=_("The time for the answer is counted from here."),
        required=True,
        error_messages={"required": _("Write a day such as 2026-04-16.")},
    )

    def details(self) -> commands.RequestDetails:
        """What the command wants to know."""
        said = dict(self.cleaned_data)
        words = {name: said.pop(name) for name in ("who", "contact", "what")}
        return commands.RequestDetails(**said, words=words)


class ProofForm(Versioned):
    """How they showed who they are, when they could not at first."""

    proof = OneOf(
        terms.Proof.choices,
        label=_("How did they show who they are?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.ChooseOne(),
    )


class ExtendForm(Versioned):
    """Until when, and why it takes longer."""

    until = Day(
        label=_("Until which day?"),
        required=True,
        error_messages={"required": _("Write a day such as 2026-04-16.")},
    )
    reason = Words(
        label=_("Why does it take longer?"),
        help_text=_("Tell the person who asked, too."),
        required=True,
        error_messages={"required": _("Write the reason.")},
    )


class AnswerForm(Versioned):
    """What was answered."""

    answer = OneOf(
        terms.Given.choices,
        label=_("What was answered?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.Picks(),
    )
    proof = OneOf(
        terms.Proof.choices,
        label=_("How did they show who they are?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.ChooseOne(),
    )
    ground = OneOf(
        [("", pgettext_lazy("list", "Choose")), *terms.RefusalGround.choices],
        label=_("Why not, or not whole?"),
        help_text=_("Only if it was refused or given in part"),
    )
    words = Words(
        label=_("What did you do, and how were they told?"),
        required=True,
        error_messages={"required": _("Write it down in a sentence.")},
    )


class CopyForm(forms.Form):
    """In which language and as what a copy is made."""

    language = OneOf(
        [(code, OWN_NAMES.get(code, name)) for code, name in settings.LANGUAGES],
        label=_("In which language?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.Picks(),
    )
    form = OneOf(
        FORMS,
        label=_("In which form?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.Picks(),
    )


class RequestFilter(forms.Form):
    """Narrowing the register of requests."""

    state = OneOf(
        [("", pgettext_lazy("request", "All")), *terms.RequestState.choices],
        label=pgettext_lazy("request", "State"),
    )


def asked(form: Any) -> dict[str, str]:
    """What narrows a list; what was typed wrongly narrows nothing."""
    form.is_valid()
    return dict(form.cleaned_data)
