"""What can be asked of places. Regions and countries are shipped as data."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from umai.foundation.kernel import clock
from umai.foundation.places.models import District

DATA = Path(__file__).parent / "data" / "places.json"
FRESH_FOR = timedelta(seconds=30)


@dataclass(frozen=True)
class Region:
    """One of the regions of Kazakhstan, with the prefix that codes of its offices begin with."""

    code: str
    names: dict[str, str]
    prefix: str
    kato: str
    tile: tuple[int, int] = (0, 0)

    def name(self, language: str | None = None) -> str:
        """The name in a language, by default the active one."""
        wanted = (language or get_language() or "en")[:2]
        return self.names.get(wanted) or self.names["en"]


@lru_cache
def _shipped() -> dict[str, Any]:
    return dict(json.loads(DATA.read_text()))


@lru_cache
def regions() -> dict[str, Region]:
    """Every region by its ISO 3166-2 code."""
    return {
        said["iso"]: Region(
            said["iso"],
            said.get("names", said),
            said.get("prefix", ""),
            said.get("kato") or "",
            tuple(said["tile"]),
        )
        for said in _shipped()["regions"]
    }


def region_for(typed: str) -> Region | None:
    """A region by its ISO or KATO code, however it is typed; None if there is none."""
    plain = typed.strip().upper()
    for region in regions().values():
        if plain and plain in {region.code, region.kato, region.code.removeprefix("KZ-")}:
            return region
    return None


def tiles() -> dict[str, tuple[int, int]]:
    """Where each region lies on a grid of equal tiles, as column and row from the north-west."""
    return {region.code: region.tile for region in regions().values()}


def regions_after(first: Any) -> Callable[[], list[tuple[str, str]]]:
    """The choices of a form that has a blank answer: its words, then the regions."""
    return lambda: [("", str(first)), *region_choices()]


def region_choices() -> list[tuple[str, str]]:
    """Codes and names of the regions, for a form."""
    return [(region.code, region.name()) for region in regions().values()]


@dataclass(frozen=True)
class _Loaded:
    """The districts as a process keeps them: few, the same for everybody, on every search form."""

    at: datetime
    names: dict[str, dict[str, str]]
    of_region: dict[str, list[str]]


_loaded: _Loaded | None = None


def _districts() -> _Loaded:
    global _loaded
    moment = clock.wall()
    if _loaded is None or moment - _loaded.at >= FRESH_FOR:
        rows = list(District.objects.order_by("region", "code"))
        of_region: dict[str, list[str]] = {}
        for row in rows:
            of_region.setdefault(row.region, []).append(row.code)
        _loaded = _Loaded(moment, {row.code: row.names for row in rows}, of_region)
    return _loaded


def forget() -> None:
    """Read the districts anew at the next question: they were just loaded."""
    global _loaded
    _loaded = None


def districts(region: str = "") -> list[tuple[str, str]]:
    """Codes and names of the districts of a region, for a form, in the order of names; every
    district without one.
    """
    known = _districts()
    codes = known.of_region.get(region, []) if region else list(known.names)
    return sorted(((code, district_name(code)) for code in codes), key=lambda one: one[1])


def district_name(code: str) -> str:
    """The name of a district in the active language; its code if it was never loaded."""
    names = _districts().names.get(code, {})
    wanted = (get_language() or "en")[:2]
    order = [wanted, "ru", "kk", "en"]
    return next((names[one] for one in order if names.get(one)), code)
