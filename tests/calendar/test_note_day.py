"""The calendar of an organisation: noted by the administrator, counted only when seen."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from umai.foundation.calendar import commands, events, queries
from umai.foundation.calendar.models import SpecialDay
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary

pytestmark = pytest.mark.usefixtures("here")
MONDAY = date(2026, 12, 14)


@pytest.fixture
def keeper(person):
    return person("administrator")


@pytest.fixture
def admin(keeper, acting):
    return acting(keeper)


def details(**said):
    told = {"id": uuid7(), "day": date(2026, 12, 16), "kind": "off", "name": "Independence Day",
            "source": "Order No. 1", "confidence": "H"}  # fmt: skip
    return commands.DayDetails(**{**told, **said})


def test_a_day_off_moves_a_limit_and_a_worked_saturday_moves_it_back(admin):
    assert queries.working_days_after(admin, MONDAY, 3) == date(2026, 12, 17)
    commands.note_day(admin, details())
    assert queries.working_days_after(admin, MONDAY, 3) == date(2026, 12, 18)
    commands.note_day(admin, details(day=date(2026, 12, 19), kind="working"))
    assert queries.working_days_after(admin, MONDAY, 4) == date(2026, 12, 19)
    assert queries.works(admin, date(2026, 12, 19))
    late = datetime(2026, 12, 14, 20, tzinfo=UTC)  # already Tuesday in Shymkent
    assert queries.working_days_after(admin, late, 1) == date(2026, 12, 17)
    assert queries.due_at(admin, late, 1) == datetime(2026, 12, 17, 19, tzinfo=UTC)


def test_a_day_that_nobody_has_seen_is_shown_and_not_counted(admin):
    commands.note_day(admin, details(confidence="L"))
    assert queries.special_days(admin).get().day == date(2026, 12, 16)
    assert queries.working_days_after(admin, MONDAY, 3) == date(2026, 12, 17)
    assert [one.day for one in queries.proposed(admin, 2026)][0] == date(2026, 1, 1)
    assert date(2026, 12, 16) not in [one.day for one in queries.proposed(admin, 2026)]
    assert queries.shipped()["confidence"] == "L"


def test_a_limit_by_rule_ends_with_the_day_and_names_its_version(admin):
    """R7: working days, hours."""
    begun = datetime(2026, 12, 11, 9, tzinfo=UTC)  # a Friday
    due = queries.due_under(admin, "DP.BREACH", begun)
    assert (due.at, due.rule, due.version) == (
        datetime(2026, 12, 14, 19, tzinfo=UTC), "DP.BREACH", vocabulary.rule("DP.BREACH").version
    )  # fmt: skip
    assert queries.due_under(admin, "DP.BREAK_GLASS", begun).at == datetime(
        2026, 12, 12, 9, tzinfo=UTC
    )
    assert queries.due_under(admin, "KEEP.WARN", date(2026, 12, 11)).at == datetime(
        2027, 1, 10, 19, tzinfo=UTC
    )


def test_every_organisation_has_a_calendar_of_its_own(admin, rodnik, serik, person, acting):
    """S33."""
    row = commands.note_day(admin, details())
    other = acting(person("administrator", organisation=rodnik))
    with scope(rodnik.pk):
        assert not queries.special_days(other).exists()
        assert queries.working_days_after(other, MONDAY, 3) == date(2026, 12, 17)
        with pytest.raises(Http404):
            commands.take_day_out(other, row.pk)


def test_noting_is_journaled_once_and_a_day_twice_is_refused(admin):
    """R1, S22."""
    said = details()
    assert commands.note_day(admin, said) == commands.note_day(admin, said)
    with pytest.raises(Refused):
        commands.note_day(admin, details())
    row = SpecialDay.objects.get()
    assert commands.take_day_out(admin, row.pk) == row.day
    told = Entry.objects.filter(event__startswith="calendar.").order_by("at", "id")
    assert [one.event for one in told] == [events.DAY_NOTED, events.DAY_TAKEN_OUT]


def test_only_the_administrator_keeps_it(saule, acting):
    """S2."""
    with pytest.raises(PermissionDenied):
        commands.note_day(acting(saule), details())


def test_on_pages_a_shipped_holiday_is_confirmed_with_its_source(keeper, saule, as_person):
    web, reads = as_person(keeper), as_person(saule)
    assert "День Республики" in web.get("/calendar/?year=2026").content.decode()
    assert web.get("/calendar/?year=words").status_code == 200
    asked = web.get("/calendar/note/?day=2026-10-25")
    assert "День Республики" in asked.content.decode()
    typed = {"id": str(uuid7()), "day": "2026-10-25", "kind": "off", "name": "Republic Day"}
    wrong = web.post("/calendar/note/", typed | {"source": "", "confidence": "?"})
    assert wrong.status_code == 422 and "Republic Day" in wrong.content.decode()
    right = typed | {"source": "Order of 2026", "confidence": "H"}
    assert web.post("/calendar/note/", right)["Location"] == "/calendar/?year=2026"
    assert web.post("/calendar/note/", right | {"id": str(uuid7())}).status_code == 422
    shown = reads.get("/calendar/?year=2026").content.decode()
    assert "Order of 2026" in shown
    assert reads.get("/calendar/note/").status_code == 403
    row = SpecialDay.objects.get()
    assert reads.post(f"/calendar/{row.pk}/take-out/").status_code == 403
    assert web.post(f"/calendar/{row.pk}/take-out/").status_code == 302
    assert not SpecialDay.objects.exists()
