"""Appointments: made, moved, cancelled, and people reminded of them.

Nobody and no room is taken twice: acts on the same room or person wait for each other, look, and
PostgreSQL refuses what would slip through (`taken_once`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umai.foundation.calendar import events, permissions, queries, rules, terms
from umai.foundation.calendar.models import Appointment, Taken
from umai.foundation.calendar.queries.appointments import busy
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.ui import moments

LONGEST = timedelta(hours=12)
# Notices stand above the calendar: config/wiring.py puts here how a person is told of something
# (actor, person, kind, code, id of the appointment).
tellers: list[Callable[[Actor, UUID, str, str, UUID], None]] = []


class BusyThen(Refused):
    """A room or a colleague is taken at that time; `next_at` is when all are free again."""

    def __init__(self, message: str, next_at: datetime | None) -> None:
        super().__init__(message, "at")
        self.next_at = next_at


@dataclass(frozen=True, kw_only=True)
class AppointmentDetails:
    """Who meets when and where. `id` was made with the form, so that sending twice makes once."""

    id: UUID
    kind: str
    place: str
    starts_at: datetime
    length: timedelta
    people: tuple[UUID, ...]
    room_id: UUID | None = None
    code: str = ""


@transaction.atomic
def make_appointment(actor: Actor, details: AppointmentDetails) -> Appointment:
    """Take people, and a room if there is one, for a time. Raises BusyThen if one is taken."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    wait_for_turn(f"appointment {details.id}")
    if known := queries.appointments(actor).filter(pk=details.id).first():
        return known
    span = _checked(actor, details)
    row = Appointment(
        id=details.id,
        organisation_id=actor.organisation,
        kind=details.kind,
        place=details.place,
        code=details.code.strip().upper(),
        made_at=clock.now(),
        made_by_id=actor.person_id,
    )
    row.starts_at, row.ends_at = span.starts_at, span.ends_at
    row.save(force_insert=True)
    _take(actor, row, details.room_id, details.people)
    _tell(actor, row, details.people, terms.Notice.MADE)
    log.record(actor, events.APPOINTMENT_MADE, row, _facts(row, details.people, details.room_id))
    return row


@transaction.atomic
def move_appointment(
    actor: Actor,
    appointment_id: UUID,
    version: int,
    starts_at: datetime,
    length: timedelta,
    room_id: UUID | None,
    why: str,
) -> Appointment:
    """Let it be at another time or in another room. Raises BusyThen if one is taken then."""
    row, people = _held(actor, appointment_id, version, why)
    span = _span(starts_at, length)
    _check_room(actor, room_id, row.place)
    row.starts_at, row.ends_at = span.starts_at, span.ends_at
    row.moved_at, row.reminded_at, row.why = clock.now(), None, why
    _keep(row, "starts_at", "ends_at", "moved_at", "reminded_at", "why")
    _take(actor, row, room_id, people)
    _tell(actor, row, people, terms.Notice.MOVED)
    facts = _facts(row, people, room_id) | {"why": why}
    log.record(actor, events.APPOINTMENT_MOVED, row, facts)
    return row


@transaction.atomic
def cancel_appointment(actor: Actor, appointment_id: UUID, version: int, why: str) -> Appointment:
    """It does not happen: the room and the people are free again."""
    row, people = _held(actor, appointment_id, version, why)
    row.cancelled_at, row.cancelled_by_id, row.why = clock.now(), actor.person_id, why
    _keep(row, "cancelled_at", "cancelled_by", "why")
    _taken(row).update(stands=False)
    _tell(actor, row, people, terms.Notice.CANCELLED)
    log.record(actor, events.APPOINTMENT_CANCELLED, row, {"why": why, "people": len(people)})
    return row


