"""The measures counted: one statement each, and the numbers that come of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from umai.cases import permissions, queries, rules
from umai.cases.statistics.measures import (
    COLUMNS,
    MEASURES,
    OF_CHILD,
    PARTS,
    PER_PERSON,
    SERVED,
    Besides,
    Kind,
    Measure,
)
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import statistics as people

AGES = "CPIMS"
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Figure:
    """One number of a measure, for one value of each dimension. `base` is how many units it stands
    on, `not_recorded` how many lie outside because nothing was written down of them.
    """

    code: str
    dimensions: Mapping[str, str]
    numerator: int | None
    denominator: int | None
    value: float | None
    unit: str
    base: int
    not_recorded: int


MADE_OF = {
    Kind.SHARE: "count(*) FILTER (WHERE hit), count(hit), NULL, count(hit), count(*) - count(hit)",
    Kind.COUNT: "count(DISTINCT thing), NULL, NULL, count(DISTINCT thing), 0",
    Kind.SUM: "coalesce(sum(amount), 0), NULL, NULL, coalesce(sum(amount), 0), 0",
    Kind.MEDIAN: "NULL, NULL, percentile_cont(0.5) WITHIN GROUP (ORDER BY amount),"
    " count(amount), count(*) - count(amount)",
    Kind.MEAN: "NULL, NULL, avg(amount), count(amount), count(*) - count(amount)",
    Kind.EACH: "count(thing), count(DISTINCT thing), NULL, count(DISTINCT thing),"
    " count(*) - count(thing)",
}


# Whose case it is, and how old the child was on the last day.
WHOSE = f"""
        JOIN ({people.PEOPLE}) who ON who.id = held.individual_id
        LEFT JOIN unnest(%(bands)s::text[], %(lows)s::int[], %(highs)s::int[])
               AS band(code, low, high)
          ON extract(year FROM %(last)s::date)::int - who.birth_year
             BETWEEN band.low AND coalesce(band.high, 1000)
