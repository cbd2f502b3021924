"""What can be done with the calendar: note a day, take it out. Each is journaled."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.calendar import events, permissions, queries
from umai.foundation.calendar.models import SpecialDay
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn


@dataclass(frozen=True, kw_only=True)
class DayDetails:
    """A day off, or a weekend day that is worked, and where somebody read it."""

    id: UUID
    day: date
    kind: str
    name: str
    source: str
    confidence: str


@transaction.atomic
def note_day(actor: Actor, details: DayDetails) -> SpecialDay:
    """Note a day of the calendar. Deadlines that run are not counted anew. Twice notes once."""
    actor.require(permissions.KEEP_CALENDAR)
    wait_for_turn(f"calendar {actor.organisation}")
    here = queries.special_days(actor)
    if known := here.filter(pk=details.id).first():
        return known
    if here.filter(day=details.day).exists():
        raise Refused(_("This day is noted already. Take it out first."), "day")
    row = SpecialDay.objects.create(
        id=details.id,
        organisation_id=actor.organisation,
        day=details.day,
        kind=details.kind,
        name=details.name,
        source=details.source,
        confidence=details.confidence,
        noted_at=clock.now(),
        noted_by_id=actor.person,
    )
    log.record(actor, events.DAY_NOTED, row, _facts(row))
    return row


@transaction.atomic
def take_day_out(actor: Actor, day_id: UUID) -> date:
    """Take a day out again: it is what the week says. Deadlines that run are not counted anew."""
    actor.require(permissions.KEEP_CALENDAR)
    wait_for_turn(f"calendar {actor.organisation}")
    row = queries.special_day(actor, day_id)
    log.record(actor, events.DAY_TAKEN_OUT, row, _facts(row))
    row.delete()
    return row.day


def _facts(row: SpecialDay) -> dict[str, object]:
    return {"on": row.day.isoformat(), "kind": row.kind, "confidence": row.confidence}
