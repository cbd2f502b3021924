"""The parts inside an entry (phones, hours, addresses …) in one plain shape, so that what came in
and what stands here can be compared and go out alike.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from umai.foundation.kernel.ids import derived_uuid

NUMBERS = frozenset({"extension", "timezone", "count", "interval", "amount"})
LONGEST_NUMBER = 15


def plain_items(items: Iterable[Any], of: UUID, field: str) -> list[dict[str, Any]]:
    """The parts without what is blank, each with an id: its own, or one that follows from its place.
    """
    return [
        _plain(one, of, f"{field}.{number}")
        for number, one in enumerate(items)
        if isinstance(one, Mapping)
    ]


def _plain(said: Mapping[str, Any], of: UUID, place: str) -> dict[str, Any]:
    kept: dict[str, Any] = {"id": str(said.get("id") or derived_uuid(of, place))}
    for name, value in said.items():
        if name == "id" or value in (None, "", []):
            continue
        if isinstance(value, list):
            kept[name] = plain_items(value, of, f"{place}.{name}")
        elif name in NUMBERS:
            kept[name] = as_number(value)
        else:
            kept[name] = value
    return kept


def as_number(value: Any) -> Any:
    """Digits as the number that they are; anything else as it is."""
    text = str(value).strip()
    if isinstance(value, str) and text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER:
        return int(text)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
