"""Words of lists and rules on forms and pages, in the reader's language."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from umai.foundation.ui.fields import Pairs, keep_known
from umai.foundation.vocabulary import queries

DATA = Path(__file__).parent / "data" / "phrases.json"
ORDER = ("ru", "kk")


@lru_cache
def phrases() -> dict[str, list[str]]:
    """What is known of each English phrase: Russian, Kazakh."""
    return dict(json.loads(DATA.read_text())["phrases"])


def phrase(said: str) -> str | SafeString:
    """A phrase in the active language. What a person wrote, or a lawyer must word, stays as it is
    and is marked as English for who hears the page.
    """
    language = (get_language() or "en")[:2]
    if language == "en" or not said:
        return said
    known = phrases().get(said)
    if known and language in ORDER:
        return known[ORDER.index(language)]
    return format_html('<span lang="en">{}</span>', said)


def words_of(list_code: str, first: Any = None) -> Callable[[], Pairs]:
    """The choices of a list, read when the form is drawn. Not recorded is a blank, not a choice;
    `first` are the words of the blank answer, if there is one.
    """

    def choices() -> Pairs:
        blank: Pairs = [] if first is None else [("", str(first))]
        known = queries.words(list_code)
        return blank + [
            (word.code, word.label()) for word in known if not word.more.get("not_recorded")
        ]

    return choices


def keep_words(form: forms.BaseForm, lists: Mapping[str, str]) -> None:
    """Codes of lists that are no longer offered stay choices where they stand in a record."""
    for name, list_code in lists.items():
        told = form.initial.get(name) or []
        codes = told if isinstance(told, list | tuple) else [told]
        keep_known(form.fields[name], map(str, codes), partial(queries.label, list_code))
