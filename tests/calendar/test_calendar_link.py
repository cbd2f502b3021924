"""The link to one's own times: it says when, and nothing else."""

import re
from datetime import UTC

import pytest
from django.test import Client

from tests.calendar.conftest import at, wanted
from umai.foundation.access.models import Posting
from umai.foundation.calendar import commands, events
from umai.foundation.calendar.models import CalendarLink
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey

LINE = re.compile(
    r"BEGIN:VCALENDAR|END:VCALENDAR|VERSION:2\.0|PRODID:-//Umai//Busy//EN|METHOD:PUBLISH"
    r"|BEGIN:VEVENT|END:VEVENT|CLASS:PRIVATE|UID:[0-9a-f-]{36}|SUMMARY:(Busy|Занято|Бос емес)"
    r"|DT(STAMP|START|END):\d{8}T\d{6}Z"
)


@pytest.fixture
def address(zhanar, as_person):
    """Her link, as its page shows it once."""
    told = as_person(zhanar).post("/calendar/link/make/").content.decode()
    found = re.search(r"http://testserver(/calendar/busy/[^<]+\.ics)", told)
    assert found, told
    return found[1]


def test_the_feed_says_busy_and_nothing_else(sana, zhanar, marat, room, acting, address):
    """S31: every line of it is known; no code, no name, no place, no kind."""
    with scope(sana.pk):
        actor = acting(zhanar)
        kept = commands.make_appointment(actor, wanted([zhanar, marat], at(10), room))
        gone = commands.make_appointment(actor, wanted([zhanar], at(13), room))
        commands.make_appointment(acting(marat), wanted([marat], at(15), room))
        commands.cancel_appointment(actor, gone.pk, 1, "ill")
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    lines = answer.content.decode().split("\r\n")
    assert lines.pop() == ""
    assert [one for one in lines if not LINE.fullmatch(one)] == []
    assert [one for one in lines if one.startswith("DTSTART")] == [
        f"DTSTART:{kept.starts_at.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"
    ]
    for word in ("Room", zhanar.name, marat.name, "session", str(kept.pk), str(zhanar.pk)):
        assert word not in answer.content.decode()


def test_the_secret_is_long_shown_once_and_kept_as_a_hash(sana, zhanar, as_person, address):
    """S31: 192 bits; neither the table nor the journal nor the next page has it."""
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 32  # six bits a sign
    assert token not in as_person(zhanar).get("/calendar/link/").content.decode()
    with scope(sana.pk):
        row = CalendarLink.objects.get()
        assert token.encode() not in bytes(row.token_hash) and len(row.token_hash) == 32
        keys = {one.pk: one for one in DataKey.objects.all()}
        told = log.facts_of(Entry.objects.get(event=events.LINK_MADE), keys)
        assert told == {"renewed": False}


def test_a_renewed_and_a_revoked_link_open_nothing(zhanar, as_person, address):
    web, stranger = as_person(zhanar), Client()
    web.post("/calendar/link/make/")
    assert stranger.get(address).status_code == 404
    told = web.post("/calendar/link/make/").content.decode()
    newest = re.search(r"/calendar/busy/[^<]+\.ics", told)
    assert newest and stranger.get(newest[0]).status_code == 200
    web.post("/calendar/link/revoke/")
    assert stranger.get(newest[0]).status_code == 404


def test_who_has_left_and_who_guesses_gets_nothing(sana, rodnik, zhanar, address):
    """S2, S33: the same empty answer for all of them."""
    stranger = Client()
    for wrong in (address[:-5] + "x.ics", address.replace(str(sana.pk), str(rodnik.pk))):
        answer = stranger.get(wrong)
        assert (answer.status_code, answer.content) == (404, b"")
    assert stranger.get(address).status_code == 200
    with scope(sana.pk):
        Posting.objects.filter(person=zhanar).update(ended_at=clock.now())
    assert stranger.get(address).status_code == 404


def test_guessing_is_slowed_down(address):
    stranger = Client()
    answers = [stranger.get(address[:-5] + "x.ics").status_code for _ in range(61)]
    assert answers[:60] == [404] * 60 and answers[60] == 429
