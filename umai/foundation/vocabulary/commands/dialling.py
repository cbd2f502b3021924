"""Shared numbers: a person dials one and says so, or takes it back when it no longer answers."""

from uuid import UUID

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import events, permissions, queries
from umai.foundation.vocabulary.commands import turns
from umai.foundation.vocabulary.models import SharedPhone


@transaction.atomic
def confirm_phone(actor: Actor, phone_id: UUID, version: int) -> SharedPhone:
    """Somebody here dialled this number and reached who it names."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    phone = queries.phone_row(phone_id)
    turns._same_version(phone.version, version)
    phone.confirmed_at, phone.confirmed_by = clock.now(), actor.person_id
    phone.version += 1
    phone.save(update_fields=["confirmed_at", "confirmed_by", "version"])
    log.record(actor, events.PHONE_CONFIRMED, phone, {"number": phone.number})
    return phone


@transaction.atomic
def withdraw_phone(actor: Actor, phone_id: UUID, version: int) -> SharedPhone:
    """A number no longer answers as it says: it is not shown as certain any more."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    phone = queries.phone_row(phone_id)
    turns._same_version(phone.version, version)
    phone.confirmed_at, phone.confirmed_by = None, None
    phone.version += 1
    phone.save(update_fields=["confirmed_at", "confirmed_by", "version"])
    log.record(actor, events.PHONE_WITHDRAWN, phone, {"number": phone.number})
    return phone
