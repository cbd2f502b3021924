"""The kinds of answers that the directory asks for, and how each is refused in plain words."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umai.directory import rules
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, Pairs
from umai.foundation.vocabulary import queries as vocabulary


class Whole(Line):
    """A whole number within bounds; the refusal repeats what was typed."""

    def __init__(self, least: int, most: int, wrong: Any, **options: Any) -> None:
        self.least, self.most, self.wrong = least, most, wrong
        super().__init__(max_length=40, **{"widget": widgets.NumberBox(), **options})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        good = typed.isascii() and typed.isdigit() and len(typed) < 10
        if not good or not self.least <= int(typed) <= self.most:
            raise ValidationError(self.wrong, params={"typed": typed})
        return int(typed)


class Age(Line):
    """An age in years; a file may have had a part of a year."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **{"widget": widgets.NumberBox(), **options})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        plain = typed.replace(",", ".")
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", plain) or float(plain) > 120:
            words = _("Write the age in years, such as 15. You wrote %(typed)s.")
            raise ValidationError(words, params={"typed": typed})
        return float(plain)


class Website(Line):
    """An address that a browser can open: http or https and nothing else."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, **options)
        self.widget.attrs["inputmode"] = "url"

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        whole = typed if "://" in typed else f"https://{typed}"
        if not rules.is_web(whole):
            words = _("%(typed)s is no address of a page. Write one such as https://example.kz.")
            raise ValidationError(words, params={"typed": typed})
        return whole


class Email(Line):
    """An address for mail."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.widget.attrs["inputmode"] = "email"

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if typed:
            try:
                forms.EmailField().clean(typed)
            except ValidationError:
                words = _("%(typed)s is no mail address. Write one such as info@example.kz.")
                raise ValidationError(words, params={"typed": typed}) from None
        return typed


class GroupedPicks(widgets.PickMany):
    """Any of many, as pills under the names of their groups."""

    template_name = "directory/widgets/grouped.html"


def needs_by_group() -> list[tuple[str, str, Pairs]]:
    """The needs by field of help: the code and the name of the field, and what belongs to it."""
    found: dict[str, Pairs] = {}
    for word in vocabulary.words("service"):
        found.setdefault(word.group, []).append((word.code, word.label()))
    return [
        (group, vocabulary.label("service_domain", group), known) for group, known in found.items()
    ]
