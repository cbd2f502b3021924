"""The plan of a day or a week: rooms and colleagues, what is taken, and what is mine."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from umai.foundation.calendar import rules
from umai.foundation.calendar.models import Appointment, Taken
from umai.foundation.calendar.queries.appointments import (
    CLOSES,
    OPENS,
    appointments,
    colleagues,
    offices,
    rooms,
    taken_between,
)
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import Answer, Together
from umai.foundation.vocabulary import queries as vocabulary

SHORTEST = timedelta(minutes=30)  # a shorter gap is no offer


@dataclass(frozen=True)
class Slot:
    """A time of a lane: free, or taken; by what is told only to who has or made it."""

    starts_at: datetime
    ends_at: datetime
    free: bool = False
    appointment: Appointment | None = None


@dataclass
class Lane:
    """A room or a colleague, and day after day what is taken and what is free."""

    id: UUID
    name: str
    beside: str
    is_room: bool
    days: list[tuple[date, list[Slot]]] = field(default_factory=list)


@dataclass(frozen=True)
class Mine:
    """One of one's own appointments with its room and the others who come."""

    appointment: Appointment
    room: str
    people: tuple[str, ...]


class AskedMine(NamedTuple):
    """One's own appointments, and who and what each of them takes."""

    appointments: Answer[Appointment]
    taken: Answer[Any]


def lanes(actor: Actor, first: date, count: int) -> list[Lane]:
    """The rooms, then the colleagues, over so many days; in a fixed number of questions."""
    days = [first + timedelta(days=number) for number in range(count)]
    begin, end = clock.day_bounds(days[0], days[-1], actor.time_zone)
    taken: dict[UUID | None, list[Taken]] = defaultdict(list)
    rows = taken_between(actor, begin, end)
    for row in rows:
        taken[row.room_id or row.person_id].append(row)
    ids = rows.order_by().values("appointment_id")
    told = {one.pk: one for one in appointments(actor).filter(pk__in=ids)}
    places = offices(actor)
    found = [Lane(one.pk, one.name, places.get(one.office_id, ""), True) for one in rooms(actor)]
    found += [Lane(one.pk, one.name, "", False) for one in colleagues(actor)]
    for lane in found:
        lane.days = [(day, _slots(actor, day, taken[lane.id], told)) for day in days]
    return found


def mine(actor: Actor, first: date, last: date) -> list[Mine]:
    """The actor's own appointments of some days, the earliest first."""
    return mine_of(actor, ask_mine(actor, first, last, Together()))


def ask_mine(actor: Actor, first: date, last: date, ask: Together) -> AskedMine:
    """The same, as a part of a larger question."""
    begin, end = clock.day_bounds(first, last, actor.time_zone)
    own = taken_between(actor, begin, end).filter(person_id=actor.person)
    ids = own.order_by().values("appointment_id")
    rows = appointments(actor).filter(pk__in=ids)
    held = Taken.objects.filter(organisation_id=actor.organisation, appointment_id__in=ids)
    return AskedMine(
        ask(rows.order_by("starts_at", "pk")),
        ask(held.annotate(called=F("person__name"), room_name=F("room__name"))),
    )


def mine_of(actor: Actor, asked: AskedMine) -> list[Mine]:
    """What was answered: each appointment with its room and the others who come."""
    rooms_of: dict[UUID, str] = {}
    others: dict[UUID, list[str]] = defaultdict(list)
    for row in asked.taken:
        if row.room_id:
            rooms_of[row.appointment_id] = row.room_name
        elif row.person_id != actor.person_id:
            others[row.appointment_id].append(row.called)
    return [
        Mine(one, rooms_of.get(one.pk, ""), tuple(sorted(others[one.pk])))
        for one in asked.appointments
    ]


def _slots(
    actor: Actor, day: date, rows: list[Taken], told: dict[UUID, Appointment]
) -> list[Slot]:
    """What is taken on a day, and between it what is free while the house is open."""
    begin, end = clock.day_bounds(day, day, actor.time_zone)
    whole = rules.Span(begin, end)
    here = [row for row in rows if whole.meets(rules.Span(row.starts_at, row.ends_at))]
    found = [
        Slot(row.starts_at, row.ends_at, appointment=told.get(row.appointment_id)) for row in here
    ]
    opens, closes = vocabulary.amount(OPENS), vocabulary.amount(CLOSES)
    open_time = rules.open_time(day, opens, closes, actor.time_zone)
    spans = [rules.Span(row.starts_at, row.ends_at) for row in here]
    for gap in rules.gaps(spans, open_time):
        free_from = max(gap.starts_at, clock.now())
        if gap.ends_at - free_from >= SHORTEST:
            found.append(Slot(free_from, gap.ends_at, free=True))
    return sorted(found, key=lambda one: one.starts_at)
