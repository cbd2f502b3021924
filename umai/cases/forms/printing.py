"""In which language a file is printed, and whether the name stands on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import OneOf

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class PrintForm(forms.Form):
    """The code stands on every paper; the name only if it is asked for by who may."""

    language = OneOf(
        LANGUAGES,
        label=_("In which language?"),
        required=True,
        error_messages={"required": _("Choose the language.")},
        widget=widgets.Picks(),
    )
    named = forms.BooleanField(
        label=_("With the child's name"),
        help_text=_("That it was shown is then written on the child's record too."),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, *typed: Any, may_name: bool, **options: Any) -> None:
        super().__init__(*typed, **options)
        if not may_name:
            del self.fields["named"]
