"""Charts drawn on the server: the same picture on a page and in a document, without scripts."""

import html
import json
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

from umai.foundation.counting import tables
from umai.foundation.exports import numerals

_VEGA_LITE = "6.4"
_SIZE = 11
_LINE = 13
_AIR = 9
_GAP = 8
_ROOM_FOR_NUMBER = 40


@dataclass(frozen=True)
class Palette:
    """Colours and letters of a chart."""

    bar: str
    ink: str
    font: str


PAPER = Palette("#0d5b70", "#25221c", "Libertinus Serif, serif")
# On a page the chart takes the colours of the page, light or dark.
PAGE = Palette("var(--accent)", "currentColor", "sans-serif")


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how long it is, what is written at its end."""

    label: str
    value: int
    shown: str


def table_bars(table: tables.Table, language: str) -> list[Bar]:
    """The rows of a table as bars with their counts."""
    return [Bar(row.label, row.count, numerals.whole(row.count, language)) for row in table.rows]


def bar_chart(
    bars: Sequence[Bar],
    title: str,
    *,
    palette: Palette = PAPER,
    width: int = 340,
    label_width: int = 150,
) -> str:
    """An SVG of lying bars, one below the other in the order given; `title` is read out, not drawn.

    Widths in pixels of 1/96 inch. The same bars give the same picture from memory: the first chart
    of a process takes a second. No bars, no chart: "".
    """
    if not bars:
        return ""
    spec = _spec(_placed(bars, label_width), palette, width, label_width)
    drawn = _drawn(json.dumps(spec, ensure_ascii=False, sort_keys=True))
    named = f'<svg role="img" aria-label="{html.escape(title)}" '
    return drawn.replace("<svg ", named, 1)


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    # No address is allowed: a chart shows what it was given and fetches nothing.
    return str(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[]))


def _placed(bars: Sequence[Bar], label_width: int) -> list[dict[str, Any]]:
    """Each bar with its wrapped label and the middle of its row, a row as high as its label."""
    placed: list[dict[str, Any]] = []
    top = 0.0
    for bar in bars:
        lines = wrap(bar.label, label_width - _GAP)
        middle = top + (_LINE * len(lines) + _AIR) / 2
        placed.append(
            {
                "label": "\n".join(lines),
                "value": bar.value,
                "shown": bar.shown,
                "middle": middle,
                "first_line": middle - _LINE * (len(lines) - 1) / 2,
            }
        )
        top = 2 * middle - top
    return placed


def _spec(
    rows: list[dict[str, Any]], palette: Palette, width: int, label_width: int
) -> dict[str, Any]:
    last = rows[-1]
    height = 2 * last["middle"] - last["first_line"] + (_LINE + _AIR) / 2
    longest = max(1, *(row["value"] for row in rows))
    scale = {"domain": [0, longest], "range": [label_width, width - _ROOM_FOR_NUMBER]}
    value = {"field": "value", "type": "quantitative", "axis": None, "scale": scale, "stack": None}
    return {
        "data": {"values": rows},
        "width": width,
        "height": height,
        "autosize": "none",
        "padding": 0,
        "background": None,
        "layer": _layers(value, palette, label_width),
        "config": {"font": palette.font, "aria": False, "view": {"stroke": None}},
    }


def _layers(value: dict[str, Any], palette: Palette, label_width: int) -> list[dict[str, Any]]:
    words = {"type": "text", "fontSize": _SIZE, "lineHeight": _LINE, "baseline": "middle"}
    label = {**words, "align": "right", "lineBreak": "\n", "color": palette.ink}
    number = {**words, "align": "left", "dx": 5, "color": palette.ink}
    bar = {"type": "bar", "orient": "horizontal", "height": 10, "color": palette.bar}
    return [
        {
            "mark": label,
            "encoding": {
                "x": {"value": label_width - _GAP},
                "y": _height("first_line"),
                "text": {"field": "label"},
            },
        },
        {"mark": bar, "encoding": {"x": value, "x2": {"datum": 0}, "y": _height("middle")}},
        {
            "mark": number,
            "encoding": {"x": value, "y": _height("middle"), "text": {"field": "shown"}},
        },
    ]


def _height(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "axis": None, "scale": None}


def wrap(text: str, room: float) -> list[str]:
    """The text in lines that fit the room in pixels, counted generously for wide letters."""
    letters = max(8, int(room / (_SIZE * 0.5)))
    lines = textwrap.wrap(unicodedata.normalize("NFC", text), letters, break_long_words=True)
    return lines or [""]
