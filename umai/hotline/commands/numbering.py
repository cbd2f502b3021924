"""Codes of contacts: HL-2026-0001, counted for each organisation and year, never reused."""

from datetime import datetime

from django.db import connection

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7

TAKE = (
    "INSERT INTO hotline_counter (id, organisation_id, year, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (organisation_id, year) DO UPDATE SET last = hotline_counter.last + EXCLUDED.last"
    " RETURNING last"
)


def take_numbers(actor: Actor, year: int, how_many: int) -> range:
    """Reserve numbers of one year; the row lock makes two operators wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [uuid7(), actor.organisation, year, how_many])
        last = int(cursor.fetchone()[0])
    return range(last - how_many + 1, last + 1)


def code_of(year: int, number: int) -> str:
    """The spoken code of a contact."""
    return f"HL-{year}-{number:04d}"


def next_code(actor: Actor, received_at: datetime) -> str:
    """The next code for a contact received at that moment, by the organisation's own year."""
    year = clock.local_day(received_at, actor.time_zone).year
    return code_of(year, take_numbers(actor, year, 1)[0])
