"""Codes of people: SHM-0001-K, counted for each office, never reused."""

from uuid import UUID

from django.db import connection

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7

TAKE = (
    "INSERT INTO people_codecounter (id, organisation_id, office_id, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (organisation_id, office_id)"
    " DO UPDATE SET last = people_codecounter.last + EXCLUDED.last RETURNING last"
)


def take_numbers(actor: Actor, office_id: UUID, how_many: int) -> range:
    """Reserve numbers of one office; the row lock makes two people wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [uuid7(), actor.organisation, office_id, how_many])
        last = int(cursor.fetchone()[0])
    return range(last - how_many + 1, last + 1)
