"""An alarm that nobody takes goes on, from one to the next, and never falls silent."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests import cast
from umai.foundation.access.models import Organisation
from umai.foundation.jobs import schedule
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands as notices
from umai.foundation.notices.models import Mail, Notice
from umai.hotline import chores, commands, rules
from umai.hotline.models import Emergency

CHORE = f"{chores.__name__}.pass_alarm_on"
TEN = timedelta(minutes=10)


@pytest.fixture
def timur(person):
    """Timur answers the telephone in Shymkent too."""
    return person("operator", "Shymkent")


@pytest.fixture
def roster(sana, saule, by):
    """Put people on the roster of Shymkent, in this order."""

    def put(*people, since: datetime):
        with by(saule, since) as actor:
            for one in people:
                place = notices.PlaceDetails(
                    id=uuid7(),
                    team_id=cast.team(sana, "Shymkent").pk,
                    person_id=one.pk,
                    phone="102",
                    starts_at=since,
                )
                notices.put_on_roster(actor, place)

    return put


def pass_on(organisation, at):
    with clock.told_at(at):
        return schedule.run_now(CHORE, organisation.pk)


def told(organisation, since):
    """Who was told what since a moment: (person, kind)."""
    with scope(organisation.pk):
        found = Notice.objects.filter(at__gte=since).order_by("at", "id")
        return list(found.values_list("person_id", "kind"))


def test_after_ten_minutes_the_next_is_rung(sana, amina, timur, taken, roster, entries):
    """HL.DANGER_NEXT."""
    now = clock.now()
    roster(amina, timur, since=now - timedelta(hours=1))
    taken(amina, at=now, danger_now=True)
    assert told(sana, now) == [(amina.pk, "danger_now")]
    assert pass_on(sana, now + TEN - timedelta(seconds=5)) == 0
    later = now + TEN + timedelta(seconds=5)
    assert pass_on(sana, later) == 1
    assert told(sana, later - timedelta(seconds=4)) == [(timur.pk, "danger_now")]
    assert entries().count("hotline.alarm_passed_on") == 1
    with scope(sana.pk):
        assert all(Mail.objects.values_list("urgent", flat=True))


def test_an_exhausted_roster_begins_anew_and_the_supervisors_hear_it(
    sana, amina, timur, saule, taken, roster
):
    now = clock.now()
    roster(amina, timur, since=now - timedelta(hours=1))
    taken(amina, at=now, danger_now=True)
    for turn in (1, 2):
        pass_on(sana, now + turn * (TEN + timedelta(seconds=30)))
    since = now + 2 * (TEN + timedelta(seconds=30)) - timedelta(seconds=1)
    assert told(sana, since) == [(amina.pk, "danger_now"), (saule.pk, "nobody_took_it")]


def test_once_taken_it_stays_with_its_taker(sana, amina, timur, taken, roster, by):
    now = clock.now()
    roster(amina, timur, since=now - timedelta(hours=1))
    taken(amina, at=now, danger_now=True)
    with by(timur, now) as actor:
        commands.take_emergency(actor, Emergency.objects.get().pk)
    assert pass_on(sana, now + 6 * TEN) == 0


def test_at_night_with_nobody_on_the_roster_the_supervisors_are_told_at_once(
    sana, amina, saule, taken, as_person
):
    """R8: the page says what to do, the notice is queued, the clock runs from arrival."""
    now = clock.now()
    contact = taken(amina, at=now, danger_now=True)
    assert told(sana, now) == [(saule.pk, "nobody_on_call")]
    with scope(sana.pk):
        assert Mail.objects.get().urgent
        emergency = Emergency.objects.get()
    assert emergency.act_by == contact.received_at + timedelta(hours=1)
    web = as_person(amina)
    web.cookies["umai-language"] = "en"
    shown = web.get(f"/hotline/emergencies/{emergency.pk}/").content.decode()
    assert "Nobody is on call at this hour." in shown
    for number in ("102", "103", "111"):
        assert f"<b>{number}</b>" in shown


def test_an_empty_roster_keeps_telling_the_supervisors(sana, amina, saule, taken):
    """R8."""
    now = clock.now()
    taken(amina, at=now, danger_now=True)
    later = now + TEN + timedelta(seconds=5)
    assert pass_on(sana, later) == 1
    assert told(sana, later - timedelta(seconds=1)) == [(saule.pk, "nobody_on_call")]


def test_without_a_supervisor_everybody_who_may_take_it_is_told(sana, amina, timur, taken):
    """R8: an alarm never reaches nobody."""
    now = clock.now()
    taken(amina, at=now, danger_now=True)
    assert {one for one, _kind in told(sana, now)} == {amina.pk, timur.pk}


@pytest.mark.parametrize("hour", [0, 3, 7, 8, 12, 19, 20, 23])
@pytest.mark.parametrize("zone", ["Asia/Almaty", "Europe/Berlin", "America/St_Johns"])
def test_alarms_pass_on_at_every_hour_of_every_zone(sana, amina, timur, taken, roster, hour, zone):
    """R7, R8: danger has no opening hours."""
    Organisation.objects.filter(pk=sana.pk).update(time_zone=zone)
    tomorrow = clock.now() + timedelta(days=1)
    moment = tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)
    roster(amina, timur, since=moment - timedelta(hours=1))
    taken(amina, at=moment, danger_now=True)
    assert pass_on(sana, moment + TEN + timedelta(seconds=5)) == 1


def test_another_organisation_is_left_alone(sana, rodnik, amina, taken, roster):
    """S33."""
    now = clock.now()
    taken(amina, at=now, danger_now=True)
    assert pass_on(rodnik, now + 2 * TEN) == 0


@given(rung=some.integers(1, 9), places=some.integers(0, 8))
def test_the_next_place_is_always_one_that_exists(rung, places):
    following, exhausted = rules.place_after(rung, places)
    assert 1 <= following <= max(1, places)
    assert exhausted == (rung >= places)
