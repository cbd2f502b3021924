"""Counts that may leave this room (LG01 to LG06 of domain 6). No row, name or word does.

What was obtained, kept or ended counts on the day that was written with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from umai.cases.statistics import NOT_RECORDED, Figure, figure_of
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import births, permissions, queries
from umai.legal_aid.terms import Route

__all__ = ["CODES", "Registered", "dimensions", "figures", "registered_births"]
CODES = ("LG01", "LG02", "LG03", "LG04", "LG05", "LG06")
SMALL = "DP.SMALL_CELL"
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
    JOIN people_individual whom
        ON whom.organisation_id = row.organisation_id AND whom.id = row.individual_id
    WHERE fact.organisation_id = %(organisation)s AND fact.on BETWEEN %(first)s AND %(last)s
"""
# A paper of an adult is no child's. Without a key of its own a procedure is for the child of the
# case; of all others those count who are not of age in that year.
A_CHILD = " AND (row.key_id IS NULL OR extract(year FROM fact.on) - whom.birth_year < 18)"
BIRTHS = OBTAINED + A_CHILD + " AND fact.gives = 'BIRTH_KZ'"
ORDERS = OBTAINED + A_CHILD + " AND fact.gives = 'GUARD_ORDER'"
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
# Each certificate once by its route, and once more if the registration was late.
ROUTES = """
    WITH told AS (
        SELECT fact.on >= %(first)s AS this_year, mark.late, mark.weeks,
            fact.on - (row.opened_at AT TIME ZONE %(zone)s)::date AS days,
            CASE WHEN EXISTS (
                SELECT 1 FROM legal_aid_procedurefact court
                WHERE court.organisation_id = row.organisation_id AND court.procedure_id = row.id
                    AND court.kind = 'done' AND court.authority LIKE %(court)s
            ) THEN %(COURT)s
            WHEN row.template = %(no_papers)s THEN %(NO_PAPERS)s ELSE %(PAPERS)s END AS route
        FROM legal_aid_procedurefact fact
        JOIN legal_aid_procedure row
            ON row.organisation_id = fact.organisation_id AND row.id = fact.procedure_id
        LEFT JOIN legal_aid_birthregistration mark
            ON mark.organisation_id = row.organisation_id AND mark.procedure_id = row.id
        WHERE fact.organisation_id = %(organisation)s AND fact.gives = 'BIRTH_KZ'
            AND row.template = ANY(%(births)s)
    ), twice AS (
        SELECT route, this_year, days, weeks FROM told
        UNION ALL SELECT %(LATE)s, this_year, days, weeks FROM told WHERE late
    )
    SELECT route, this_year, count(*),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY days),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY weeks)
    FROM twice GROUP BY route, this_year
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
            found += [figure_of(code, unit, divided, row) for row in cursor.fetchall()]
    return found


@dataclass(frozen=True)
class Registered:
    """Births registered by one route in one span of time. `number` None: too few to be told, or
    hidden so that those few cannot be worked out; medians then are None too.
    """

    route: Route
    this_year: bool
    number: int | None
    days: float | None
    weeks: float | None


def registered_births(actor: Actor) -> list[Registered]:
    """How many births were registered by each route, this year and before; the median of days from
    opening and of the child's age in weeks. Small counts are hidden (rule DP.SMALL_CELL).
    """
    actor.require(permissions.COUNT_PROCEDURES)
    said: dict[str, Any] = {
        "organisation": actor.organisation,
        "zone": actor.time_zone,
        "first": clock.today(actor.time_zone).replace(month=1, day=1),
        "births": list(queries.BIRTHS),
        "no_papers": births.NO_PAPERS,
        "court": f"{births.COURT}%",
        **{one.name: one.value for one in Route},
    }
    with connection.cursor() as cursor:
        cursor.execute(ROUTES, said)
        found = {(Route(row[0]), row[1]): row[2:] for row in cursor.fetchall()}
    least = vocabulary.amount(SMALL)
    told = []
    for this_year in (True, False):
        counts = {one: found.get((one, this_year), (0, None, None)) for one in Route}
        hidden = births.hidden({one: row[0] for one, row in counts.items()}, least)
        told += [
            Registered(one, this_year, *((None,) * 3 if one in hidden else counts[one]))
            for one in Route
        ]
    return told


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
