"""Counts that may leave this room. No row, name or note does."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from umai.cases import statistics as cases
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.hotline import permissions, terms
from umai.people import statistics as people


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
    sets = ", ".join(f"({column})" for column in columns)
    return (
        f"SELECT GROUPING({', '.join(columns)}), {', '.join(columns)},"  # noqa: S608  # our names
        f" count(*) FILTER (WHERE substantive), count(*)"
        " FROM hotline_contact"
        " WHERE organisation_id = %s AND received_at >= %s AND received_at < %s"
        f" GROUP BY GROUPING SETS ({sets}, ())"
    )


QUERY = _query()
# Contacts with at least one consultation of each kind, in the order of `terms.CONSULTATIONS`.
GIVEN = """
    SELECT count(*) FILTER (WHERE psy), count(*) FILTER (WHERE leg), count(*) FILTER (WHERE soc)
    FROM (
        SELECT bool_or(given.discipline = 'PSY') AS psy, bool_or(given.discipline = 'LEG') AS leg,
               bool_or(given.discipline = 'SOC') AS soc
        FROM hotline_consultation given
        JOIN hotline_contact contact ON contact.id = given.contact_id
         AND contact.organisation_id = given.organisation_id
        WHERE given.organisation_id = %s AND given.until_version IS NULL AND contact.substantive
          AND contact.received_at >= %s AND contact.received_at < %s
        GROUP BY given.contact_id
    ) advised
"""
# What is given to a contact counts beside what is given in cases (SV01-SV03): see `Besides`.
ADVISED = """
    SELECT given.id::text AS thing, contact.child_sex AS sex, band.code AS age_band,
           contact.child_citizenship AS citizenship, contact.region, team.name AS team,
           given.service
    FROM hotline_consultation given
    JOIN hotline_contact contact ON contact.id = given.contact_id
     AND contact.organisation_id = given.organisation_id
    JOIN access_team team ON team.id = contact.team_id
    LEFT JOIN unnest(%(bands)s::text[], %(lows)s::int[], %(highs)s::int[])
           AS band(code, low, high)
      ON contact.child_age BETWEEN band.low AND coalesce(band.high, 1000)
    WHERE given.organisation_id = %(organisation)s AND given.until_version IS NULL
      AND given.discipline = '{discipline}' AND given.held_on BETWEEN %(first)s AND %(last)s
"""
# A contact is one family; one that belongs to a case is the family of that case.
HELPED = f"""
    WITH helped AS (
        SELECT given.contact_id, given.service, contact.region, team.name AS team, whose.child
        FROM hotline_consultation given
        JOIN hotline_contact contact ON contact.id = given.contact_id
         AND contact.organisation_id = given.organisation_id
        JOIN access_team team ON team.id = contact.team_id
        LEFT JOIN ({cases.CHILDREN}) whose ON whose.case_id = contact.case_id
        WHERE given.organisation_id = %(organisation)s AND given.until_version IS NULL
          AND given.discipline = 'SOC' AND given.held_on BETWEEN %(first)s AND %(last)s
    ), asked AS (
        SELECT DISTINCT child AS individual_id FROM helped WHERE child IS NOT NULL
    ), homes AS ({people.HOUSEHOLDS})
    SELECT coalesce(homes.household, helped.contact_id::text) AS thing, helped.region, helped.team,
           helped.service
    FROM helped LEFT JOIN homes ON homes.individual_id = helped.child
"""  # noqa: S608  # our own words
PLACED = ("region", "team", "service")
WHOSE = ("sex", "age_band", "citizenship", *PLACED)
BESIDES = {
    "SV01": cases.Besides(ADVISED.format(discipline="PSY"), WHOSE),
    "SV02": cases.Besides(ADVISED.format(discipline="LEG"), WHOSE),
    "SV03": cases.Besides(HELPED, PLACED),
}


def contacts_by_answer(actor: Actor, first: date, last: date) -> Counts:
    """Count the contacts received on the days first to last, both included, in the local time zone.
    """
    actor.require(permissions.COUNT_CONTACTS)
    start, end = clock.day_bounds(first, last, actor.time_zone)
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [actor.organisation, start, end])
        rows = cursor.fetchall()
        # Right after a large import the planner has no figures yet and would join row by row.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(GIVEN, [actor.organisation, start, end])
        given = dict(zip(terms.CONSULTATIONS, cursor.fetchone(), strict=True))
        cursor.execute("SET LOCAL enable_nestloop = on")
    return _arranged(rows, given)


def _arranged(rows: list[tuple[object, ...]], consultations: dict[str, int]) -> Counts:
    tables = list(terms.DIMENSIONS)
    width = len(tables)
    whole = (1 << width) - 1
    answers: dict[str, dict[str, int]] = {table: {} for table in tables}
    ages: dict[int | None, int] = {}
    contacts = substantive = 0
    for row in rows:
        mask, number, everything = (
            int(str(row[0])),
            int(str(row[width + 1])),
            int(str(row[width + 2])),
        )
        if mask == whole:
            contacts, substantive = everything, number
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
