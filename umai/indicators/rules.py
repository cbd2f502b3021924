"""From plain counts to the tables of the hotline report, and published figures beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import translation

from umai.foundation.counting import ages, differences
from umai.foundation.counting import tables as counting
from umai.foundation.counting.differences import Comparison, Difference, Published, Unit, Why
from umai.foundation.exports import numerals
from umai.indicators import terms

# Days beyond these are mistakes of typing; beyond the calendar of the machine they are errors.
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
Labels = Sequence[tuple[str, str]]
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Period:
    """Days `first` to `last`, both included, where the organisation works."""

    first: date
    last: date


@dataclass(frozen=True)
class HotlineReport:
    """The tables of one organisation and period, in the language they are to be read in."""

    organisation: str
    organisation_name: str
    period: Period
    language: str
    contacts: int
    substantive: int
    tables: tuple[counting.Table, ...]

    def table(self, key: str) -> counting.Table:
        """One table by its key."""
        return next(table for table in self.tables if table.key == key)


@dataclass(frozen=True)
class Indicator:
    """One number with its unit, and what it stands on. The envelope of every report but the first.

    A median has no numerator and denominator, a count no denominator.
    """

    code: str
    dimensions: Mapping[str, str]
    numerator: int | None
    denominator: int | None
    value: float | None
    unit: str
    base: int
    not_recorded: int


@dataclass(frozen=True)
class IndicatorReport:
    """Indicators of one organisation and period."""

    organisation: str
    organisation_name: str
    period: Period
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Shown:
    """An indicator as a page shows it: words for what it is and by what it was divided.

    `share` is text with one decimal, none if it is no share; `most` the longest bar beside it.
    """

    title: str
    part: str
    indicator: Indicator
    share: str | None
    most: int


@dataclass(frozen=True)
class Note:
    """What people found out about a published figure, true for one count and base of ours only."""

    text: str
    base: int | None = None
    count: int | None = None

    def holds(self, base: int, count: int | None) -> bool:
        """Whether the note speaks of what we counted."""
        return self.base in (None, base) and self.count in (None, count)


@dataclass(frozen=True)
class PublishedFigures:
    """Figures printed elsewhere; `notes` by table or by table.code, in the reader's language."""

    source: str
    contacts: int | None
    tables: tuple[Published, ...]
    notes: Mapping[str, Note]


@dataclass(frozen=True)
class Explained:
    """A row of a comparison with the label of its code and the reason in words."""

    difference: Difference
    label: str
    words: str


@dataclass(frozen=True)
class Beside:
    """One published table beside ours, with what is to be said about it."""

    table: counting.Table
    comparison: Comparison
    rows: tuple[Explained, ...]
    words: tuple[str, ...]


def shown(
    report: IndicatorReport, code: str, title: str, label: Callable[[str, str], str]
) -> list[Shown]:
    """The rows of one indicator, the largest first, what is not recorded last."""
    found = [one for one in report.indicators if one.code == code]
    most = max((one.numerator or 0 for one in found), default=0)
    rows = []
    for one in found:
        words = ", ".join(label(name, value) for name, value in one.dimensions.items())
        share = None
        if one.denominator and code not in terms.NO_SHARES:
            share = f"{100 * (one.value or 0):.1f}"
        rows.append(Shown(title, words, one, share, one.denominator or most))
    return sorted(rows, key=lambda row: (_blank(row.indicator), -(row.indicator.numerator or 0)))


def _blank(one: Indicator) -> bool:
    return terms.NOT_RECORDED in one.dimensions.values()


def hotline_tables(
    counts: Counts,
    substantive: int,
    labels: Mapping[str, Labels],
    scheme: ages.AgeScheme,
    language: str,
) -> tuple[counting.Table, ...]:
    """The ten tables of the hotline report from counts by table and code; "" counts the blanks.

    `labels` gives for each table the codes of its list, in order, with labels in the language. Age
    is counted by band (`ages.band_counts`), consultations as contacts with at least one of a kind.
    ValueError when counts and the number of substantive contacts contradict each other.
    """
    with translation.override(language):
        return tuple(
            _table(question, counts.get(question.key, {}), substantive, labels, scheme)
            for question in terms.QUESTIONS
        )


def _table(
    question: terms.Question,
    counts: Mapping[str, int],
    substantive: int,
    labels: Mapping[str, Labels],
    scheme: ages.AgeScheme,
) -> counting.Table:
    said = (question.key, str(question.title), str(question.sentence), str(question.unit))
    if question.key == terms.CONSULTATIONS:
        kinds = [(code, str(label)) for code, label in terms.CONSULTATION_KINDS.items()]
        return counting.overlapping_table(*said, kinds, counts, substantive)
    if question.key == terms.CHILD_AGE:
        listed = band_labels(scheme)
    else:
        listed = _listed(question, counts, labels.get(question.key, ()))
    strangers = set(counts) - {code for code, _ in listed} - {""}
    if strangers:
        raise ValueError(f"{question.key}: counts for {', '.join(sorted(strangers))}")
    table = counting.exclusive_table(*said, listed, counts, substantive)
    if counts.get("", table.not_recorded) != table.not_recorded:
        raise ValueError(f"{question.key}: answers and blanks do not add up to {substantive}")
    return table


