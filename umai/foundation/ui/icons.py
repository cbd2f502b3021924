"""Icons of the Lucide set, read once from its package and drawn into the page as paths."""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class NoSuchIcon(LookupError):
    """The set has no icon of this name."""


@cache
def paths(name: str) -> SafeString:
    """The inside of the drawing, trusted because it comes from the package, not from people."""
    try:
        drawing = _set().read(f"{name}.svg").decode()
    except KeyError:
        raise NoSuchIcon(name) from None
    inside = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    return mark_safe(re.sub(r"\s*\n\s*", "", inside.strip()))  # noqa: S308


@cache
def icon(name: str, kind: str = "") -> SafeString:
    """One icon, hidden from readers, as a word stands beside it. `kind` adds a class: "big"."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        f"icon {kind}".strip(),
        paths(name),
    )


@cache
def _set() -> ZipFile:
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))
