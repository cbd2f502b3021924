"""Charts drawn on the server: pictures without scripts, and without a word to a foreign address."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import vl_convert

ACCENT = "#0d5b70"
LINE, SOFT = "#2f8ba6", "#7d8488"
ROW = 17
_BAR = 10
_VEGA_LITE = "6.4"


def bar_strip(values: Sequence[int], *, colour: str = ACCENT, width: int = 174) -> str:
    """Bars in rows of one height as SVG, for a table that has the words and the numbers.

    Widths in pixels of 1/96 inch, `ROW` pixels a row; the longest bar is as wide as the picture.
    The same values give the same picture from memory: the first chart of a process takes a second.
    """
    if not values:
        return ""
    return _drawn(json.dumps(_spec(values, colour, width), sort_keys=True))


def line(
    points: Sequence[tuple[date, int]],
    *,
    least: int,
    most: int,
    width: int = 380,
    height: int = 150,
) -> str:
    """Numbers over days as a line with dots, SVG, between the ends of their scale.

    Colours are told apart on light and on dark ground; the numbers stand in a table beside it.
    """
    rows = [{"on": f"{day.isoformat()}T12:00:00", "value": value} for day, value in points]
    axis = {"labelColor": SOFT, "tickColor": SOFT, "domainColor": SOFT, "labelFontSize": 13}
    spec = {
        "data": {"values": rows},
        "width": width,
        "height": height,
        "background": None,
        "mark": {"type": "line", "point": {"size": 60, "color": LINE}, "color": LINE},
        "encoding": {
            "x": {
                "field": "on",
                "type": "temporal",
                "title": None,
                "axis": {
                    **axis,
                    "format": "%d.%m.%y",
                    "grid": False,
                    "tickCount": 4,
                    "labelOverlap": True,
                },
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [least, most], "nice": False},
                "axis": {**axis, "gridColor": SOFT, "gridOpacity": 0.3, "tickCount": 5},
            },
        },
        "config": {"aria": False, "view": {"stroke": None}},
    }
    return _drawn(json.dumps(spec, sort_keys=True))


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    # No address is allowed: a chart shows what it was given and fetches nothing.
    return str(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[]))


def _spec(values: Sequence[int], colour: str, width: int) -> dict[str, Any]:
    rows = [{"value": value, "middle": ROW * (at + 0.5)} for at, value in enumerate(values)]
    scale = {"domain": [0, max(1, *values)], "range": [0, width]}
    return {
        "data": {"values": rows},
        "width": width,
        "height": ROW * len(rows),
        "autosize": "none",
        "padding": 0,
        "background": None,
        "mark": {"type": "bar", "orient": "horizontal", "height": _BAR, "color": colour},
        "encoding": {
            "x": {**_quantity("value"), "scale": scale, "stack": None},
            "x2": {"datum": 0},
            "y": {**_quantity("middle"), "scale": None},
        },
        "config": {"aria": False, "view": {"stroke": None}},
    }


def _quantity(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "axis": None}
