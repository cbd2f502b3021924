"""What is asked before the interview guide begins, and with each of its answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs
from umai.legal_aid import commands, guides, queries
from umai.legal_aid.forms.acts import WHICH, ActForm

NOT_KNOWN = _("You know of no case with this code. Look at it again, or leave it empty.")


def spoken() -> Pairs:
    """The languages that the guide can be read aloud in, each by its own name."""
    names = dict(settings.PUBLIC_LANGUAGES)
    return [(code, names[code]) for code in guides.SPOKEN]


class BeginForm(ActForm):
    """For which child, if for one of ours, and in which language."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    language = OneOf(
        spoken,
        label=_("Which language does the family speak?"),
        required=True,
        error_messages=WHICH,
        widget=widgets.Picks(),
    )
    code = Line(
        label=_("Code of the case"),
        help_text=_("It may stay empty: then nothing about anybody is kept but the answers."),
        max_length=20,
        widget=widgets.Line(width="w10"),
    )

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.actor = actor

    def clean_code(self) -> UUID | None:
        """The case behind the code; who may not know of it hears the same as of none."""
        typed = self.cleaned_data["code"]
        found = queries.case_of_code(self.actor, typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(NOT_KNOWN)
        return found

    def details(self) -> commands.GuideDetails:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        return commands.GuideDetails(
            id=said["id"], case_id=said["code"], language=said["language"]
        )


class AnswerForm(forms.Form):
    """One answer to the question of the version that the page showed."""

    version = forms.IntegerField()
    answer = forms.CharField(max_length=16, required=False)
