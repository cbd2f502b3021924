"""Appointments of who leaves go to a colleague; those about somebody erased lose the code."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.calendar import events, permissions, queries, rules, terms
from umai.foundation.calendar.commands.appointing import tellers
from umai.foundation.calendar.models import Appointment, Taken
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn


@dataclass(frozen=True)
class HandedOver:
    """How many went to the colleague, and those that stay because the colleague is taken then."""

    count: int
    left: tuple[Appointment, ...]


@transaction.atomic
def hand_over_appointments(actor: Actor, from_id: UUID, to_id: UUID) -> HandedOver:
    """Let a colleague come instead of somebody who leaves, to everything that is still to come.

    What falls into a time in which the colleague is taken stays as it is: move or cancel it.
    """
    actor.require(permissions.KEEP_ROOMS)
    if to_id == from_id or to_id not in {one.pk for one in queries.colleagues(actor)}:
        raise Refused(_("Choose another colleague who keeps appointments."), "to")
    # As acts on one appointment do: first the appointments, then the people, in one order.
    for held in sorted(one.pk for one in queries.to_come(actor, from_id)):
        wait_for_turn(f"appointment {held}")
    for person in sorted((from_id, to_id)):
        wait_for_turn(f"taken {person}")
    rows = list(queries.to_come(actor, from_id))
    left = tuple(row for row in rows if not _handed(actor, row, from_id, to_id))
    done = len(rows) - len(left)
    facts = {"person": str(from_id), "to": str(to_id), "count": done, "left": len(left)}
    log.record(actor, events.APPOINTMENTS_HANDED_OVER, None, facts)
    return HandedOver(done, left)


def forget_code(actor: Actor, code: str) -> int:
    """A part of an erasure: no appointment, now or in the history, carries this code any more."""
    rows = 0
    tables: tuple[Any, ...] = (Appointment, apps.get_model("calendar", "AppointmentEvent"))
    for table in tables:
        here = table._default_manager.filter(organisation_id=actor.organisation, code=code)
        rows += int(here.update(code=""))
    return rows


def _handed(actor: Actor, row: Appointment, from_id: UUID, to_id: UUID) -> bool:
    """Whether one appointment could go to the colleague, who may be coming already."""
    taken = Taken.objects.filter(organisation_id=row.organisation_id, appointment_id=row.pk)
    if taken.filter(person_id=to_id).exists():
        taken.filter(person_id=from_id).delete()
    elif queries.busy(actor, rules.Span(row.starts_at, row.ends_at), [to_id], row.pk):
        return False
    else:
        taken.filter(person_id=from_id).update(person_id=to_id)
        if to_id != actor.person_id:
            for tell in tellers:
                tell(actor, to_id, terms.Notice.MADE.value, row.code, row.pk)
    row.version += 1
    row.save(update_fields=["version"])
    return True
