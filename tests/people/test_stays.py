"""The right to stay: the team is told twice before it ends, by code and never twice the same."""

from datetime import timedelta

import pytest

from tests.people.known import NADIRA, events, register
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.notices.models import Notice
from umai.people import commands, permissions
from umai.people.models import Individual

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def morning(sana):
    """What the house does every morning."""
    return actors.job(sana, [permissions.READ_INDIVIDUAL])


def child_until(zhanar, sana, days):
    until = clock.today(sana.time_zone) + timedelta(days=days)
    return register(zhanar, sana, **NADIRA, stay_until=until)


def told():
    return [(one.person_id, one.code) for one in Notice.objects.filter(kind="stay_ends")]


@pytest.mark.parametrize(("days", "number"), [(11, 0), (10, 1), (4, 1), (3, 1), (0, 1), (-1, 0)])
def test_the_team_is_told_ten_and_three_days_before_a_stay_ends(
    sana, zhanar, timur, morning, days, number
):
    """S22, S31: the notice says a code; another team hears nothing."""
    child = child_until(zhanar, sana, days)
    assert commands.watch_stays(morning) == number
    assert told() == [(zhanar.person, child.code)] * number
    assert commands.watch_stays(morning) == 0


def test_both_warnings_come_and_another_day_begins_anew(sana, zhanar, morning):
    child = child_until(zhanar, sana, 9)
    assert commands.watch_stays(morning) == 1
    for days in (2, 8):
        until = clock.today(sana.time_zone) + timedelta(days=days)
        Individual.objects.filter(pk=child.pk).update(stay_until=until)
        assert commands.watch_stays(morning) == 1
    assert len(told()) == 3
    assert events(sana).count("people.stays_watched") == 3


def test_who_is_shut_out_hears_nothing_of_a_stay(sana, zhanar, person, acting, morning):
    """S6."""
    colleague = acting(person("social_worker", "Shymkent"))
    child = child_until(zhanar, sana, 3)
    commands.shut_out(zhanar, child.pk, colleague.person_id, "They are related.")
    commands.watch_stays(morning)
    assert told() == [(zhanar.person, child.code)]
