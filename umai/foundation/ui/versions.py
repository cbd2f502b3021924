"""Two versions of a record side by side, field by field, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from umai.foundation.ui import moments


@dataclass(frozen=True)
class Difference:
    """One field of two versions, in words."""

    label: Any
    before: str
    after: str


def against(form: forms.Form, saved: dict[str, Any]) -> list[Difference]:
    """What somebody else saved beside what was typed, where they differ."""
    lines = []
    for name, field in form.fields.items():
        was, typed = saved.get(name), form.cleaned_data.get(name)
        if name != "version" and (was or None) != (typed or None):
            lines.append(Difference(field.label, in_words(field, was), in_words(field, typed)))
    return lines


def in_words(field: forms.Field, value: Any) -> str:
    """What a field holds, as a page says it."""
    if value in (None, "", []):
        return _("not recorded")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return moments.day(value)
    if isinstance(field, forms.ChoiceField):
        choices: list[tuple[Any, Any]] = list(field.choices)  # type: ignore[arg-type]
        offered = {str(code): str(words) for code, words in choices}
        every = value if isinstance(value, list) else [value]
        return ", ".join(offered.get(str(one), str(one)) for one in every)
    return str(value)
