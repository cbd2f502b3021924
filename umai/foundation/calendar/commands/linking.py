"""A link to one's own times: made, renewed and revoked by whose times they are."""

import secrets

from django.db import transaction

from umai.foundation.calendar import events, permissions, queries
from umai.foundation.calendar.models import CalendarLink
from umai.foundation.calendar.queries.links import BUSY, hashed
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn

BYTES = 24  # 192 bits: nobody guesses it


@transaction.atomic
def make_link(actor: Actor, of: str = BUSY) -> str:
    """Make one's link anew and return its secret part, once. The link before opens nothing."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    wait_for_turn(f"calendar link {actor.person}")
    renewed = _end(actor, of)
    token = secrets.token_urlsafe(BYTES)
    row = CalendarLink.objects.create(
        organisation_id=actor.organisation,
        person_id=actor.person,
        of=of,
        token_hash=hashed(actor.organisation, token),
        made_at=clock.now(),
    )
    log.record(actor, events.LINK_MADE, row, {"renewed": renewed, **_about(of)})
    return token


@transaction.atomic
def revoke_link(actor: Actor, of: str = BUSY) -> bool:
    """End one's link: it opens nothing from this moment. Returns whether there was one."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    wait_for_turn(f"calendar link {actor.person}")
    row = queries.open_link(actor, of)
    if row is None:
        return False
    _end(actor, of)
    log.record(actor, events.LINK_REVOKED, row, _about(of))
    return True


def _about(of: str) -> dict[str, str]:
    return {} if of == BUSY else {"of": of}


def _end(actor: Actor, of: str) -> bool:
    held = CalendarLink.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person, of=of, ended_at__isnull=True
    )
    return bool(held.update(ended_at=clock.now()))
