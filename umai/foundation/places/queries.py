"""What can be asked of places. Regions, countries and border points are shipped as data."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "places.json"


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


def region_choices() -> list[tuple[str, str]]:
    """Codes and names of the regions, for a form."""
    return [(region.code, region.name()) for region in regions().values()]
