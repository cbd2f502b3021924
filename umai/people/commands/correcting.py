"""Open the whole record of somebody, put it right, and look who had opened it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from umai.foundation.journal import log
from umai.foundation.kernel import refusal
from umai.foundation.kernel.actor import Actor
from umai.people import events, permissions, queries
from umai.people.commands.holding import changed, hold_person
from umai.people.commands.registering import (
    LISTS,
    PLAIN,
    Identity,
    IndividualDetails,
    fill,
    fill_plain,
    write_keys,
)
from umai.people.models import Individual


class Meanwhile(refusal.Newer):
    """Somebody saved a newer version. Nothing of what was typed is lost."""

    words = gettext_lazy("Somebody changed this record meanwhile. Look at both versions.")


@dataclass(frozen=True)
class Revealed:
    """Everything that is sealed about somebody, opened once and written down."""

    identity: Identity
    contact: dict[str, Any]
    health: dict[str, Any]


@transaction.atomic
def reveal_record(actor: Actor, individual_id: UUID) -> Revealed:
    """Have the name, the address and the health shown at once; one act, one entry."""
    actor.require(permissions.REVEAL_IDENTITY)
    individual = queries.individual(actor, individual_id)
    revealed = _open(individual)
    log.record(actor, events.IDENTITY_REVEALED, individual)
    return revealed


@transaction.atomic
def correct_individual(
    actor: Actor,
    individual_id: UUID,
    version: int,
    details: IndividualDetails,
    *,
    sealed: bool = False,
) -> Individual:
    """Put a record right. `sealed`: what is covered was shown and is written anew, keys included.

    Raises Meanwhile when somebody saved a newer version.
    """
    actor.require(permissions.CORRECT_INDIVIDUAL)
    individual = hold_person(actor, individual_id)
    if individual.version != version:
        raise Meanwhile(individual)
    before = _plain(individual)
    fields: list[str] = []
    if sealed:
        actor.require(permissions.REVEAL_IDENTITY)
        fields = _changed(individual, details)
        fill(individual, details, queries.key_of(individual))
        if "identity" in fields:
            write_keys(individual, details.identity)
    else:
        fill_plain(individual, details)
    fields += [name for name, was in before.items() if was != getattr(individual, name)]
    individual.version += 1
    individual.save()
    facts = {"fields": sorted(fields), "version": individual.version, **changed(individual)}
    log.record(actor, events.INDIVIDUAL_CORRECTED, individual, facts)
    return individual


@transaction.atomic
def watch_readers(actor: Actor, individual_id: UUID) -> Individual:
    """Look who had opened a record: for those who keep the circle around it."""
    actor.require(permissions.KEEP_CIRCLE)
    individual = queries.individual(actor, individual_id)
    log.record(actor, events.WATCHED_READERS, individual)
    return individual


@transaction.atomic
def read_history(actor: Actor, individual_id: UUID) -> Individual:
    """Look what was changed in a record, by whom and when. What is sealed stays covered."""
    actor.require(permissions.READ_INDIVIDUAL)
    individual = queries.individual(actor, individual_id)
    log.record(actor, events.HISTORY_READ, individual)
    return individual


@transaction.atomic
def reveal_history(actor: Actor, individual_id: UUID) -> Individual:
    """Look what was changed in the names, addresses and numbers too."""
    actor.require(permissions.REVEAL_IDENTITY)
    individual = queries.individual(actor, individual_id)
    log.record(actor, events.HISTORY_REVEALED, individual)
    return individual


def _plain(individual: Individual) -> dict[str, Any]:
    return {name: getattr(individual, name) for name in (*PLAIN, *LISTS)}


def _open(individual: Individual) -> Revealed:
    key = queries.key_of(individual)
    said = queries.piece(individual, "identity", key)
    return Revealed(
        Identity(**{name: said.get(name, "") for name in Identity.__dataclass_fields__}),
        queries.piece(individual, "contact", key),
        queries.piece(individual, "health", key),
    )


def _changed(individual: Individual, details: IndividualDetails) -> list[str]:
    """Which sealed pieces are written anew, by their names."""
    was = _open(individual)
    now = {"identity": details.identity, "contact": details.contact, "health": details.health}
    return [name for name, said in now.items() if getattr(was, name) != said]
