"""The board of time limits, authorities that keep us waiting, and deadlines in a calendar."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cases.web import body, browsers_of
from tests.directory import entries
from tests.legal_aid.told import WHY, opened, today, told
from umai.foundation.access.models import Person, Posting
from umai.foundation.calendar import commands as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.legal_aid import calendars, commands, queries
from umai.legal_aid.models import Procedure
from umai.people import commands as people

pytestmark = pytest.mark.usefixtures("here")
DAY = timedelta(days=1)
UID = UUID(int=7)


@pytest.fixture
def web(malika, saule, person, as_person):
    """Browsers of the lawyer, of the supervisor, of a lawyer elsewhere, and of an administrator."""
    staff = {
        "malika": Person.objects.get(pk=malika.person),
        "saule": Person.objects.get(pk=saule.person),
        "stranger": person("lawyer", "Turkistan"),
        "admin": person("administrator", None),
    }
    return browsers_of(staff, as_person)


def event(due_at, zone="Asia/Almaty", near=timedelta(days=3), **more):
    """The one event of a calendar with one deadline."""
    one = calendars.Deadline(UID, "LA-SHM-0001-K", due_at, **more)
    made = calendars.calendar([one], zone=zone, near=near, now=clock.now(), word="deadline")
    return Calendar.from_ical(made).walk("VEVENT")[0]


@pytest.mark.parametrize("zone", ["Asia/Almaty", "Europe/Berlin", "UTC"])
def test_a_limit_that_ends_with_a_day_is_that_day_and_one_of_hours_that_moment(zone):
    """All-day in the organisation's zone, over changes of the clock too; the alarm comes `near`
    before the end.
    """
    here = ZoneInfo(zone)
    for last in (date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2026, 12, 31)):
        ends = datetime(last.year, last.month, last.day, tzinfo=here) + DAY
        found = event(ends.astimezone(UTC), zone)
        assert (found.decoded("dtstart"), found.decoded("dtend")) == (last, last + DAY)
        alarm = found.walk("VALARM")[0].decoded("trigger")
        begins = datetime(last.year, last.month, last.day, tzinfo=here).astimezone(UTC)
        assert begins + alarm == ends.astimezone(UTC) - 3 * DAY
    moment = datetime(2027, 3, 28, 14, 30, tzinfo=here)
    found = event(moment.astimezone(UTC), zone)
    assert found.decoded("dtend") == moment and found["uid"] == f"{UID}@umai"
    assert str(found["summary"]) == "LA-SHM-0001-K: deadline"
    assert event(moment, zone, quiet=True).walk("VALARM") == []


def test_my_deadlines_stand_in_my_calendar_until_they_end(web, malika, case, sana):
    """S31: code and day, no child; what opens it is shown once, renewed and revoked."""
    row = opened(malika, case, "LP-04")
    opened(malika, case, "LP-02")
    page = body(web["malika"], "/legal/calendar/")
    assert "1 procedure with a time limit" in page
    file = web["malika"].get("/legal/calendar/file/")
    assert file["Content-Disposition"].startswith('attachment; filename="deadlines.ics"')
    shown = web["malika"].post("/legal/calendar/link/").content.decode()
    address = re.search(r"http://testserver(/legal/calendar/[^<]+\.ics)", shown)[1]
    assert address not in body(web["malika"], "/legal/calendar/")
    feed = Client().get(address)
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert feed["Cache-Control"] == "no-store"
    said = feed.content.decode()
    assert row.code in said and case.code not in said and "Nodira" not in said
    summaries = [str(one["summary"]) for one in Calendar.from_ical(said).walk("VEVENT")]
    assert summaries == [f"{row.code}: срок"], "in her own language"
    # What opens deadlines does not open busy times, and the other way round.
    token = address.rpartition("/")[2]
    assert Client().get(f"/calendar/busy/{sana.pk}/{token}").status_code == 404
    with scope(sana.pk, malika.person):
        busy = calendar.make_link(malika)
        row.refresh_from_db()
        commands.close_procedure(malika, row.pk, row.version, "WITHDRAWN", WHY)
    assert Client().get(f"/legal/calendar/{sana.pk}/{busy}.ics").status_code == 404
    assert row.code not in Client().get(address).content.decode()
    web["malika"].post("/legal/calendar/link/")
    assert Client().get(address).status_code == 404
    newest = web["malika"].post("/legal/calendar/link/").content.decode()
    address = re.search(r"/legal/calendar/[^<]+\.ics", newest)[0]
    assert Client().get(address).status_code == 200
    with scope(sana.pk):
        Posting.objects.filter(person=malika.person).update(ended_at=clock.now())
    assert Client().get(address).status_code == 404
    assert web["admin"].get("/legal/calendar/").status_code == 403


def waits(malika, saule, case):
    """Three procedures that wait: two for a named authority, one of them late; one for nobody."""
    agency = entries.agency(saule)
    long_ago = today() - 40 * DAY
    with clock.told_at(clock.now() - 40 * DAY):
        row = opened(malika, case, "LP-16", long_ago)
        commands.submit_step(malika, row.pk, row.version, told(on=long_ago, agency_id=agency.pk))
        other = opened(malika, case, "LP-11", long_ago)
    other.refresh_from_db()
    row2 = commands.submit_step(
        malika, other.pk, other.version, told(on=today() - 10 * DAY, agency_id=agency.pk)
    )
    third = opened(malika, case, "LP-05")
    third = commands.submit_step(malika, third.pk, third.version, told(on=today()))
    return agency, row.code, row2, third


def test_who_keeps_us_waiting_is_told_with_days_and_reasons(web, malika, saule, case):
    agency, first_code, row, third = waits(malika, saule, case)
    found = {one.agency_id: one for one in queries.waiting_authorities(malika) if one.waiting}
    first = [one for one in queries.waiting_authorities(malika) if one.agency_id == agency.pk]
    assert [(one.waiting, one.longest, one.middle, one.late) for one in first] == [(2, 40, 25.0, 1)]
    assert (found[None].waiting, found[None].longest) == (1, 0)
    # The refusal falls on who was asked, though nobody named it again.
    row = commands.refuse_step(malika, row.pk, row.version, told("spoken", words=WHY))
    again = [one for one in queries.waiting_authorities(malika) if one.refusals]
    assert [(one.agency_id, one.waiting, one.refused) for one in again] == [
        (agency.pk, 1, {"spoken": 1})
    ]
    page = body(web["malika"], "/legal/waiting/?sort=refused")
    assert "Only by word of mouth, without a reason: 1" in page and 'aria-sort="descending"' in page
    assert third.code in body(web["malika"], "/legal/?stands=waiting&agency=none")
    listed = body(web["malika"], f"/legal/?stands=waiting&agency={agency.pk}")
    assert first_code in listed and third.code not in listed
    assert web["malika"].get("/legal/?agency=nonsense").status_code == 200
    elsewhere = body(web["stranger"], "/legal/waiting/")
    assert "Nobody keeps us waiting" in elsewhere
    assert web["admin"].get("/legal/waiting/").status_code == 403
    assert web["malika"].post("/legal/waiting/csv/").status_code == 403
    file = web["saule"].post("/legal/waiting/csv/")
    assert "Only by word of mouth" in file.content.decode() and "Made by" in file.content.decode()
    assert web["saule"].post("/legal/waiting/xlsx/").content[:2] == b"PK"
    assert web["saule"].post("/legal/waiting/exe/").status_code == 404


def test_the_board_says_in_words_what_runs_and_shows_mine_and_my_teams(web, malika, saule, case):
    """ "This week" ends on Sunday where the organisation is."""
    near = opened(malika, case, "LP-04")
    over = opened(malika, case, "LP-06")
    plain = opened(malika, case, "LP-02")
    monday = today() + (7 - today().weekday()) * DAY
    week = datetime(monday.year, monday.month, monday.day, tzinfo=ZoneInfo("Asia/Almaty"))
    Procedure.objects.filter(pk=near.pk).update(due_at=week)
    Procedure.objects.filter(pk=over.pk).update(due_at=clock.now() - DAY)
    Procedure.objects.filter(pk=plain.pk).update(owner_id=saule.person)
    page = body(web["malika"], "/legal/")
    assert "3 procedures run. 1 time limit is over. 1 falls due this week." in page
    Procedure.objects.filter(pk=near.pk).update(due_at=week + timedelta(minutes=1))
    page = body(web["malika"], "/legal/?whose=mine")
    assert "3 procedures run. 1 time limit is over. You begin" in page
    assert near.code in page and plain.code not in page
    team = body(web["malika"], "/legal/?whose=team")
    assert plain.code in team and near.code in team


def test_who_is_shut_out_of_the_circle_loses_the_procedures(malika, zhanar, saule, case, child):
    """S2: a supervisor knows of every case but those of children from whom they are shut out."""
    row = opened(malika, case, "LP-04")
    assert queries.procedures(saule).get() == row
    people.shut_out(zhanar, child.pk, saule.person, "She is the aunt of the child.")
    assert not queries.procedures(saule).exists()
    assert not queries.deadlines(saule) and not queries.waiting_authorities(saule)