"""


def figures(
    actor: Actor,
    first: date,
    last: date,
    by: Iterable[str] = (),
    *,
    in_parts: bool = False,
    besides: Mapping[str, Besides] | None = None,
) -> list[Figure]:
    """Every measure for the days first to last, both included.

    `by` divides those that may be divided by it; the others stay whole. `in_parts`: what is only
    told by its parts (reasons, durations) is divided by them too. `besides`: by the code of a
    measure, what rooms above count with it.
    """
    actor.require(permissions.COUNT_CASES)
    said = _said(actor, first, last)
    wanted = tuple(dict.fromkeys(by))
    found: list[Figure] = []
    with connection.cursor() as cursor:
        # The planner takes the lives of cases for a handful and would join row by row; and what
        # is joined of a large organisation must not go by way of the disk.
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'")
        for one in MEASURES:
            divided = tuple(name for name in wanted if name in one.by)
            if in_parts and one.parts and one.by[0] not in divided:
                divided += one.by[:1]
            cursor.execute(_query(one, divided, (besides or {}).get(one.code)), said)
            found += _figures(one, divided, cursor.fetchall())
        cursor.execute("SET LOCAL enable_nestloop = on; SET LOCAL work_mem = DEFAULT")
    return found


def dimensions() -> tuple[str, ...]:
    """Everything that some measure may be divided by."""
    return tuple(name for name in COLUMNS if any(name in one.by for one in MEASURES))


def _said(actor: Actor, first: date, last: date) -> dict[str, Any]:
    start, end = clock.day_bounds(first, last, actor.time_zone)
    now = clock.now()
    bands = next(
        one.more["bands"] for one in vocabulary.words("age_band_scheme") if one.code == AGES
    )
    listed = vocabulary.words("service", all_of_them=True)
    return {
        "organisation": actor.organisation,
        "zone": actor.time_zone,
        "first": first,
        "last": last,
        "start": start,
        "end": end,
        "now": now,
        "until": min(end, now),
        "limit": vocabulary.amount("LD.MAX_CASES"),
        "today": clock.local_day(now, actor.time_zone),
        "supervision": _between_sessions(actor, first),
        "risks": sorted((one for one in rules.SEVERITY if one), key=rules.SEVERITY.__getitem__),
        "given": sorted(rules.GIVEN),
        "services": [one.code for one in listed],
        "domains": [one.group or "" for one in listed],
        "psychological": [one.code for one in queries.consultations_of("PSY")],
        "legal": [one.code for one in queries.consultations_of("LEG")],
        "measures": [one.code for one in queries.measures().values()],
        "editions": [one.edition for one in queries.measures().values()],
        "gains": [one.improved for one in queries.measures().values()],
        "bands": [band[0] for band in bands],
        "lows": [band[1] for band in bands],
        "highs": [band[2] for band in bands],
    }


def _between_sessions(actor: Actor, first: date) -> int | None:
    """How many days after somebody began to lead cases the first session is due."""
    due, _version = queries.next_session(actor, first)
    return (due - first).days if due else None


def _query(one: Measure, by: tuple[str, ...], besides: Besides | None = None) -> str:
    """The rows of a measure, joined to their case and child, and counted by some columns."""
    columns = [_known(COLUMNS[name]) for name in by]
    places = ", ".join(str(place) for place in range(1, len(by) + 1))
    layer, measure = (name if name in by else "''" for name in ("layer", "measure"))
    rows = one.rows
    if one.code in PER_PERSON:
        rows = rows.format(served=SERVED, layer=layer, measure=measure)
    group = f"GROUP BY {places} ORDER BY {places}" if by else ""
    joined = f"""
        FROM ({rows}) counted
        JOIN cases_case held ON held.id = counted.case_id AND held.state <> 'MERGED'
    """
    # Every case has a team and a child: they are joined only where they divide.
    if "team" in by:
        joined += "JOIN access_team team ON team.id = held.team_id"
    if not OF_CHILD.keys().isdisjoint(by):
        joined += WHOSE
    if one.of_staff:
        joined = f"FROM ({rows}) counted LEFT JOIN access_team team ON team.id = counted.team_id"
    if one.kind is Kind.WITHIN:
        named = [f"{column} AS dimension_{place}" for place, column in enumerate(columns)]
        each = ", ".join([*named, "thing", "count(*) AS led"])
        inner = ", ".join(str(place) for place in range(1, len(by) + 2))
        outer = ", ".join([f"dimension_{place}" for place in range(len(by))])
        made = "count(*) FILTER (WHERE led <= %(limit)s), count(*), NULL, count(*), 0"
        return (
            f"SELECT {outer + ', ' if by else ''}{made} FROM (SELECT {each} {joined}"  # noqa: S608
            f" WHERE thing IS NOT NULL GROUP BY {inner}) workers {group}"
        )
    if besides is not None:
        joined = _with(besides, by, columns, joined)
        columns = [f"dimension_{place}" for place in range(len(by))]
    return f"SELECT {', '.join([*columns, MADE_OF[one.kind]])} {joined} {group}"


def _with(besides: Besides, by: tuple[str, ...], columns: list[str], joined: str) -> str:
    """The rows of a measure and those of a higher room as one table of dimensions and things."""
    named = [f"{column} AS dimension_{place}" for place, column in enumerate(columns)]
    theirs = [_known(f"beside.{name}") if name in besides.knows else _known("''") for name in by]
    return (
        f" FROM (SELECT {', '.join([*named, 'counted.thing'])} {joined} UNION ALL"  # noqa: S608
        f" SELECT {', '.join([*theirs, 'beside.thing'])} FROM ({besides.rows}) beside) every_one"
    )


def _known(column: str) -> str:
    return f"coalesce(nullif({column}, ''), '{NOT_RECORDED}')"


def figure_of(code: str, unit: str, by: tuple[str, ...], row: tuple[Any, ...]) -> Figure:
    """What one row of a query tells: by what it is divided, numerator, denominator, value, base
    and how many are not recorded. Without a value it is the share, or the count itself.
    """
    known, (top, bottom, value, base, blank) = row[: len(by)], row[len(by) :]
    if value is None and bottom is None:
        value = top
    elif value is None and bottom:
        value = top / bottom
    return Figure(
        code=code,
        dimensions=dict(zip(by, known, strict=True)),
        numerator=top,
        denominator=bottom,
        value=None if value is None else float(value),
        unit=unit,
        base=int(base),
        not_recorded=int(blank),
    )


def _figures(one: Measure, by: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[Figure]:
    wholes: dict[tuple[str, ...], int] = {}
    parts = one.parts and bool(PARTS & set(by))
    for row in rows:
        whole = tuple(row[place] for place, name in enumerate(by) if name not in PARTS)
        wholes[whole] = wholes.get(whole, 0) + int(row[len(by) + 1] or 0)
    found = []
    for row in rows:
        known, (top, bottom, value, base, blank) = row[: len(by)], row[len(by) :]
        if parts:
            whole = tuple(row[place] for place, name in enumerate(by) if name not in PARTS)
            bottom = base = wholes[whole]
        found.append(
            Figure(
                code=one.code,
                dimensions=dict(zip(by, known, strict=True)),
                numerator=None if top is None else int(top),
                denominator=None if bottom is None else int(bottom),
                value=_value(one, top, bottom, value),
                unit=one.unit,
                base=int(base),
                not_recorded=int(blank),
            )
        )
    return found


def _value(
    one: Measure, top: int | None, bottom: int | None, value: Decimal | None
) -> float | None:
    """Unrounded; a count is its own value, and nothing is divided by nothing."""
    if one.kind in (Kind.MEDIAN, Kind.MEAN):
        return None if value is None else float(value)
    if one.kind in (Kind.COUNT, Kind.SUM):
        return float(top or 0)
    return int(top or 0) / int(bottom) if bottom else None
