"""One value of a document as our model takes it. What cannot be understood is said, not guessed."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from umai.directory.hsds import fields
from umai.directory.hsds.fields import Part, Said

# Longer than any description in a directory; an outline of an area (`extent`) may be this long.
LONGEST_TEXT = 100_000
MOST_PARTS = 500
LARGEST_NUMBER = 1e12
LONGEST_DIGITS = 12
YES = {"yes", "true", "1", "да", "иә", "x"}
# What no text can hold in the database, or in any other program.
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
# Keys that say where a part hangs: the nesting says it already.
TIES = frozenset(
    {
        "organization_id", "service_id", "location_id", "contact_id", "phone_id",
        "service_at_location_id", "link_id", "link_entity",
    }
)  # fmt: skip


def as_number(value: Any) -> Any:
    """Digits as the number that they are; anything else as it is."""
    plain = value.strip() if isinstance(value, str) else ""
    if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_DIGITS:
        return int(plain)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


class Wrong(Exception):
    """An entry cannot be taken; the message is its reason."""


def text(said: Any, name: str, longest: int = LONGEST_TEXT) -> str:
    """A text; numbers become one. Raises Wrong for anything else, and for one that is too long."""
    if said is None:
        return ""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        raise Wrong(_("%(field)s must be a text.") % {"field": name})
    found = str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)
    if len(found) > longest:
        words = _("%(field)s is longer than %(n)s signs.")
        raise Wrong(words % {"field": name, "n": longest})
    if NO_TEXT.search(found):
        raise Wrong(_("%(field)s holds signs that no text has.") % {"field": name})
    return found.strip()


def number(said: Any, name: str, least: float, most: float) -> float | None:
    """A finite number within bounds, typed as a number or as digits."""
    if said is None or said == "":
        return None
    try:
        if isinstance(said, bool) or not isinstance(said, str | int | float):
            raise ValueError
        found = float(said)
    except (ValueError, OverflowError):
        raise Wrong(_("%(field)s must be a number.") % {"field": name}) from None
    if not math.isfinite(found) or not least <= found <= most:
        raise Wrong(_("%(field)s is out of range.") % {"field": name})
    return found


def day(said: Any, name: str) -> date | None:
    """A day as ISO 8601 writes it; a moment counts as its day."""
    typed = text(said, name, 64)
    if not typed:
        return None
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        raise Wrong(_("%(field)s must be a date, such as 2026-03-07.") % {"field": name}) from None


def yes(said: Any) -> bool:
    """Whether something is said to be so."""
    return said is True or str(said).strip().casefold() in YES


class Parts:
    """Reads the parts inside an entry, and counts what is left out or said differently."""

    def __init__(self) -> None:
        self.dropped: Counter[str] = Counter()
        self.converted: Counter[str] = Counter()

    def read(self, said: Any, name: str, part: Part) -> list[Said]:
        """The parts of one field. Raises Wrong if it is not a list of objects."""
        if said in (None, ""):
            return []
        if not isinstance(said, list) or not all(isinstance(one, Mapping) for one in said):
            raise Wrong(_("%(field)s must be a list of objects.") % {"field": name})
        if len(said) > MOST_PARTS:
            raise Wrong(_("%(field)s holds more than %(n)s.") % {"field": name, "n": MOST_PARTS})
        return [kept for one in said if (kept := self._part(one, name, part))]

    def _part(self, said: Mapping[str, Any], name: str, part: Part) -> Said:
        kept: Said = {}
        for key, value in said.items():
            if value in (None, "", [], {}) or key in TIES:
                continue
            found = self._value(key, value, name, part)
            if found not in (None, "", []):
                kept[key] = found
        return kept

    def _value(self, key: str, value: Any, name: str, part: Part) -> Any:
        place = f"{name}.{key}"
        if key in part.parts:
            return self.read(value, place, part.parts[key])
        if key in part.numbers:
            return self._number(value, place)
        if key != "id" and key not in part.texts:
            self.dropped[place] += 1
            return None
        found = text(value, place)
        if not isinstance(value, str):
            self.converted[place] += 1
        allowed = fields.CODES.get((part.name, key))
        if allowed and found not in allowed:
            return self._code(found, place, allowed)
        return found

    def _number(self, value: Any, place: str) -> Any:
        try:
            number(value, place, -LARGEST_NUMBER, LARGEST_NUMBER)
        except Wrong:
            self.dropped[place] += 1
            return None
        found = as_number(value)
        if isinstance(found, str):
            found = as_number(float(found))
        if isinstance(value, str):
            self.converted[place] += 1
        return found

    def _code(self, found: str, place: str, allowed: tuple[str, ...]) -> str | None:
        for one in allowed:
            if one.casefold() == found.casefold():
                self.converted[place] += 1
                return one
        self.dropped[place] += 1
        return None


