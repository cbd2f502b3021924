"""Codes of contacts: HL-2026-0001, counted for each organisation and year, never reused."""

from datetime import datetime

from umai.foundation.kernel import bulk, clock
from umai.foundation.kernel.actor import Actor


def take_numbers(actor: Actor, year: int, how_many: int) -> range:
    """Reserve numbers of one year."""
    return bulk.take_numbers("hotline_counter", "year", actor.organisation, year, how_many)


def code_of(year: int, number: int) -> str:
    """The spoken code of a contact."""
    return f"HL-{year}-{number:04d}"


def next_code(actor: Actor, received_at: datetime) -> str:
    """The next code for a contact received at that moment, by the organisation's own year."""
    year = clock.local_day(received_at, actor.time_zone).year
    return code_of(year, take_numbers(actor, year, 1)[0])
