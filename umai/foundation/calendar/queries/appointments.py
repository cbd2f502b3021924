"""Rooms, appointments, and who and what is free."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import ngettext

from umai.foundation.access import actors, roles
from umai.foundation.access import queries as access
from umai.foundation.access.models import Person, Posting
from umai.foundation.calendar import permissions, rules
from umai.foundation.calendar.models import Appointment, Room, Taken
from umai.foundation.calendar.queries.days import calendar_of
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

OPENS, CLOSES, REMIND = "CAL.OPENS", "CAL.CLOSES", "CAL.REMIND"
# Nothing takes a room longer; so what began a day before cannot reach into a day.
LONGEST = timedelta(days=1)
LOOKED_AHEAD = 21  # days
MOST_NAMED = 8

# Rooms above say whether a code is one that the actor may know; config/wiring.py fills the list.
codes_known: list[Callable[[Actor, str], bool]] = []


@dataclass(frozen=True)
class Busy:
    """What is taken at a time: the names of rooms and colleagues, and when all are free."""

    names: tuple[str, ...]
    next_at: datetime | None


def offices(actor: Actor) -> dict[UUID, str]:
    """The offices of the organisation by name."""
    return dict(access.offices(actor).values_list("pk", "name"))


def rooms(actor: Actor) -> QuerySet[Room]:
    """The rooms that can be taken, office by office."""
    return Room.objects.visible_to(actor).filter(closed_at__isnull=True).order_by(
        "office_id", "name", "id"
    )


def room(actor: Actor, room_id: UUID) -> Room:
    """One of them, or 404."""
    found = rooms(actor).filter(pk=room_id).first()
    if found is None:
        raise Http404
    return found


def colleagues(actor: Actor) -> list[Person]:
    """Everybody who keeps appointments in the actor's organisation today, by name."""
    keeping = [
        one.code
        for one in roles.all_roles().values()
        if permissions.KEEP_APPOINTMENTS in one.permissions
    ]
    held = Posting.objects.filter(
        actors.in_force(), organisation_id=actor.organisation, role__in=keeping
    )
    here = Person.objects.filter(pk__in=held.values("person_id"), is_active=True)
    return list(here.order_by("name", "pk"))


def appointments(actor: Actor) -> QuerySet[Appointment]:
    """Those that the actor has or made."""
    return Appointment.objects.visible_to(actor)


def appointment(actor: Actor, appointment_id: UUID) -> Appointment:
    """One of them; who keeps the rooms finds every one. The same 404 for all others."""
    here = Appointment.objects.filter(organisation_id=actor.organisation)
    found = (here if actor.may(permissions.KEEP_ROOMS) else appointments(actor)).filter(
        pk=appointment_id
    )
    if (one := found.first()) is None:
        raise Http404
    return one


def shown(actor: Actor, one: Appointment) -> tuple[bool, list[Taken]]:
    """Whether the actor is told what it is about, and the room and the people that it takes."""
    here = Taken.objects.filter(organisation_id=actor.organisation, appointment_id=one.pk)
    taken = list(here.order_by("room_id", "id"))
    has = actor.kind != "person" or actor.person_id in [row.person_id for row in taken]
    return has or one.made_by_id == actor.person_id, taken


def to_remind(actor: Actor) -> QuerySet[Appointment]:
    """What begins soon and nobody was reminded of."""
    moment = clock.now()
    return Appointment.objects.filter(
        organisation_id=actor.organisation,
        cancelled_at__isnull=True,
        reminded_at__isnull=True,
        starts_at__gt=moment,
        starts_at__lte=moment + vocabulary.span(REMIND),
    )


def to_come(actor: Actor, person_id: UUID) -> QuerySet[Appointment]:
    """What somebody has still before them, the earliest first."""
    held = Taken.objects.filter(
        organisation_id=actor.organisation, person_id=person_id, stands=True
    ).filter(starts_at__gt=clock.now())
    here = Appointment.objects.filter(organisation_id=actor.organisation)
    return here.filter(pk__in=held.values("appointment_id")).order_by("starts_at", "id")


