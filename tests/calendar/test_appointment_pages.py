"""Rooms and appointments on pages."""

import re

from tests.calendar.conftest import at
from umai.foundation.calendar.models import Appointment, Room
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope

MAKE = "/calendar/appointments/make/"


def typed(people, when, room=None, **said):
    told = {"id": uuid7(), "kind": "session", "code": "", "day": when.strftime("%Y-%m-%d"),
            "at": when.strftime("%H:%M"), "length": "60", "place": "centre",
            "room": room.pk if room else "", "people": [one.pk for one in people]}  # fmt: skip
    return {**told, **said}


def english(browser):
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_who_comes_second_is_offered_the_next_free_time_and_takes_it(
    sana, zhanar, marat, room, as_person
):
    """R6: nothing that was typed is lost, and one button takes what is free."""
    first, second = english(as_person(zhanar)), english(as_person(marat))
    assert first.post(MAKE, typed([zhanar], at(10), room)).status_code == 302
    mine = typed([marat], at(10), room)
    answer = second.post(MAKE, mine)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Taken at this time: Room 2." in page
    offered = re.search(r'name="instead" value="([^"]+)"', page)
    assert offered and f'value="{mine["at"]}"' in page
    assert second.post(MAKE, {**mine, "instead": offered[1]}).status_code == 302
    with scope(sana.pk):
        assert Appointment.objects.count() == 2


def test_the_plan_shows_mine_and_hides_what_is_not_mine(zhanar, marat, room, as_person):
    """S6."""
    mine, other = english(as_person(zhanar)), english(as_person(marat))
    mine.post(MAKE, typed([zhanar], at(10), room))
    for whole in ("day", "week"):
        address = f"/calendar/appointments/?day={at(10):%Y-%m-%d}&whole={whole}"
        seen, hidden = (web.get(address).content.decode() for web in (mine, other))
        assert re.search(r'href="/calendar/appointments/[0-9a-f-]{36}/"', seen)
        assert not re.search(r'href="/calendar/appointments/[0-9a-f-]{36}/"', hidden)
        assert "10:00" in hidden


def test_one_appointment_is_moved_and_cancelled_with_a_reason(
    sana, zhanar, marat, room, as_person
):
    web = english(as_person(zhanar))
    web.post(MAKE, typed([zhanar], at(10), room))
    with scope(sana.pk):
        one = Appointment.objects.get()
    address = f"/calendar/appointments/{one.pk}/"
    assert "Room 2" in web.get(address).content.decode()
    assert english(as_person(marat)).get(address).status_code == 404
    assert web.post(f"{address}move/", typed([], at(11), room, version=1)).status_code == 422
    said = typed([], at(11), room, version=1, why="family")
    assert web.post(f"{address}move/", said).status_code == 302
    assert web.post(f"{address}cancel/", {"version": 1, "why": "ill"}).status_code == 422
    assert web.post(f"{address}cancel/", {"version": 2, "why": "ill"}).status_code == 302
    assert "was cancelled" in web.get(address).content.decode()


def test_mistakes_come_back_with_everything_that_was_typed(zhanar, room, as_person):
    """R7: nonsense and an hour that is over are refused at their field."""
    web = english(as_person(zhanar))
    answer = web.post(MAKE, typed([zhanar], at(10), room, at="half ten", code="SHM-0001-K"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="half ten"' in page and 'value="SHM-0001-K"' in page
    over = web.post(MAKE, typed([zhanar], at(10, days=-1), room))
    assert over.status_code == 422 and "over already" in over.content.decode()
    none = web.post(MAKE, typed([], at(10), room)).content.decode()
    assert "at least one colleague" in none
    begun = web.get(f"{MAKE}?at=nonsense&room=1&person=x&code=a").content.decode()
    assert "Make an appointment" in begun


def test_rooms_are_opened_and_closed_on_pages(sana, saule, zhanar, as_person):
    """S2."""
    web = english(as_person(saule))
    page = web.get("/calendar/rooms/open/").content.decode()
    office = re.search(r'name="office"[^>]* value="([0-9a-f-]{36})"', page)
    said = {"id": uuid7(), "office": office[1], "name": "Room 5"}
    assert web.post("/calendar/rooms/open/", said).status_code == 302
    twice = web.post("/calendar/rooms/open/", {**said, "id": uuid7()})
    assert twice.status_code == 422
    assert "Room 5" in web.get("/calendar/rooms/").content.decode()
    with scope(sana.pk):
        room = Room.objects.get()
    assert english(as_person(zhanar)).post(f"/calendar/rooms/{room.pk}/close/").status_code == 403
    assert web.post(f"/calendar/rooms/{room.pk}/close/").status_code == 302
    assert "Room 5 is closed" in web.get("/calendar/rooms/").content.decode()


def test_who_keeps_the_rooms_hands_over_and_reads_what_stays(
    zhanar, marat, saule, room, as_person
):
    """The rest is named with its time; what was chosen stays chosen."""
    web, page = english(as_person(saule)), "/calendar/appointments/hand-over/"
    english(as_person(zhanar)).post(MAKE, typed([zhanar], at(10), room))
    english(as_person(marat)).post(MAKE, typed([marat], at(10)))
    assert page in web.get("/calendar/appointments/").content.decode()
    answer = web.post(page, {"person": zhanar.pk, "to": ""})
    assert answer.status_code == 422 and "Choose a colleague." in answer.content.decode()
    answer = web.post(page, {"person": zhanar.pk, "to": marat.pk})
    told = answer.content.decode()
    assert answer.status_code == 422 and "These stay" in told and "10:00" in told
    assert web.post(page, {"person": zhanar.pk, "to": saule.pk}).status_code == 302
    # Nobody to leave any more, though still somebody who could come instead.
    assert web.get(page).content.decode().count(str(zhanar.pk)) == 1
    assert english(as_person(zhanar)).get(page).status_code == 403
