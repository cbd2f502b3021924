"""Find a person by name in any script and order: candidates by keys, then opened and compared."""

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.people import permissions, rules, terms
from umai.people.models import Individual
from umai.people.names import matching
from umai.people.queries.keys import lookup_key, name_key, pair_keys

# Popular skeletons have thousands; the best of them by keys and year are opened and compared.
MOST, OPENED, YEARS = 3000, 300, 2
# The likeliest are opened first; the others too if none of these is the one beyond doubt.
FIRST, SURE = 60, 95
SHOWN = 10

# Who fits the words comes first, best on top, and the circle is asked of each in turn until there
# are enough: joined to a whole organisation's circles, a search pays for everybody who is known.
CANDIDATES = """
    SELECT individual_id FROM (
        SELECT individual_id, sum(weight) AS weight, min(away) AS away FROM (
            SELECT individual_id, 3 AS weight, abs(birth_year - %(year)s) AS away
            FROM people_namekey
            WHERE organisation_id = %(organisation)s AND key = ANY(%(pairs)s)
            UNION ALL
            SELECT individual_id, 1, abs(birth_year - %(year)s) FROM people_namekey
            WHERE organisation_id = %(organisation)s AND key = ANY(%(keys)s) {years}
        ) one GROUP BY individual_id
        ORDER BY weight DESC, away NULLS FIRST, individual_id
    ) k WHERE true {scope}
    ORDER BY weight DESC, away NULLS FIRST, individual_id LIMIT %(most)s
"""
# One word of a name says little: it counts in a near year, in one that is not known, or if all do.
NEAR = """
    AND birth_year BETWEEN %(year)s - %(years)s AND %(year)s + %(years)s
    UNION ALL
    SELECT individual_id, 1, NULL FROM people_namekey
    WHERE organisation_id = %(organisation)s AND key = ANY(%(keys)s) AND birth_year IS NULL
"""
BORN = """
    SELECT individual_id FROM people_lookupkey k
    WHERE organisation_id = %(organisation)s AND kind = %(kind)s AND key = %(key)s {scope}
    LIMIT %(most)s
"""
# The scope of a row of keys `k`, inside the question and never after its limit: who may not know of
# somebody counts nowhere. OFFSET 0 keeps it a look into an index for each row.
PLACE = """
    SELECT FROM people_circleplace c
    WHERE c.organisation_id = %(organisation)s AND c.individual_id = k.individual_id
      AND (c.until IS NULL OR c.until > %(now)s)
"""
SCOPE = f"""
    AND (k.individual_id = ANY(%(joined)s::uuid[]) OR EXISTS ({PLACE} AND NOT c.shut_out
        AND (c.person_id = %(person)s OR c.team_id = ANY(%(teams)s)
             OR (%(every)s AND c.team_id IS NOT NULL)) OFFSET 0))
    AND NOT EXISTS ({PLACE} AND c.shut_out AND c.person_id = %(person)s OFFSET 0)
    AND k.individual_id != ALL(%(apart)s::uuid[])
"""  # our own words
# One question for people and their keys: hundreds of them are opened for one search.
SEALED = """
    SELECT p.id, p.code, p.reference, p.sex, p.birth_year, p.birth_precision, p.region,
        p.identity_sealed, k.id, k.kind, k.wrapped, k.ring_key, p.merged_into_id
    FROM people_individual p
    JOIN vault_datakey k ON k.organisation_id = p.organisation_id AND k.id = p.key_id
    WHERE p.organisation_id = %(organisation)s AND p.id = ANY(%(people)s)
      AND p.identity_sealed IS NOT NULL
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
    nameless: bool = False


@dataclass(frozen=True)
class Fit:
    """Somebody who may be the one, without names: what a page shows is opened by another act."""

    individual_id: UUID
    code: str
    reference: str
    score: float
    sex: str = ""
    birth_year: int | None = None
    birth_precision: str = ""
    region: str = ""
    why: tuple[str, ...] = ()

    @property
    def closeness(self) -> str:
        """How sure the search is, as a code of `terms.Closeness`."""
        return rules.closeness(self.score)


@dataclass(frozen=True)
class Found:
    """Who fits best, and of how many: `cut` if more had such names than could be compared."""

    fits: list[Fit]
    cut: int = 0


def find(actor: Actor, asked: Asked, shown: int = SHOWN) -> list[Fit]:
    """Who fits best, best first. Only people whom the actor may know of are looked at."""
    return found(actor, asked, shown).fits


def found(actor: Actor, asked: Asked, shown: int = SHOWN) -> Found:
    """Who fits best, and whether so many have such names that not all were compared."""
    actor.require(permissions.FIND_PEOPLE)
    person = matching.named(asked.given, asked.family, asked.patronymic, asked.born, asked.sex)
    if not person.keys:
        return Found([])
    some, cut = _candidates(actor, person, asked.wider)
    latin = (asked.given + asked.family).isascii()
    best = _compared(actor, person, some[:FIRST])
    if len(some) > FIRST and (asked.wider or not best or best[0][0] < SURE):
        best += _compared(actor, person, some[FIRST:])
    best.sort(key=lambda one: (-one[0], one[1]))
    once: dict[UUID, Any] = {}
    for one in best:  # merged records are one person, by the name that fits best
        once.setdefault(one[2].individual_id, one)
    fits = [
        replace(fit, score=score, why=matching.reasons(person, known, latin != script))
        for score, _code, fit, known, script in list(once.values())[:shown]
    ]
    return Found(fits, cut)


def _compared(
    actor: Actor, person: matching.Named, some: list[UUID]
) -> list[tuple[float, str, Fit, matching.Named, bool]]:
    """Some candidates with how well they fit, best first, and the names that this was told by."""
    fits = (
        (round(matching.score(person, known), 1), fit.code, fit, known, script)
        for fit, known, script in _opened(actor, some)
    )
    return sorted(fits, key=lambda one: (-one[0], one[1]))


def _candidates(actor: Actor, person: matching.Named, wider: bool) -> tuple[list[UUID], int]:
    most = MOST if wider else OPENED
    scope, within = scope_of(actor)
    keys = [name_key(one) for one in person.keys]
    words: dict[str, Any] = {
        "organisation": actor.organisation,
        "keys": keys,
        "pairs": pair_keys(keys),
        "year": int(person.born[:4]) if person.born else None,
        "years": YEARS,
        "most": most + 1,  # one more than is compared tells that there are more
        **within,
        "kind": terms.Lookup.BORN.value,
        "key": lookup_key(terms.Lookup.BORN, person.born),
    }
    with connection.cursor() as cursor:
        years = "" if wider or not person.born else NEAR
        cursor.execute(CANDIDATES.format(scope=scope, years=years), words)
        rows = cursor.fetchall()
        found = {row[0]: None for row in rows[:most]}
        if len(person.born) == 10:
            cursor.execute(BORN.format(scope=scope), words)
            found |= {row[0]: None for row in cursor.fetchall()[:OPENED]}
    return list(found), most if len(rows) > most else 0


def scope_of(actor: Actor) -> tuple[str, dict[str, Any]]:
    """What cuts a question about `individual_id` to whom the actor may know, and its values.

    The console sits at the machine and asks for a whole organisation.
    """
    if actor.kind != "person":
        return "", {}
    teams = actor.teams(permissions.FIND_PEOPLE)
    within = {
        "teams": list(teams or ()),
        "every": teams is None,
        "person": actor.person_id,
        "now": clock.now(),
    }
    return SCOPE, within | _merged(actor)


def _merged(actor: Actor) -> dict[str, list[UUID]]:
    """Records that are one with others: those that one may know through another, and those not."""
    here = Individual.objects.filter(organisation_id=actor.organisation)
    # By the index of what was merged: every search asks this, and few records are ever merged.
    pairs = here.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    every = {one for pair in pairs for one in pair}
    if not every:
        return {"joined": [], "apart": []}
    joined = set(here.filter(pk__in=every).visible_to(actor).values_list("pk", flat=True))
    return {"joined": list(joined), "apart": list(every - joined)}


def _kept(into: set[UUID]) -> dict[UUID, Any]:
    """What is shown of records that others were merged into; asked only if there are such.

    Few records ever are, and joining all of them to all for these reads the whole table.
    """
    seen = ("pk", "code", "reference", "sex", "birth_year", "birth_precision", "region")
    if not into:
        return {}
    return {row[0]: row for row in Individual.objects.filter(pk__in=into).values_list(*seen)}


def _opened(actor: Actor, people: list[UUID]) -> list[tuple[Fit, matching.Named, bool]]:
    """The names of some people, opened for the comparison only; and whether they are Latin."""
    with connection.cursor() as cursor:
        cursor.execute(SEALED, {"organisation": actor.organisation, "people": people})
        rows = cursor.fetchall()
    sealed = (
        seals.Sealed(row[8], actor.organisation, row[9], row[10], row[11], row[0], row[7])
        for row in rows
    )
    kept = _kept({row[12] for row in rows} - {None})
    opened = []
    texts = seals.open_many("people_individual.identity", sealed)
    for row, text in zip(rows, texts, strict=True):
        said = json.loads(text)
        known = matching.named(
            said["given_name"], said["family_name"], said["patronymic"], said["born"], row[3]
        )
        key, code, reference, sex, *seen = kept.get(row[12]) or row[:7]
        fit = Fit(key, code, reference, 0.0, sex, *seen)
        opened.append((fit, known, (said["given_name"] + said["family_name"]).isascii()))
    return opened