def _listed(question: terms.Question, counts: Mapping[str, int], labels: Labels) -> Labels:
    """The codes a table shows: those counted and those always shown, in the order of the list."""
    known = dict(labels)
    order = [*known, *(code for code in question.always if code not in known)]
    order += sorted(code for code in counts if code and code not in order)
    shown = [code for code in order if counts.get(code) or code in question.always]
    return [(code, known.get(code, code)) for code in shown]


def band_labels(scheme: ages.AgeScheme) -> Labels:
    """The codes of an age scheme with labels in the active language."""
    listed = [
        (band.code, f"{band.low}+" if band.high is None else f"{band.low}–{band.high}")
        for band in scheme.bands
    ]
    last = scheme.bands[-1].high
    return listed if last is None else [*listed, (ages.OVER, str(terms.OLDER) % {"age": last})]


def several_bases(report: HotlineReport) -> str:
    """One sentence that names the bases and their tables, "" when all tables share one."""
    found = counting.bases(report.tables)
    if len(found) < 2:
        return ""
    titles = {table.key: table.title for table in report.tables}
    named = "; ".join(
        f"{base} – {', '.join(titles[key] for key in keys)}" for base, keys in found.items()
    )
    with translation.override(report.language):
        return str(terms.SEVERAL_BASES) % {"bases": named}


def beside_published(report: HotlineReport, published: PublishedFigures) -> tuple[Beside, ...]:
    """Every published table beside ours, in our order, each difference with its reason in words."""
    ours = {table.key: table for table in report.tables}
    order = list(ours)
    theirs = sorted(
        (one for one in published.tables if one.table in ours),
        key=lambda one: order.index(one.table),
    )
    with translation.override(report.language):
        return tuple(
            _beside(ours[one.table], one, published.notes, report.language) for one in theirs
        )


def differing(beside: Iterable[Beside]) -> int:
    """How many rows do not agree."""
    agree = (differences.Verdict.SAME, differences.Verdict.COARSER)
    return sum(row.difference.verdict not in agree for one in beside for row in one.rows)


def _beside(
    table: counting.Table, theirs: Published, notes: Mapping[str, Note], language: str
) -> Beside:
    exclusive = table.key != terms.CONSULTATIONS
    comparison = differences.compare(table, theirs, exclusive=exclusive)
    rows = tuple(_explained(table, one, notes, language) for one in comparison.differences)
    words = []
    note = notes.get(table.key)
    if note and note.holds(table.base, None):
        words.append(note.text)
    if comparison.bases_differ:
        said = {"published": comparison.published_base, "base": table.base}
        words.append(str(terms.BASES_DIFFER) % said)
    if _falls_short(comparison, theirs):
        total = written(comparison.published_total, language)
        words.append(str(terms.SUM_SHORT) % {"total": total})
    return Beside(table, comparison, rows, tuple(words))


def _falls_short(comparison: Comparison, theirs: Published) -> bool:
    """Whether printed shares miss 100 by more than rounding can explain."""
    if comparison.unit is not Unit.PERCENT or not theirs.figures:
        return False
    slack = Decimal(len(theirs.figures)).scaleb(-theirs.decimals) / 2
    return abs(Decimal(100) - theirs.total) > slack


def written(figure: str | None, language: str) -> str:
    """A figure of a comparison as the language writes it, with its own decimals."""
    return numerals.share(figure, language, len((figure or "").partition(".")[2]))


def _explained(
    table: counting.Table, one: Difference, notes: Mapping[str, Note], language: str
) -> Explained:
    row = table.row(one.code)
    count = row.count if row else None
    label = row.label if row else one.code
    note = notes.get(f"{table.key}.{one.code}")
    if note and one.explanation and note.holds(table.base, count):
        return Explained(one, label, note.text)
    if one.explanation == Why.NONE:
        return Explained(one, label, "")
    least, greatest = one.span or (0, 0)
    printed = written(one.published, language)
    said = {
        "base": table.base,
        "published": printed + (" %" if one.unit is Unit.PERCENT else ""),
        "least": least,
        "greatest": greatest,
        "counts": str(least) if least == greatest else f"{least}–{greatest}",
        "count": count,
    }
    return Explained(one, label, str(terms.WHY[Why(one.explanation)]) % said)
