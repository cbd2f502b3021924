"""Published figures beside ours: what agrees, what does not, and why. Ours are never bent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from umai.foundation.counting import tables


class Unit(StrEnum):
    """What a published figure is given in."""

    PERCENT = "percent"
    COUNT = "count"


class Verdict(StrEnum):
    """How a published figure stands to ours."""

    SAME = "same"
    COARSER = "coarser"
    DIFFERS = "differs"
    MISSING_IN_PUBLISHED = "missing_in_published"
    MISSING_HERE = "missing_here"


class Why(StrEnum):
    """What arithmetic alone can say about a difference."""

    NONE = ""
    LEAVES_ROOM = "leaves_room"
    NO_WHOLE_NUMBER = "no_whole_number"
    ANOTHER_COUNT = "another_count"
    NOT_PRINTED = "not_printed"
    NOT_COUNTED_HERE = "not_counted_here"


@dataclass(frozen=True)
class Published:
    """One published table: figures by code, in percent or as counts, with its own decimals."""

    table: str
    unit: Unit
    decimals: int
    figures: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """What the printed figures add up to."""
        return sum(self.figures.values(), Decimal(0))


@dataclass(frozen=True)
class Difference:
    """One row of a comparison, both figures as text at the decimals of the published table.

    `gap` is ours minus published, with its sign. `explanation` is a key, never a sentence. `span`
    holds the least and the greatest count that print as the published figure, when they matter:
    the figure agrees but leaves room, or it belongs to another count.
    """

    table: str
    code: str
    published: str | None
    ours: str | None
    unit: Unit
    verdict: Verdict
    explanation: str
    gap: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Comparison:
    """One published table beside ours. `published_base` is known only where counts were printed."""

    table: str
    unit: Unit
    differences: tuple[Difference, ...]
    base: int
    not_recorded: int
    published_total: str
    published_base: int | None

    @property
    def bases_differ(self) -> bool:
        """Whether the printed counts add up to another base than ours."""
        return self.published_base is not None and self.published_base != self.base

    @property
    def agrees(self) -> bool:
        """Whether every figure is the same at the decimals that were printed."""
        return all(d.verdict in (Verdict.SAME, Verdict.COARSER) for d in self.differences)


def compare(table: tables.Table, published: Published, *, exclusive: bool = True) -> Comparison:
    """Set a published table beside ours, row by row in our order, rows only they have at the end.

    Percentages are compared at the decimals of the published table, ours rounded half up from the
    count. A row of ours that counts 0 and was not printed is no difference. `exclusive` False:
    answers may come together, so that printed counts do not add up to a base.
    """
    found = [_ours_beside(table, row, published) for row in table.rows]
    ours = {row.code for row in table.rows}
    found += [_missing_here(published, code) for code in published.figures if code not in ours]
    counted = published.unit is Unit.COUNT and exclusive
    return Comparison(
        table=table.key,
        unit=published.unit,
        differences=tuple(one for one in found if one is not None),
        base=table.base,
        not_recorded=table.not_recorded,
        published_total=_text(published.total, published.decimals),
        published_base=int(published.total) if counted else None,
    )


def _ours_beside(table: tables.Table, row: tables.Row, published: Published) -> Difference | None:
    ours = _figure(row.count, table.base, published)
    if row.code not in published.figures:
        if row.count == 0:
            return None
        verdict, why = Verdict.MISSING_IN_PUBLISHED, Why.NOT_PRINTED
        return Difference(table.key, row.code, None, ours, published.unit, verdict, why)
    printed = _text(published.figures[row.code], published.decimals)
    span = counts_printed_as(printed, table.base, published)
    if ours == printed:
        same = span is None or span[0] == span[1]
        verdict, why = (Verdict.SAME, Why.NONE) if same else (Verdict.COARSER, Why.LEAVES_ROOM)
        gap, kept = None, None if same else span
    else:
        verdict, why = Verdict.DIFFERS, Why.ANOTHER_COUNT if span else Why.NO_WHOLE_NUMBER
        gap, kept = _gap(ours, printed, published.decimals), span
    return Difference(table.key, row.code, printed, ours, published.unit, verdict, why, gap, kept)


def _missing_here(published: Published, code: str) -> Difference | None:
    if not published.figures[code]:
        return None
    printed = _text(published.figures[code], published.decimals)
    verdict, why = Verdict.MISSING_HERE, Why.NOT_COUNTED_HERE
    return Difference(published.table, code, printed, None, published.unit, verdict, why)


def _figure(count: int, base: int, published: Published) -> str | None:
    if published.unit is Unit.COUNT:
        return str(count)
    return tables.percent(count, base, published.decimals)


def counts_printed_as(printed: str, base: int, published: Published) -> tuple[int, int] | None:
    """The least and greatest whole count of this base that prints as that figure, or None."""
    if published.unit is Unit.COUNT:
        return int(Decimal(printed)), int(Decimal(printed))
    steps = int(Decimal(printed).scaleb(published.decimals))
    scale = 100 * 10**published.decimals
    # Half up: steps - 1/2 <= count * scale / base < steps + 1/2.
    least = max(0, -((base - 2 * steps * base) // (2 * scale)))
    greatest = min(base, -((-base - 2 * steps * base) // (2 * scale)) - 1)
    return (least, greatest) if base and least <= greatest else None


def _gap(ours: str | None, printed: str, decimals: int) -> str | None:
    if ours is None:
        return None
    return f"{Decimal(ours) - Decimal(printed):+.{decimals}f}"


def _text(figure: Decimal, decimals: int) -> str:
    return f"{figure:.{decimals}f}"
