"""Short phrases of shipped rules and numbers in the reader's language."""

import json
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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
