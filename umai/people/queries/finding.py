"""Find a person by name in any script and order: candidates by keys, then opened and compared."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import permissions, terms
from umai.people.models import Individual
from umai.people.names import matching
from umai.people.queries.keys import lookup_key, name_key

# Popular skeletons have thousands; the best of them by keys and year are opened and compared.
MOST, OPENED, YEARS = 3000, 300, 2
SHOWN = 10

CANDIDATES = """
    SELECT individual_id, count(*) AS words, min(abs(birth_year - %(year)s)) AS away
    FROM people_namekey
    WHERE organisation_id = %(organisation)s AND key = ANY(%(keys)s) {scope}
    GROUP BY individual_id
    HAVING %(any)s OR count(*) >= 2 OR bool_or(birth_year IS NULL)
        OR bool_or(birth_year BETWEEN %(year)s - %(years)s AND %(year)s + %(years)s)
    ORDER BY words DESC, away NULLS FIRST LIMIT %(most)s
"""
BORN = """
    SELECT individual_id FROM people_lookupkey
    WHERE organisation_id = %(organisation)s AND kind = %(kind)s AND key = %(key)s {scope}
    LIMIT %(most)s
"""
# The scope is applied inside, never after: who may not know of somebody counts nowhere.
SCOPE = """
    AND individual_id IN (SELECT id FROM people_individual
        WHERE organisation_id = %(organisation)s AND team_id = ANY(%(teams)s))
"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who is looked for: names as somebody says them, `born` as YYYY or YYYY-MM-DD."""

    given: str = ""
    family: str = ""
    patronymic: str = ""
    born: str = ""
    sex: str = ""
    wider: bool = False


@dataclass(frozen=True)
class Fit:
    """Somebody who may be the one, without names: what a page shows is opened by another act."""

    individual_id: UUID
    code: str
    reference: str
    score: float


def find(actor: Actor, asked: Asked, shown: int = SHOWN) -> list[Fit]:
    """Who fits best, best first. Only people whom the actor may know of are looked at."""
    actor.require(permissions.FIND_PEOPLE)
    person = matching.named(asked.given, asked.family, asked.patronymic, asked.born, asked.sex)
    if not person.keys:
        return []
    some = _candidates(actor, person, asked.wider)
    scored = [(matching.score(person, known), row) for row, known in _opened(actor, some)]
    scored.sort(key=lambda pair: (-pair[0], pair[1]["code"]))
    return [
        Fit(row["id"], row["code"], row["reference"], round(value, 1))
        for value, row in scored[:shown]
    ]


def _candidates(actor: Actor, person: matching.Named, wider: bool) -> list[UUID]:
    teams = actor.teams(permissions.FIND_PEOPLE)
    words: dict[str, Any] = {
        "organisation": actor.organisation,
        "keys": [name_key(one) for one in person.keys],
        "year": int(person.born[:4]) if person.born else None,
        "years": YEARS,
        "any": wider or not person.born,
        "most": MOST,
        "teams": list(teams or ()),
        "kind": terms.Lookup.BORN.value,
        "key": lookup_key(terms.Lookup.BORN, person.born),
    }
    scope = SCOPE if teams is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES.format(scope=scope), words)
        found = {row[0]: None for row in cursor.fetchall()[: MOST if wider else OPENED]}
        if len(person.born) == 10:
            cursor.execute(BORN.format(scope=scope), words)
            found |= {row[0]: None for row in cursor.fetchall()[:OPENED]}
    return list(found)


def _opened(actor: Actor, people: list[UUID]) -> list[tuple[dict[str, Any], matching.Named]]:
    """The names of some people, opened for the comparison only."""
    names = ("id", "code", "reference", "sex", "identity_sealed", "key_id")
    rows = list(
        Individual.objects.filter(
            organisation_id=actor.organisation, pk__in=people, identity_sealed__isnull=False
        ).values(*names)
    )
    keys = DataKey.objects.filter(organisation_id=actor.organisation).in_bulk(
        [row["key_id"] for row in rows]
    )
    found = []
    for row in rows:
        said = json.loads(
            seals.open_(
                keys[row["key_id"]], "people_individual.identity", row["id"], row["identity_sealed"]
            )
        )
        known = matching.named(
            said["given_name"], said["family_name"], said["patronymic"], said["born"], row["sex"]
        )
        found.append((row, known))
    return found
