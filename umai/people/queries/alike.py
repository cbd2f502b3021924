"""Pairs of records that share keys, opened and compared: for the nightly proposal of duplicates."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.people import rules, terms
from umai.people.names import matching, pairing

YEARS = 2
BATCH = 5000
# Two words of the name and a near year; or the birth date and one word; or a document; or a
# telephone and one word. What people decided already stays decided.
SHARED = """
    WITH standing AS (
        SELECT id FROM people_individual
        WHERE organisation_id = %(organisation)s AND merged_into_id IS NULL
          AND identity_sealed IS NOT NULL
    ), words AS (
        SELECT a.individual_id AS one, b.individual_id AS other, count(*) AS words
        FROM people_namekey a JOIN people_namekey b
          ON b.organisation_id = a.organisation_id AND b.key = a.key
         AND b.individual_id > a.individual_id
         AND (a.birth_year IS NULL OR b.birth_year IS NULL
              OR abs(a.birth_year - b.birth_year) <= %(years)s)
        WHERE a.organisation_id = %(organisation)s
        GROUP BY 1, 2
    ), others AS (
        SELECT a.individual_id AS one, b.individual_id AS other,
               bool_or(a.kind = %(document)s) AS document
        FROM people_lookupkey a JOIN people_lookupkey b
          ON b.organisation_id = a.organisation_id AND b.kind = a.kind AND b.key = a.key
         AND b.individual_id > a.individual_id
        WHERE a.organisation_id = %(organisation)s
        GROUP BY 1, 2
    ), shared AS (
        SELECT one, other FROM words WHERE words >= 2
        UNION
        SELECT o.one, o.other FROM others o LEFT JOIN words w USING (one, other)
        WHERE o.document OR w.words >= 1
    )
    SELECT one, other FROM shared s
    WHERE one IN (SELECT id FROM standing) AND other IN (SELECT id FROM standing)
      AND NOT EXISTS (SELECT 1 FROM people_pair p WHERE p.organisation_id = %(organisation)s
                      AND p.one_id = s.one AND p.other_id = s.other)
      AND NOT EXISTS (SELECT 1 FROM people_relation r WHERE r.organisation_id = %(organisation)s
                      AND ((r.individual_id = s.one AND r.other_id = s.other)
                           OR (r.individual_id = s.other AND r.other_id = s.one)))
    ORDER BY one, other
"""
SEALED = """
    SELECT p.id, p.sex, p.identity_sealed, k.id, k.kind, k.wrapped, k.ring_key
    FROM people_individual p
    JOIN vault_datakey k ON k.organisation_id = p.organisation_id AND k.id = p.key_id
    WHERE p.organisation_id = %(organisation)s AND p.id = ANY(%(people)s)
      AND p.identity_sealed IS NOT NULL
"""


def alike(actor: Actor) -> Iterator[tuple[UUID, UUID, float]]:
    """Pairs that nobody decided yet and that are worth a look, the smaller id first."""
    words: dict[str, Any] = {
        "organisation": actor.organisation,
        "years": YEARS,
        "document": terms.Lookup.DOCUMENT.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHARED, words)
        pairs = cursor.fetchall()
    for start in range(0, len(pairs), BATCH):
        some = pairs[start : start + BATCH]
        known = records(actor, list({pk for pair in some for pk in pair}))
        for one, other in some:
            score = pairing.sameness(known[one], known[other])
            if score >= pairing.PROPOSED:
                yield one, other, round(score, 1)


def records(actor: Actor, people: list[UUID]) -> dict[UUID, pairing.Record]:
    """The names and numbers of some people, opened for a comparison only."""
    with connection.cursor() as cursor:
        cursor.execute(SEALED, {"organisation": actor.organisation, "people": people})
        rows = cursor.fetchall()
    sealed = (
        seals.Sealed(key, actor.organisation, kind, wrapped, ring_key, pk, blob)
        for pk, _sex, blob, key, kind, wrapped, ring_key in rows
    )
    texts = seals.open_many("people_individual.identity", sealed)
    return {row[0]: _record(text, row[1]) for row, text in zip(rows, texts, strict=True)}


def _record(text: str, sex: str) -> pairing.Record:
    blank = dict.fromkeys(("patronymic", "born", "document_number", "phone", "iin"), "")
    said = {**blank, **json.loads(text)}
    named = matching.named(
        said.get("given_name", ""),
        said.get("family_name", ""),
        said["patronymic"],
        said["born"],
        sex,
    )
    return record(named, said["document_number"], said["phone"], said["iin"])


def record(
    named: matching.Named, document: str = "", phone: str = "", iin: str = ""
) -> pairing.Record:
    """As the comparison sees somebody."""
    plain = rules.plain_number
    return pairing.Record(named, plain(document), rules.plain_phone(phone), plain(iin))
