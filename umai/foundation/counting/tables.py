"""A table of counts, with its base and what was not recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

PERCENT_DECIMALS = 2


@dataclass(frozen=True)
class Row:
    """One answer: how often it was given, and its share of the base ("51.98"; None on base 0)."""

    code: str
    label: str
    count: int
    percent: str | None


@dataclass(frozen=True)
class Table:
    """The answers to one question: `base` gave an answer, `not_recorded` left it empty."""

    key: str
    title: str
    unit: str
    base: int
    not_recorded: int
    rows: tuple[Row, ...]
    sentence: str

    @property
    def asked(self) -> int:
        """How many the question concerned: the base and the blanks together."""
        return self.base + self.not_recorded

    @property
    def coverage(self) -> str | None:
        """The share of those concerned who gave an answer, in percent."""
        return percent(self.base, self.asked)

    def row(self, code: str) -> Row | None:
        """The row of a code, or None when the table does not list it."""
        return next((row for row in self.rows if row.code == code), None)


def percent(count: int, base: int, decimals: int = PERCENT_DECIMALS) -> str | None:
    """The share of `count` in `base`, rounded half up, as text with fixed decimals ("0.40").

    None when the base is 0. Worked out in whole numbers, so that no half is lost on the way.
    """
    if count < 0 or base < 0:
        raise ValueError("a count is never below 0")
    if base == 0:
        return None
    steps = (2 * count * 100 * 10**decimals + base) // (2 * base)
    return f"{Decimal(steps).scaleb(-decimals):.{decimals}f}"


def exclusive_table(
    key: str,
    title: str,
    sentence: str,
    unit: str,
    labels: Iterable[tuple[str, str]],
    counts: Mapping[str, int],
    asked: int,
) -> Table:
    """Answers that exclude one another: the base is their sum, the rest was not recorded."""
    listed = list(labels)
    base = sum(counts.get(code, 0) for code, _ in listed)
    if base > asked:
        raise ValueError(f"{key}: {base} answers from {asked} asked")
    return Table(key, title, unit, base, asked - base, _rows(listed, counts, base), sentence)


def overlapping_table(
    key: str,
    title: str,
    sentence: str,
    unit: str,
    labels: Iterable[tuple[str, str]],
    counts: Mapping[str, int],
    base: int,
) -> Table:
    """Answers that may come together: each is a share of the same base, and they do not add up."""
    listed = list(labels)
    for code, _ in listed:
        if counts.get(code, 0) > base:
            raise ValueError(f"{key}.{code}: more than the base of {base}")
    return Table(key, title, unit, base, 0, _rows(listed, counts, base), sentence)


def _rows(listed: list[tuple[str, str]], counts: Mapping[str, int], base: int) -> tuple[Row, ...]:
    return tuple(
        Row(code, label, counts.get(code, 0), percent(counts.get(code, 0), base))
        for code, label in listed
    )


def bases(tables: Iterable[Table]) -> dict[int, tuple[str, ...]]:
    """The different bases and the tables that stand on each; more than one must be said aloud."""
    found: dict[int, list[str]] = {}
    for table in tables:
        found.setdefault(table.base, []).append(table.key)
    return {base: tuple(keys) for base, keys in found.items()}