def holders(actor: Actor) -> dict[UUID, str]:
    """Everybody who has an appointment before them, by name: also who keeps none any more."""
    held = Taken.objects.filter(organisation_id=actor.organisation, stands=True)
    found = held.filter(starts_at__gt=clock.now(), person_id__isnull=False)
    ids = set(found.values_list("person_id", flat=True))
    named = {key: name for key, name in access.names(actor, ids).items() if key}
    return dict(sorted(named.items(), key=lambda one: one[1]))


def work_left(actor: Actor, posting: Posting) -> str:
    """What must be handed on before the last posting ends under which somebody keeps appointments;
    else empty.
    """
    held = Posting.objects.filter(
        actors.in_force(), organisation_id=actor.organisation, person_id=posting.person_id
    ).exclude(pk=posting.pk)
    stays = _keeping(held.values_list("role", flat=True))
    if stays or not _keeping([posting.role]):
        return ""
    zone = ZoneInfo(actor.time_zone)
    coming = to_come(actor, posting.person_id)
    times = [one.starts_at.astimezone(zone).strftime("%d.%m.%Y %H:%M") for one in coming]
    if not times:
        return ""
    words = ngettext(
        "%(n)d appointment is still to come", "%(n)d appointments are still to come", len(times)
    )
    return f"{words % {'n': len(times)}}: {'; '.join(times[:MOST_NAMED])}."


def _keeping(codes: Iterable[str]) -> bool:
    known = roles.all_roles()
    held = [known[code] for code in codes if code in known]
    return any(permissions.KEEP_APPOINTMENTS in one.permissions for one in held)


def taken_between(actor: Actor, first: datetime, last: datetime) -> QuerySet[Taken]:
    """What is taken in a time, the earliest first."""
    # Not with `&&`: under row security only plain comparisons may use an index.
    return Taken.objects.filter(
        organisation_id=actor.organisation,
        stands=True,
        starts_at__gt=first - LONGEST,
        starts_at__lt=last,
        ends_at__gt=first,
    ).order_by("starts_at", "id")


def busy(
    actor: Actor, wanted: rules.Span, holders: Iterable[UUID], besides: UUID | None = None
) -> Busy | None:
    """Who and what of these is taken then, leaving one appointment aside; None if all are free."""
    known = list(holders)
    taken = _of(actor, wanted.starts_at, wanted.ends_at, known, besides)
    found = {holder for row in taken if (holder := row.room_id or row.person_id)}
    if not found:
        return None
    called = dict(Room.objects.visible_to(actor).filter(pk__in=found).values_list("pk", "name"))
    called |= {key: name for key, name in access.names(actor, found).items() if key}
    length = wanted.ends_at - wanted.starts_at
    names = tuple(sorted(called.get(one, "") for one in found))
    return Busy(names, next_free(actor, wanted.starts_at, length, known, besides))


def next_free(
    actor: Actor,
    after: datetime,
    length: timedelta,
    holders: Iterable[UUID],
    besides: UUID | None = None,
) -> datetime | None:
    """When all of these are free for so long, on a working day while the house is open."""
    first = max(after, clock.now())
    last = first + timedelta(days=LOOKED_AHEAD)
    taken = _of(actor, first, last, list(holders), besides)
    spans = [rules.Span(row.starts_at, row.ends_at) for row in taken]
    calendar, day = calendar_of(actor), clock.local_day(first, actor.time_zone)
    opens, closes = vocabulary.amount(OPENS), vocabulary.amount(CLOSES)
    days = [day + timedelta(days=number) for number in range(LOOKED_AHEAD)]
    open_times = [
        rules.open_time(one, opens, closes, actor.time_zone) for one in days if calendar.works(one)
    ]
    return rules.first_fit(spans, open_times, length, first)


def _of(
    actor: Actor, first: datetime, last: datetime, holders: list[UUID], besides: UUID | None
) -> QuerySet[Taken]:
    found = taken_between(actor, first, last).filter(
        Q(room_id__in=holders) | Q(person_id__in=holders)
    )
    return found.exclude(appointment_id=besides) if besides else found
