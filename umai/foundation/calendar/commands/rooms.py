"""Rooms in which people meet: opened and closed."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.calendar import events, permissions, queries
from umai.foundation.calendar.models import Room, Taken
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn


@transaction.atomic
def open_room(actor: Actor, room_id: UUID, office_id: UUID, name: str) -> Room:
    """Open a room of an office for appointments. Twice opens once."""
    actor.require(permissions.KEEP_ROOMS)
    wait_for_turn(f"rooms {actor.organisation}")
    if known := Room.objects.visible_to(actor).filter(pk=room_id).first():
        return known
    if office_id not in queries.offices(actor):
        raise Refused(_("Choose an office of your organisation."), "office")
    if queries.rooms(actor).filter(office_id=office_id, name=name).exists():
        raise Refused(_("This office has a room of that name already."), "name")
    row = Room.objects.create(
        id=room_id,
        organisation_id=actor.organisation,
        office_id=office_id,
        name=name,
        opened_at=clock.now(),
        opened_by_id=actor.person_id,
    )
    log.record(actor, events.ROOM_OPENED, row)
    return row


@transaction.atomic
def close_room(actor: Actor, room_id: UUID) -> Room:
    """Close a room. Raises Refused while appointments still stand in it."""
    actor.require(permissions.KEEP_ROOMS)
    wait_for_turn(f"taken {room_id}")
    row = queries.room(actor, room_id)
    waiting = Taken.objects.filter(
        organisation_id=actor.organisation, room_id=row.pk, stands=True, ends_at__gt=clock.now()
    )
    if waiting.exists():
        raise Refused(_("Appointments still stand in this room. Move them or cancel them first."))
    row.closed_at, row.closed_by_id = clock.now(), actor.person_id
    row.save(update_fields=["closed_at", "closed_by"])
    log.record(actor, events.ROOM_CLOSED, row)
    return row
