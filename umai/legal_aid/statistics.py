"""Counts that may leave this room (LG01 to LG06 of domain 6). No row, name or word does.

What was obtained, kept or ended counts on the day that was written with it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from umai.cases.statistics import NOT_RECORDED, Figure
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import permissions, queries

__all__ = ["CODES", "dimensions", "figures"]
CODES = ("LG01", "LG02", "LG03", "LG04", "LG05", "LG06")
COLUMNS = {
    "procedure": "counted.template",
    "authority": "counted.authority",
    "outcome": "counted.outcome",
    "team": "team.name",
    "sex": "child.sex",
}
# A paper that was obtained: whose, and how many days after the procedure was opened.
OBTAINED = """
    SELECT row.template, row.team_id, row.individual_id,
           fact.on - (row.opened_at AT TIME ZONE %(zone)s)::date AS days
    FROM legal_aid_procedurefact fact
    JOIN legal_aid_procedure row
        ON row.organisation_id = fact.organisation_id AND row.id = fact.procedure_id
    WHERE fact.organisation_id = %(organisation)s AND fact.on BETWEEN %(first)s AND %(last)s
"""
BIRTHS = OBTAINED + " AND fact.gives = 'BIRTH_KZ'"
ORDERS = OBTAINED + " AND fact.gives = 'GUARD_ORDER'"
ENDED = """
    SELECT row.template, row.team_id, row.individual_id, row.outcome,
           row.outcome = 'DOCUMENT_OBTAINED' AS success
    FROM legal_aid_procedure row
    JOIN legal_aid_procedurefact fact ON fact.organisation_id = row.organisation_id
        AND fact.procedure_id = row.id AND fact.kind = 'closed'
    WHERE row.organisation_id = %(organisation)s AND fact.on BETWEEN %(first)s AND %(last)s
"""
PAPERS = ENDED + " AND row.template = ANY(%(papers)s)"
# What ended a limit, on its day or not; and limits that are over while nothing has ended them.
LIMITS = """
    SELECT row.template, row.team_id, row.individual_id, fact.authority,
           fact.on <= ((fact.due_at - interval '1 second') AT TIME ZONE %(zone)s)::date AS kept
    FROM legal_aid_procedurefact fact
    JOIN legal_aid_procedure row
        ON row.organisation_id = fact.organisation_id AND row.id = fact.procedure_id
    WHERE fact.organisation_id = %(organisation)s AND fact.due_at IS NOT NULL
        AND (fact.kind IN ('done', 'refused') OR fact.what = 'limit_ended')
        AND fact.on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT template, team_id, individual_id, authority, false
    FROM legal_aid_procedure
    WHERE organisation_id = %(organisation)s AND state <> 'ended'
        AND due_at >= %(start)s AND due_at < least(%(end)s, %(now)s)
"""
CHILDREN = (
    "count(DISTINCT counted.individual_id), NULL, NULL, count(DISTINCT counted.individual_id), 0"
)
SHARE = "count(*) FILTER (WHERE {0}), count({0}), NULL, count({0}), count(*) - count({0})"
AT = "NULL, NULL, percentile_cont({0}) WITHIN GROUP (ORDER BY days), count(days), 0"
PLAIN = ("procedure", "team", "sex")
# Code: the rows, what is made of them, the unit, by what they may be divided.
MEASURES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "LG01": (BIRTHS, CHILDREN, "children", PLAIN),
    "LG02": (BIRTHS, AT.format("0.5"), "days", PLAIN),
    "LG02_P90": (BIRTHS, AT.format("0.9"), "days", PLAIN),
    "LG03": (PAPERS, SHARE.format("success"), "procedures", PLAIN),
    "LG04": (LIMITS, SHARE.format("kept"), "steps", (*PLAIN, "authority")),
    "LG05": (ENDED, "count(*), NULL, NULL, count(*), 0", "procedures", (*PLAIN, "outcome")),
    "LG06": (ORDERS, CHILDREN, "children", PLAIN),
}


def figures(
    actor: Actor, first: date, last: date, by: Iterable[str] = ()
) -> list[Figure]:
    """The measures of this room for the days first to last, both included, divided by what they
    may be divided by.
    """
    actor.require(permissions.COUNT_PROCEDURES)
    start, end = clock.day_bounds(first, last, actor.time_zone)
    said: dict[str, Any] = {
        "organisation": actor.organisation,
        "first": first,
        "last": last,
        "start": start,
        "end": end,
        "now": clock.now(),
        "zone": actor.time_zone,
        "papers": [code for code, one in queries.latest().items() if one.result],
    }
    wanted = tuple(dict.fromkeys(by))
    found: list[Figure] = []
    with connection.cursor() as cursor:
        for code, (rows, made, unit, known) in MEASURES.items():
            divided = tuple(name for name in wanted if name in known)
            cursor.execute(_query(rows, made, divided), said)
            found += [_figure(code, unit, divided, row) for row in cursor.fetchall()]
    return found


def dimensions() -> tuple[str, ...]:
    """Everything that some measure of this room may be divided by."""
    return tuple(COLUMNS)


def _query(rows: str, made: str, by: tuple[str, ...]) -> str:
    columns = [f"coalesce(nullif({COLUMNS[name]}, ''), '{NOT_RECORDED}')" for name in by]
    places = ", ".join(str(place) for place in range(1, len(by) + 1))
    group = f"GROUP BY {places} ORDER BY {places}" if by else ""
    return f"""
        SELECT {", ".join([*columns, made])}
        FROM ({rows}) counted
        JOIN access_team team ON team.id = counted.team_id
        JOIN people_individual child ON child.id = counted.individual_id
        {group}
    """  # noqa: S608  # our own words


def _figure(code: str, unit: str, by: tuple[str, ...], row: tuple[Any, ...]) -> Figure:
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
