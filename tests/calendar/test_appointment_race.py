"""Two people take the last free hour of a room in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests import cast
from tests.calendar.conftest import at, wanted
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.calendar import commands
from umai.foundation.calendar.models import Appointment, Taken
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope


def test_of_two_who_take_a_room_in_the_same_moment_one_wins(own_database):
    """R6: two connections; the other is told when the room is free again."""
    home = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    people = [cast.person(home, "social_worker", "Shymkent") for _ in range(2)]
    keeper = actors.actor_of(cast.person(home, "supervisor", None))
    with scope(home.pk):
        room = commands.open_room(keeper, uuid7(), access.offices(keeper)[0].pk, "Room 2")
    together, when = Barrier(2), at(10)

    def take(who):
        together.wait()
        try:
            with scope(home.pk, who.pk):
                commands.make_appointment(actors.actor_of(who), wanted([who], when, room))
                return None
        except commands.BusyThen as no:
            return no.next_at
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(take, people))
    assert said.count(None) == 1
    assert next(one for one in said if one) >= at(11)
    with scope(home.pk):
        assert Appointment.objects.count() == 1
        assert Taken.objects.filter(room_id=room.pk).count() == 1
