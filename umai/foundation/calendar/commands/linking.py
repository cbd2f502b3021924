"""A link to one's own busy times: made, renewed and revoked by whose times they are."""

import secrets

from django.db import transaction

from umai.foundation.calendar import events, permissions, queries
from umai.foundation.calendar.models import CalendarLink
from umai.foundation.calendar.queries.links import hashed
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn

BYTES = 24  # 192 bits: nobody guesses it


@transaction.atomic
def make_link(actor: Actor) -> str:
    """Make one's link anew and return its secret part, once. The link before opens nothing."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    wait_for_turn(f"calendar link {actor.person}")
    renewed = _end(actor)
    token = secrets.token_urlsafe(BYTES)
    row = CalendarLink.objects.create(
        organisation_id=actor.organisation,
        person_id=actor.person,
        token_hash=hashed(actor.organisation, token),
        made_at=clock.now(),
    )
    log.record(actor, events.LINK_MADE, row, {"renewed": renewed})
    return token


@transaction.atomic
def revoke_link(actor: Actor) -> bool:
    """End one's link: it opens nothing from this moment. Returns whether there was one."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    wait_for_turn(f"calendar link {actor.person}")
    row = queries.open_link(actor)
    if row is None:
        return False
    _end(actor)
    log.record(actor, events.LINK_REVOKED, row)
    return True


def _end(actor: Actor) -> bool:
    held = CalendarLink.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person, ended_at__isnull=True
    )
    return bool(held.update(ended_at=clock.now()))
