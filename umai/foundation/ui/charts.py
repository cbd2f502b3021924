"""Small bars drawn by the server beside numbers that always stand in words too."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

TENTH = Decimal("0.1")


def bar(
    count: int | float | Decimal, most: int | float | Decimal, *, soft: bool = False
) -> SafeString:
    """A bar for a table cell, as long as `count` is of `most`; soft for what is not recorded."""
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="10"/>'
        '<rect class="{}" width="{}" height="10"/></svg>',
        "bar soft" if soft else "bar",
        _share(count, most),
    )


def columns(counts: Iterable[tuple[Any, int]], *, now: Any = None) -> list[dict[str, Any]]:
    """Pairs of words and count as columns for ui/columns.html; `now` marks the present one."""
    pairs = list(counts)
    most = max((count for _words, count in pairs), default=0)
    return [
        {
            "words": words,
            "count": count,
            "now": now is not None and words == now,
            "drawing": _column(count, most),
        }
        for words, count in pairs
    ]


def _column(count: int, most: int) -> SafeString:
    height = _share(count, most)
    return format_html(
        '<svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" y="99" width="10" height="1"/>'
        '<rect class="bar" y="{}" width="10" height="{}"/></svg>',
        100 - height,
        height,
    )


def _share(count: int | float | Decimal, most: int | float | Decimal) -> Decimal:
    if not most:
        return Decimal(0)
    share = Decimal(str(count)) * 100 / Decimal(str(most))
    return max(Decimal(0), min(Decimal(100), share)).quantize(TENTH, ROUND_HALF_UP)
