"""In which region something lies, from the words of an address or an area."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from umai.directory.rules import NATIONWIDE
from umai.foundation.kernel.text import folded
from umai.foundation.places import queries as places

COUNTRY = {"kz", "kaz", "kazakhstan", "qazaqstan"}
# Words that only say what kind of place it is.
KINDS = {
    folded(word)
    for word in (
        "city", "region", "oblast", "of", "г", "город", "область", "обл", "қаласы", "қала",
        "облысы",
    )
}  # fmt: skip


@lru_cache
def _by_name() -> dict[str, str]:
    """Folded names of the regions; the bare name of two of them is the city's."""
    found: dict[str, str] = {}
    regions = sorted(places.regions().values(), key=lambda one: "(city)" not in one.names["en"])
    for region in regions:
        for name in region.names.values():
            found.setdefault(folded(name), region.code)
    for region in regions:
        for name in region.names.values():
            found.setdefault(_bare(name), region.code)
    return found


def _bare(name: str) -> str:
    return " ".join(word for word in folded(name).split() if word not in KINDS)


def region_named(typed: str) -> str:
    """The code of a region by its code or one of its names; blank if it is none."""
    if not typed or len(typed) > 200:
        return ""
    found = places.region_for(typed)
    if found:
        return found.code
    return _by_name().get(folded(typed)) or _by_name().get(_bare(typed), "")


def region_of(addresses: Iterable[Mapping[str, Any]]) -> str:
    """The region of the first address that tells one; addresses abroad tell none."""
    for one in addresses:
        if folded(str(one.get("country") or "kz")) not in COUNTRY:
            continue
        for name in ("state_province", "region", "city"):
            if found := region_named(str(one.get(name) or "")):
                return found
    return ""


def area_of(said: Mapping[str, Any]) -> str:
    """What an area covers: the code of a region, KZ for the whole country, or blank."""
    typed = str(said.get("region") or "")
    if typed == NATIONWIDE or typed in places.regions():
        return typed
    for name in ("name", "description"):
        words = str(said.get(name) or "")
        if folded(words) in COUNTRY or folded(words) in ("ves kazakhstan", "all kazakhstan"):
            return NATIONWIDE
        if found := region_named(words):
            return found
    return ""
