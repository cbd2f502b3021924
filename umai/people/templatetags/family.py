"""The drawn family: generations from the elder to the younger, by codes and words, never by names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from umai.foundation.vocabulary import queries as vocabulary
from umai.people import terms

register = template.Library()
WIDE, HIGH, GAP, SPINE, HEAD, A_LINE = 168, 72, 16, 18, 30, 22  # in the units of the drawing
GENERATIONS = {
    2: pgettext_lazy("generation", "Grandparents’ generation"),
    1: pgettext_lazy("generation", "Parents’ generation"),
    0: pgettext_lazy("generation", "The same generation"),
    -1: pgettext_lazy("generation", "Children’s generation"),
    -2: pgettext_lazy("generation", "Grandchildren’s generation"),
}
ROLES = {
    1: pgettext_lazy("household", "Who cares"),
    0: pgettext_lazy("household", "Others"),
    -1: pgettext_lazy("household", "Children"),
}
# By generation: words, code, what it is marked as, whether it is the one whose record this is.
Generations = dict[int, list[tuple[tuple[str, ...], str, str, bool]]]


@dataclass(frozen=True)
class Box:
    """One person: where it is drawn, what it says, what it is marked as."""

    left: int
    top: int
    words: tuple[str, ...]
    code: str
    kind: str
    self_: bool = False

    @property
    def middle(self) -> int:
        """Where the line from above arrives."""
        return self.left + WIDE // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The words with the height of each line."""
        return [(self.top + 22 + at * 16, words) for at, words in enumerate(self.words)]

    @property
    def foot(self) -> int:
        """The line of the code."""
        return self.top + HIGH - 10


@dataclass(frozen=True)
class Row:
    """One generation, or a part of it: two boxes at most, so that a telephone shows them."""

    generation: int
    title: Any
    bus: int
    boxes: list[Box]

    @property
    def right(self) -> int:
        """Where its line ends."""
        return max(box.middle for box in self.boxes)


@dataclass(frozen=True)
class Drawing:
    """Rows from the eldest down, and the size of it all."""

    rows: list[Row]
    width: int
    height: int

    @property
    def first(self) -> int:
        """Where the line along the side begins."""
        return self.rows[0].bus

    @property
    def last(self) -> int:
        """Where it ends."""
        return self.rows[-1].bus


def laid_out(code: str, kin: Iterable[Any]) -> Drawing:
    """Where everybody is drawn. Values in, values out."""
    known: Generations = {0: [((), code, "self", True)]}
    for one in kin:
        generation = max(-2, min(2, one.generation))
        words = _folded(vocabulary.label("relation", one.kind))
        known.setdefault(generation, []).append((words, one.code, _kind(one), False))
    return _drawn(known, GENERATIONS)


def _drawn(known: Generations, titles: dict[int, Any]) -> Drawing:
    rows: list[Row] = []
    top = 0
    for generation in sorted(known, reverse=True):
        people = known[generation]
        for at in range(0, len(people), 2):
            title = titles[generation] if at == 0 else ""
            bus = top + (HEAD if title else 8)
            boxes = [
                Box(SPINE + GAP + place * (WIDE + GAP), bus + 12, *said)
                for place, said in enumerate(people[at : at + 2])
            ]
            rows.append(Row(generation, title, bus, boxes))
            top = bus + 12 + HIGH + GAP
    return Drawing(rows, SPINE + 2 * (WIDE + GAP) + GAP, top)


@register.simple_tag
def family_picture(one: Any, kin: Iterable[Any]) -> SafeString:
    """The family of somebody as a drawing; the list beside it says the same in words."""
    words = {"drawing": laid_out(one.code, kin), "spine": SPINE // 2, "wide": WIDE, "high": HIGH}
    return render_to_string("people/individual/family_picture.html", words)


@register.simple_tag
def household_picture(members: Iterable[Any]) -> SafeString:
    """Who lives together as a drawing: carers above, children below; the list says the same."""
    levels = {terms.HouseRole.CARER: 1, terms.HouseRole.MEMBER: 0, terms.HouseRole.CHILD: -1}
    known: Generations = {}
    for one in members:
        kind = "carer" if one.carer else "plain"
        said = _folded(one.place.get_role_display())
        level = levels[terms.HouseRole(one.place.role)]
        known.setdefault(level, []).append((said, one.individual.code, kind, False))
    drawing = _drawn(known, ROLES)
    words = {"drawing": drawing, "spine": SPINE // 2, "wide": WIDE, "high": HIGH}
    return render_to_string("people/individual/family_picture.html", words)


def _kind(one: Any) -> str:
    if one.no_contact:
        return "no-contact"
    if one.over:
        return "over"
    if one.carer and one.speaks:
        return "carer speaks"
    return "carer" if one.carer else "speaks" if one.speaks else "plain"


def _folded(words: str, most: int = 22) -> tuple[str, ...]:
    """Words on two lines at most."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > most and lines[-1] and len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(one if len(one) <= most + 3 else f"{one[:most]}…" for one in lines)
