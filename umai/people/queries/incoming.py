"""What of a register of people is here already: by its number, and who is very like somebody.

Only people whom the actor may know are looked at: the answer is the same with and without others.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from umai.foundation.exports.registers import Fault
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.people import rules, terms
from umai.people.models import Individual
from umai.people.names import matching, pairing
from umai.people.queries.alike import YEARS, record, records
from umai.people.queries.finding import scope_of
from umai.people.queries.keys import lookup_key, name_key

AT_ONCE = 2500
DOCUMENT, PHONE, BORN = (
    kind.value for kind in (terms.Lookup.DOCUMENT, terms.Lookup.PHONE, terms.Lookup.BORN)
)
# As the nightly proposal asks (`alike.SHARED`), of the rows of a file instead of each other.
LIKE = """
    WITH asked AS MATERIALIZED (
        SELECT * FROM unnest(%(rows)s::int[], %(keys)s::bytea[], %(years_of)s::int[])
            AS t(row, key, year)
    ), looked AS MATERIALIZED (
        SELECT * FROM unnest(%(rows_of)s::int[], %(kinds)s::text[], %(others)s::bytea[])
            AS t(row, kind, key)
    ), words AS (
        SELECT a.row, k.individual_id AS one, count(*) AS words
        FROM asked a JOIN people_namekey k
          ON k.organisation_id = %(organisation)s AND k.key = a.key
         AND (a.year IS NULL OR k.birth_year IS NULL OR abs(a.year - k.birth_year) <= %(years)s)
        WHERE true {scope} GROUP BY 1, 2
    ), others AS (
        SELECT l.row, k.individual_id AS one, bool_or(l.kind = %(document)s) AS document
        FROM looked l JOIN people_lookupkey k
          ON k.organisation_id = %(organisation)s AND k.kind = l.kind AND k.key = l.key
        WHERE true {scope} GROUP BY 1, 2
    ), shared AS (
        SELECT row, one FROM words WHERE words >= 2
        UNION
        SELECT o.row, o.one FROM others o LEFT JOIN words w USING (row, one)
        WHERE o.document OR w.words >= 1
    )
    SELECT s.row, p.id, coalesce(p.merged_into_id, p.id)
    FROM shared s JOIN people_individual p
      ON p.organisation_id = %(organisation)s AND p.id = s.one
    WHERE p.identity_sealed IS NOT NULL
    ORDER BY 1, 2
