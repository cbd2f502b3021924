"""Whom to let in or keep out, and why; and the code of an emergency."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Words
from umai.people import rules
from umai.people.forms.fields import Line


class CircleForm(forms.Form):
    """A colleague and the reason, in a sentence. The reason is sealed."""

    person = forms.ChoiceField(
        label=_("Colleague"),
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("Choose one of the answers shown. This one is not among them."),
        },
        widget=widgets.Choose(),
    )
    reason = Words(
        label=_("Why"),
        help_text=_("A sentence that the officer and the next colleague understand. It is sealed."),
        required=True,
        max_length=1000,
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, typed: Any = None, *, people: list[tuple[str, str]]) -> None:
        super().__init__(typed)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]

    @property
    def person_id(self) -> UUID:
        """The colleague who was chosen."""
        return UUID(self.cleaned_data["person"])


class GlassForm(forms.Form):
    """A code that somebody read out, and what is at stake."""

    code = Line(
        label=_("Code of the child"),
        help_text=_("Such as SHM-0001-K"),
        max_length=20,
        required=True,
        error_messages={"required": _("Write the code.")},
        widget=widgets.Line(width="w10"),
    )
    reason = Words(
        label=_("What is at stake, and why it cannot wait"),
        required=True,
        max_length=1000,
        error_messages={"required": _("Write what is at stake, in a sentence.")},
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not rules.is_code(typed):
            words = _("The last letter does not fit %(typed)s: one sign is wrong. Ask once more.")
            raise forms.ValidationError(words, params={"typed": typed})
        return typed.strip().upper()
