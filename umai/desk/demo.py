"""The demonstration's rooms and two weeks of appointments, told through commands."""

from datetime import date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID
from zoneinfo import ZoneInfo

from umai.cases import queries as cases
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation
from umai.foundation.calendar import commands
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope

ROOMS = ("Бөлме 1", "Бөлме 2", "Ойын бөлмесі")
LEADS = "supervisor@sana.example"
# Who meets, on which days of the week (0 is Monday), when, how long, in which room, what for.
WEEK = (
    ("psychologist@sana.example", (0, 1, 3), time(10), 60, 2, "session", "centre"),
    ("psychologist@sana.example", (0, 2, 4), time(14), 45, 2, "session", "centre"),
    ("social@sana.example", (0, 3), time(11, 30), 90, None, "visit", "family"),
    ("social@sana.example", (1, 4), time(9, 30), 60, 0, "meeting", "centre"),
    ("social@sana.example", (0, 1, 2, 3, 4), time(16), 30, 1, "session", "centre"),
    ("lawyer@sana.example", (1, 3), time(12), 120, None, "agency", "agency"),
    ("lawyer@sana.example", (0, 2, 4), time(15), 60, 0, "session", "centre"),
)
SUPERVISION = ("social@sana.example", "psychologist@sana.example")


def tell() -> None:
    """Open the rooms of the centre and fill this week and the next."""
    for organisation in access.organisations():
        if organisation.code == "sana":
            _tell(organisation)


def _tell(organisation: Organisation) -> None:
    today = clock.today(organisation.time_zone)
    monday = today - timedelta(days=today.weekday())
    lead = _person(LEADS)
    with scope(organisation.pk, lead.person_id), clock.told_at(_at(monday, time(0), organisation)):
        office = min(calendar.offices(lead).items(), key=lambda one: one[1] != "Shymkent")[0]
        rooms = [
            commands.open_room(lead, derived_uuid("demo room", name), office, name).pk
            for name in ROOMS
        ]
        for number, (address, days, begin, minutes, room, kind, place) in enumerate(WEEK):
            actor = _person(address)
            codes = cycle(cases.cases(actor).open().order_by("code").values_list("code", flat=True))
            for ahead in (*days, *(day + 7 for day in days)):
                details = commands.AppointmentDetails(
                    id=derived_uuid("demo appointment", number, ahead),
                    kind=kind,
                    place=place,
                    starts_at=_at(monday + timedelta(days=ahead), begin, organisation),
                    length=timedelta(minutes=minutes),
                    people=(actor.person,),
                    room_id=rooms[room] if room is not None else None,
                    code=next(codes, ""),
                )
                commands.make_appointment(actor, details)
        _supervision(lead, organisation, monday, rooms[0])


def _supervision(lead: Actor, organisation: Organisation, monday: date, room_id: UUID) -> None:
    for number, address in enumerate(SUPERVISION):
        details = commands.AppointmentDetails(
            id=derived_uuid("demo supervision", address),
            kind="supervision",
            place="centre",
            starts_at=_at(monday + timedelta(days=9), time(17 + number), organisation),
            length=timedelta(hours=1),
            people=(lead.person, _person(address).person),
            room_id=room_id,
        )
        commands.make_appointment(lead, details)


def _person(address: str) -> Actor:
    found = actors.person_at(address)
    if found is None:
        raise LookupError(address)
    return actors.actor_of(found)


def _at(day: date, hour: time, organisation: Organisation) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(organisation.time_zone))
