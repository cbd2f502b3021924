"""Staff with appointments, and rooms to meet in."""

from datetime import timedelta

import pytest

from umai.foundation.access import queries as access
from umai.foundation.calendar import commands
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7


@pytest.fixture
def zhanar(person):
    """Zhanar is a social worker in Shymkent."""
    return person("social_worker", "Shymkent")


@pytest.fixture
def marat(person):
    """Marat is a psychologist in Shymkent."""
    return person("psychologist", "Shymkent")


@pytest.fixture
def opened_room(saule, acting, inside, sana):
    """Open a room by its name."""

    def make(name):
        with inside(sana):
            actor = acting(saule)
            return commands.open_room(actor, uuid7(), access.offices(actor)[0].pk, name)

    return make


@pytest.fixture
def room(opened_room):
    """Room 2 can be taken."""
    return opened_room("Room 2")


def at(hour, minute=0, days=1):
    """A moment some days from now, by the clock of the centre."""
    day = clock.today("Asia/Almaty") + timedelta(days=days)
    begin = clock.day_bounds(day, day, "Asia/Almaty")[0]
    return begin + timedelta(hours=hour, minutes=minute)


def wanted(people, when, room=None, **said):
    """What somebody wants to take, an hour long unless said otherwise."""
    told = {"id": uuid7(), "kind": "session", "place": "centre", "starts_at": when,
            "length": timedelta(hours=1), "people": tuple(one.pk for one in people),
            "room_id": room.pk if room else None}  # fmt: skip
    return commands.AppointmentDetails(**{**told, **said})
