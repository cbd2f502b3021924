"""Words folded for search: the same key for every script, accent and capital."""

import re
import unicodedata

from anyascii import anyascii

_APART = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Latin letters and digits, words one space apart: `Шымкент` and `SHYMKENT` are one key."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _APART.sub(" ", anyascii(plain).lower().replace("'", "")).strip()


def key_words(*texts: str) -> str:
    """The folded words of several texts, each once and after a space: to be found by beginnings."""
    found = dict.fromkeys(word for text in texts for word in folded(text).split())
    return "".join(f" {word}" for word in found)
