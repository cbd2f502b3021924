"""Counts that may leave this room (CM07, CM08, CM19, SV07 of domain 6). No row, name or word does.

A day belongs to the organisation: a moment counts on the day that it fell on there.
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
from umai.referrals import permissions, rules

__all__ = [
    "CODES",
    "CONFIDENTIAL",
    "NOT_RECORDED",
    "Waiting",
    "dimensions",
    "figures",
    "refusals",
    "waiting_times",
]
CONFIDENTIAL = "confidential"
CODES = ("CM07", "CM08", "CM08_SERVICE", "CM19", "SV07")
# What each may be divided by; a provider by the name that the directory shows to everybody.
COLUMNS = {
    "service": "counted.need",
    "provider": "provider.name",
    "region": "counted.region",
    "district": "counted.district",
    "sex": "counted.sex",
    "age_band": "counted.age_band",
    "team": "team.name",
}
EVERY = tuple(COLUMNS)
WHERE = ("service", "region", "district", "sex", "age_band", "team")
SENT = """
    SELECT need, agency_id, region, district, sex, age_band, team_id,
           CASE WHEN state = 'SERVICE_COMPLETED' THEN true
                WHEN state = ANY(%(ended)s) OR sent_at < %(old)s THEN false END AS done,
           extract(epoch FROM accepted_at - sent_at) / 86400.0 AS accepted,
           extract(epoch FROM coalesce(begun_at, CASE WHEN state = 'SERVICE_COMPLETED'
               THEN ended_at END) - sent_at) / 86400.0 AS served,
           basis <> '' AS agreed, state = 'REJECTED' AS refused, reason,
           state = ANY(%(waiting)s) AS waits, due_at < %(now)s AND state = ANY(%(out)s) AS late
    FROM referrals_referral
    WHERE organisation_id = %(organisation)s AND sent_at >= %(start)s AND sent_at < %(end)s
"""
ASKED = """
    SELECT need, agency_id, region, district, sex, age_band, team_id,
           state = 'REJECTED' AND reason = ANY(%(unavailable)s) AS unmet
    FROM referrals_referral
    WHERE organisation_id = %(organisation)s AND sent_at >= %(start)s AND sent_at < %(end)s
    UNION ALL
    SELECT need, NULL, region, district, sex, age_band, team_id, true
    FROM referrals_unmetneed
    WHERE organisation_id = %(organisation)s AND noted_at >= %(start)s AND noted_at < %(end)s