"""


class Row(Protocol):
    """One person of a register, as `commands.loading.Listed` holds it."""

    @property
    def row(self) -> int: ...
    @property
    def reference(self) -> str: ...
    @property
    def named(self) -> matching.Named: ...
    @property
    def document_number(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def iin(self) -> str: ...


@dataclass(frozen=True)
class Twin:
    """Whom a row is very like: somebody known here, or an earlier row of the same file."""

    row: int
    score: float
    why: tuple[str, ...]
    individual_id: UUID | None = None
    earlier: int = 0

    @property
    def closeness(self) -> str:
        """How sure it is, as a code of `terms.Closeness`."""
        return rules.closeness(self.score)

    @property
    def about(self) -> str:
        """Whom a choice is about: it holds for this one only."""
        return str(self.individual_id or self.earlier)


@dataclass(frozen=True)
class SortedPeople:
    """The good rows of a register: new, here already under their numbers, or here as others."""

    fresh: list[Any]
    known: int
    faults: list[Fault]


def row_reference(named: matching.Named, document: str) -> str:
    """The number of a row that has none: a keyed hash of who it says somebody is."""
    said = [named.given, named.family, named.patronymic, named.born, rules.plain_number(document)]
    return "#" + seals.hashed("people row", json.dumps(said)).hex()[:24]


def sorted_people(actor: Actor, team_id: UUID, rows: Sequence[Row]) -> SortedPeople:
    """Which rows are new, how many are here under their numbers, and which numbers are others'.

    Numbers belong to the team that a register is for: another team counts on its own.
    """
    here = Individual.objects.visible_to(actor).filter(team_id=team_id).exclude(reference="")
    numbers = {one.reference for one in rows}
    stored = {
        reference: (pk, code)
        for reference, pk, code in here.values_list("reference", "pk", "code")
        if reference in numbers
    }
    opened = records(actor, [pk for pk, _code in stored.values()])
    fresh: list[Any] = []
    known, faults = 0, []
    for one in rows:
        pk, code = stored.get(one.reference, (None, ""))
        if pk is None:
            fresh.append(one)
        elif pk not in opened or _same(_record(one), opened[pk]):
            known += 1
        else:
            said = _("%(code)s is here under this number, with another name or birth date.")
            faults.append(Fault(one.row, "reference", said % {"code": code}))
    return SortedPeople(fresh, known, faults)


def twins(actor: Actor, rows: Sequence[Row]) -> dict[int, Twin]:
    """For each row that is very like somebody: the likeliest, people known here before rows."""
    known = {one.row: _record(one) for one in rows}
    found: dict[int, Twin] = {}
    for start in range(0, len(rows), AT_ONCE):
        for twin in _known_twins(actor, rows[start : start + AT_ONCE], known):
            if twin.row not in found or twin.score > found[twin.row].score:
                found[twin.row] = twin
    for row, earlier in _near(rows, known):
        score = pairing.sameness(known[row], known[earlier])
        if row not in found and score >= pairing.PROPOSED:
            why = matching.reasons(known[row].named, known[earlier].named)
            found[row] = Twin(row, score, why, earlier=earlier)
    return dict(sorted(found.items()))


def _same(one: pairing.Record, other: pairing.Record) -> bool:
    """Whether a number that is known stands for the same person, with something corrected."""
    here, there = one.named, other.named
    names = (here.given, here.family) == (there.given, there.family)
    years = [int(said.born[:4]) for said in (here, there) if said.born]
    near = len(years) < 2 or abs(years[0] - years[1]) <= YEARS
    numbers = ((one.document, other.document), (one.iin, other.iin))
    return (
        (names and near)
        or any(mine and mine == yours for mine, yours in numbers)
        or pairing.sameness(one, other) >= pairing.PROPOSED
    )


def _record(one: Row) -> pairing.Record:
    return record(one.named, one.document_number, one.phone, one.iin)


def _known_twins(
    actor: Actor, rows: Sequence[Row], known: dict[int, pairing.Record]
) -> Iterator[Twin]:
    scope, within = scope_of(actor)
    named = [(one.row, known[one.row].named.keys, _year(one)) for one in rows]
    hashed = {key: name_key(key) for _row, skeletons, _y in named for key in skeletons}
    keys = [(row, hashed[key], year) for row, skeletons, year in named for key in skeletons]
    others = [
        (one.row, kind, lookup_key(terms.Lookup(kind), text))
        for one in rows
        for kind, text in _numbers(known[one.row])
    ]
    words: dict[str, Any] = {
        "organisation": actor.organisation,
        "years": YEARS,
        "document": DOCUMENT,
        **dict(zip(("rows", "keys", "years_of"), _columns(keys), strict=True)),
        **dict(zip(("rows_of", "kinds", "others"), _columns(others), strict=True)),
        **within,
    }
    with connection.cursor() as cursor:
        cursor.execute(LIKE.format(scope=scope), words)
        pairs = cursor.fetchall()
    opened = records(actor, list({pk for _row, pk, _stays in pairs}))
    for row, pk, stays in pairs:
        score = pairing.sameness(known[row], opened[pk])
        if score >= pairing.PROPOSED:
            why = matching.reasons(known[row].named, opened[pk].named)
            yield Twin(row, score, why, individual_id=stays)


def _columns(lines: list[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    return tuple(map(list, zip(*lines, strict=True))) or ([], [], [])


def _year(one: Row) -> int | None:
    return int(one.named.born[:4]) if one.named.born else None


def _numbers(one: pairing.Record) -> Iterator[tuple[str, str]]:
    """What a person is found by besides names, as `keys_of` keeps it."""
    born = one.named.born
    if len(born) == 10 and not born.endswith(matching.GUESSED):
        yield BORN, born
    if one.phone:
        yield PHONE, one.phone
    for number in (one.document, one.iin):
        if number:
            yield DOCUMENT, number


def _near(rows: Sequence[Row], known: dict[int, pairing.Record]) -> Iterator[tuple[int, int]]:
    """Pairs of rows of one file that are worth a look, the later row first."""
    blocks: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for one in rows:
        for block in _blocks(known[one.row]):
            for other in blocks[block]:
                pair = (one.row, other.row)
                if pair not in seen and _years_near(one, other):
                    seen.add(pair)
                    yield pair
            blocks[block].append(one)


def _blocks(one: pairing.Record) -> Iterable[tuple[str, ...]]:
    """Rows with one of these in common are compared: as `LIKE` asks of those who are here."""
    keys = sorted(one.named.keys)
    yield from combinations(keys, 2)
    for kind, number in _numbers(one):
        yield from [(kind, number)] if kind == DOCUMENT else [(kind, number, key) for key in keys]


def _years_near(one: Row, other: Row) -> bool:
    here, there = _year(one), _year(other)
    return here is None or there is None or abs(here - there) <= YEARS
