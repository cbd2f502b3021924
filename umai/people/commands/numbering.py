"""Codes of people: SHM-0001-K, counted for each office, never reused."""

from uuid import UUID

from umai.foundation.kernel import bulk
from umai.foundation.kernel.actor import Actor


def take_numbers(actor: Actor, office_id: UUID, how_many: int) -> range:
    """Reserve numbers of one office."""
    return bulk.take_numbers(
        "people_codecounter", "office_id", actor.organisation, office_id, how_many
    )
