"""Counts that may leave this room. No row, name or note does."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.hotline import permissions, terms


@dataclass(frozen=True)
class Counts:
    """Contacts of a period. `answers` has for each table code -> contacts; "" is "not recorded".

    `ages` counts by year of age, None for "not recorded"; `consultations` counts contacts with at
    least one. Everything but `contacts` counts substantive contacts only.
    """

    contacts: int = 0
    substantive: int = 0
    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    ages: dict[int | None, int] = field(default_factory=dict)
    consultations: dict[str, int] = field(default_factory=dict)


def _query() -> str:
    """Every table in one pass over the period: a GROUPING SETS query under row security."""
    columns = list(terms.DIMENSIONS.values())
    given = ", ".join(
        f"count(*) FILTER (WHERE substantive AND {c} > 0)" for c in terms.CONSULTATIONS.values()
    )
    sets = ", ".join(f"({column})" for column in columns)
    return (
        f"SELECT GROUPING({', '.join(columns)}), {', '.join(columns)},"  # noqa: S608  # our names
        f" count(*) FILTER (WHERE substantive), count(*), {given}"
        " FROM hotline_contact"
        " WHERE organisation_id = %s AND received_at >= %s AND received_at < %s"
        f" GROUP BY GROUPING SETS ({sets}, ())"
    )


QUERY = _query()


def contacts_by_answer(actor: Actor, first: date, last: date) -> Counts:
    """Count the contacts received on the days first to last, both included, in the local time zone.
    """
    actor.require(permissions.COUNT_CONTACTS)
    start, end = clock.day_bounds(first, last, actor.time_zone)
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [actor.organisation, start, end])
        rows = cursor.fetchall()
    return _arranged(rows)


def _arranged(rows: list[tuple[object, ...]]) -> Counts:
    tables = list(terms.DIMENSIONS)
    width = len(tables)
    whole = (1 << width) - 1
    answers: dict[str, dict[str, int]] = {table: {} for table in tables}
    ages: dict[int | None, int] = {}
    contacts = substantive = 0
    consultations = dict.fromkeys(terms.CONSULTATIONS, 0)
    for row in rows:
        mask, number, everything = (
            int(str(row[0])),
            int(str(row[width + 1])),
            int(str(row[width + 2])),
        )
        if mask == whole:
            contacts, substantive = everything, number
            given = row[width + 3 :]
            consultations = {
                code: int(str(n)) for code, n in zip(terms.CONSULTATIONS, given, strict=True)
            }
            continue
        place = width - (whole ^ mask).bit_length()
        table, value = tables[place], row[place + 1]
        if not number:
            continue
        if table == "child_age":
            ages[None if value is None else int(str(value))] = number
        else:
            answers[table][str(value)] = number
    del answers["child_age"]
    return Counts(contacts, substantive, answers, ages, consultations)