"""
SHARE = "count(*) FILTER (WHERE {0}), count({0}), NULL, count({0}), count(*) - count({0})"
MEDIAN = (
    "NULL, NULL, percentile_cont(0.5) WITHIN GROUP (ORDER BY {0}), count({0}),"
    " count(*) - count({0})"
)
# Code: the rows, what is made of them, the unit, by what they may be divided.
MEASURES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "CM07": (SENT, SHARE.format("done"), "referrals", EVERY),
    "CM08": (SENT, MEDIAN.format("accepted"), "days", EVERY),
    "CM08_SERVICE": (SENT, MEDIAN.format("served"), "days", EVERY),
    "CM19": (SENT, SHARE.format("agreed"), "shares", EVERY),
    "SV07": (ASKED, SHARE.format("unmet"), "services", WHERE),
}


@dataclass(frozen=True)
class Waiting:
    """How referrals fare that were sent in some days, for one service, provider or place.

    `to_accept`, `to_service`: median days. `unmet` counts needs noted without a referral too.
    """

    value: str
    sent: int
    done: int
    refused: int
    waits: int
    late: int
    to_accept: float | None
    to_service: float | None
    unmet: int


def figures(
    actor: Actor, first: date, last: date, by: Iterable[str] = ()
) -> list[Figure]:
    """The measures of this room for the days first to last, both included, divided by what they
    may be divided by.
    """
    actor.require(permissions.COUNT_REFERRALS)
    said = _said(actor, first, last)
    wanted = tuple(dict.fromkeys(by))
    found: list[Figure] = []
    with connection.cursor() as cursor:
        for code, (rows, made, unit, known) in MEASURES.items():
            divided = tuple(name for name in wanted if name in known)
            cursor.execute(_query(rows, made, divided), said)
            for row in cursor.fetchall():
                found.append(figure_of(code, unit, divided, row))
    return found


def waiting_times(actor: Actor, first: date, last: date, by: str) -> list[Waiting]:
    """Waiting, refusals and unmet need by `service`, `provider`, `region` or `district`, the most
    asked for first; what cannot be told for a provider (unmet need) is nought there.
    """
    actor.require(permissions.COUNT_REFERRALS)
    said = _said(actor, first, last)
    made = (
        "count(*), count(*) FILTER (WHERE done), count(*) FILTER (WHERE refused),"
        " count(*) FILTER (WHERE waits), count(*) FILTER (WHERE late),"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY accepted),"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY served)"
    )
    with connection.cursor() as cursor:
        cursor.execute(_query(SENT, made, (by,)), said)
        sent = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(_query(ASKED, "count(*) FILTER (WHERE unmet)", (by,)), said)
        unmet = {value: number for value, number in cursor.fetchall() if number}
    if by == "provider":
        unmet.pop(NOT_RECORDED, None)
    nothing = (0, 0, 0, 0, 0, None, None)
    names = ("sent", "done", "refused", "waits", "late", "to_accept", "to_service")
    rows = [
        Waiting(
            value=value,
            unmet=unmet.get(value, 0),
            **dict(zip(names, sent.get(value, nothing), strict=True)),
        )
        for value in {*sent, *unmet}
    ]
    return sorted(rows, key=lambda one: (-one.sent - one.unmet, one.value))


def refusals(actor: Actor, first: date, last: date) -> list[tuple[str, str, int]]:
    """Why providers refused and why needs were not met: kind (`refused`, `unmet`), reason, number.
    """
    actor.require(permissions.COUNT_REFERRALS)
    words = f"""
        SELECT 'refused', reason, count(*) FROM ({SENT}) counted WHERE refused GROUP BY 2
        UNION ALL
        SELECT 'unmet', reason, count(*) FROM referrals_unmetneed
        WHERE organisation_id = %(organisation)s AND noted_at >= %(start)s AND noted_at < %(end)s
        GROUP BY 2 ORDER BY 1, 3 DESC, 2
    """  # noqa: S608  # our own words
    with connection.cursor() as cursor:
        cursor.execute(words, _said(actor, first, last))
        return [(kind, reason, int(number)) for kind, reason, number in cursor.fetchall()]


def dimensions() -> tuple[str, ...]:
    """Everything that some measure of this room may be divided by."""
    return EVERY


def _said(actor: Actor, first: date, last: date) -> dict[str, Any]:
    start, end = clock.day_bounds(first, last, actor.time_zone)
    now = clock.now()
    return {
        "organisation": actor.organisation,
        "start": start,
        "end": end,
        "now": now,
        "old": now - vocabulary.span("RF.EXPIRES"),
        "ended": [one.value for one in rules.ENDED],
        "out": [one.value for one in rules.OUT],
        "waiting": [one.value for one in rules.UNANSWERED],
        "unavailable": sorted(rules.UNAVAILABLE),
        "confidential": CONFIDENTIAL,
    }


def _query(rows: str, made: str, by: tuple[str, ...]) -> str:
    columns = [f"coalesce(nullif({COLUMNS[name]}, ''), '{NOT_RECORDED}')" for name in by]
    places = ", ".join(str(place) for place in range(1, len(by) + 1))
    group = f"GROUP BY {places} ORDER BY {places}" if by else ""
    return f"""
        SELECT {", ".join([*columns, made])}
        FROM ({rows}) counted
        JOIN access_team team ON team.id = counted.team_id
        LEFT JOIN (
            SELECT id, CASE WHEN confidential THEN %(confidential)s
                ELSE coalesce(nullif(name_ru, ''), nullif(name_en, ''), name_kk) END AS name
            FROM directory_agency WHERE organisation_id = %(organisation)s
        ) provider ON provider.id = counted.agency_id
        {group}
    """  # noqa: S608  # our own words