@transaction.atomic
def remind(actor: Actor) -> int:
    """Tell people what begins soon, without a word about it. Returns how many appointments."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    due = list(queries.to_remind(actor).select_for_update(skip_locked=True))
    for row in due:
        people = _people(row)
        for person_id in people:
            _say(actor, person_id, terms.Notice.SOON, row)
        row.reminded_at = clock.now()
        row.save(update_fields=["reminded_at"])
    if due:
        log.record(actor, events.APPOINTMENTS_REMINDED, None, {"count": len(due)})
    return len(due)


def _checked(actor: Actor, details: AppointmentDetails) -> rules.Span:
    """The time that is taken. Raises Refused if a detail cannot be."""
    span = _span(details.starts_at, details.length)
    if details.kind not in terms.AppointmentKind or details.place not in terms.Place:
        raise Refused(_("Choose one of the answers."), "kind")
    known = {one.pk for one in queries.colleagues(actor)}
    if not details.people or not set(details.people) <= known:
        raise Refused(_("Choose at least one colleague who keeps appointments."), "people")
    code = details.code.strip().upper()
    if code and not any(knows(actor, code) for knows in queries.codes_known):
        raise Refused(_("You know no case under this code."), "code")
    _check_room(actor, details.room_id, details.place)
    return span


def _span(starts_at: datetime, length: timedelta) -> rules.Span:
    if starts_at <= clock.now():
        raise Refused(_("This time is over already. Choose a later one."), "at")
    if not timedelta() < length <= LONGEST:
        raise Refused(_("Choose how long it takes."), "length")
    return rules.Span(starts_at, starts_at + length)


def _check_room(actor: Actor, room_id: UUID | None, place: str) -> None:
    if room_id is None:
        return
    if place != terms.Place.CENTRE:
        raise Refused(_("A room is taken only for what happens in the centre."), "room")
    if not queries.rooms(actor).filter(pk=room_id).exists():
        raise Refused(_("Choose a room that is open."), "room")


def _held(
    actor: Actor, appointment_id: UUID, version: int, why: str
) -> tuple[Appointment, tuple[UUID, ...]]:
    """An appointment that nobody else changes until this act is over, and who comes."""
    actor.require(permissions.KEEP_APPOINTMENTS)
    wait_for_turn(f"appointment {appointment_id}")
    row = queries.appointment(actor, appointment_id)
    if row.cancelled_at is not None:
        raise Refused(_("This appointment was cancelled already."))
    if row.version != version:
        words = _("Somebody was quicker: it is now %(when)s. Look at it and decide again.")
        raise Refused(words % {"when": moments.moment(row.starts_at)})
    if why not in terms.Why:
        raise Refused(_("Choose one of the answers."), "why")
    return row, _people(row)


def _take(actor: Actor, row: Appointment, room_id: UUID | None, people: Iterable[UUID]) -> None:
    """Take the room and the people for the time of an appointment, or say when they are free."""
    holders = sorted({*people, *([room_id] if room_id else [])})
    for holder in holders:  # always in the same order, so that two acts never wait for each other
        wait_for_turn(f"taken {holder}")
    span = rules.Span(row.starts_at, row.ends_at)
    if then := busy(actor, span, holders, row.pk):
        raise _busy(then)
    _taken(row).delete()
    rows = [
        Taken(
            organisation_id=row.organisation_id,
            appointment_id=row.pk,
            room_id=holder if holder == room_id else None,
            person_id=None if holder == room_id else holder,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for holder in holders
    ]
    try:
        with transaction.atomic():
            Taken.objects.bulk_create(rows)
    except IntegrityError:  # written past our locks: the constraint is the last fence
        raise _busy(busy(actor, span, holders, row.pk) or queries.Busy((), None)) from None


def _busy(then: queries.Busy) -> BusyThen:
    said = {"who": ", ".join(then.names)}
    if then.next_at is None:
        return BusyThen(_("Taken at this time: %(who)s.") % said, None)
    said["when"] = moments.moment(then.next_at)
    words = _("Taken at this time: %(who)s. Next free for all: %(when)s.")
    return BusyThen(words % said, then.next_at)


def _keep(row: Appointment, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _taken(row: Appointment) -> QuerySet[Taken]:
    return Taken.objects.filter(organisation_id=row.organisation_id, appointment_id=row.pk)


def _people(row: Appointment) -> tuple[UUID, ...]:
    found = _taken(row).filter(person_id__isnull=False).order_by("id")
    return tuple(found.values_list("person_id", flat=True))


def _tell(actor: Actor, row: Appointment, people: Iterable[UUID], kind: terms.Notice) -> None:
    """Tell everybody who comes but who acts."""
    for person_id in people:
        if person_id != actor.person_id:
            _say(actor, person_id, kind, row)


def _say(actor: Actor, person_id: UUID, kind: terms.Notice, row: Appointment) -> None:
    for tell in tellers:
        tell(actor, person_id, kind.value, row.code, row.pk)


def _facts(row: Appointment, people: Iterable[UUID], room_id: UUID | None) -> dict[str, object]:
    return {
        "kind": row.kind,
        "people": len(tuple(people)),
        "room": room_id,
        "from": row.starts_at.isoformat(),
    }
