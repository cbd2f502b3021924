"""R7: limits in working days, against a count day by day that shares nothing with the code."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.calendar import rules

ZONES = ["Asia/Almaty", "Asia/Qyzylorda", "Europe/Berlin", "America/Havana", "Asia/Beirut", "UTC"]
DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))


def near(day):
    """Days around one, so that the special ones matter."""
    return st.frozensets(st.integers(0, 40).map(lambda n: day + timedelta(days=n)), max_size=12)


def counted(day, count, weekend, off, working):
    """The slow count: walk, and strike off a worked day each time."""
    while count:
        day = day + timedelta(days=1)
        free = day.isoweekday() in weekend or day in off
        if day in working or not free:
            count -= 1
    return day


@given(st.data(), DAYS, st.integers(0, 25), st.sampled_from([{6, 7}, {5, 6}, {7}, set()]))
def test_working_days_are_those_of_a_count_day_by_day(data, day, count, weekend):
    """R7."""
    off, working = data.draw(near(day)), data.draw(near(day))
    calendar = rules.Calendar(frozenset(weekend), off, working)
    assert calendar.after(day, count) == counted(day, count, weekend, off, working)


@given(DAYS, st.sampled_from(ZONES))
def test_a_day_ends_when_the_next_begins_there_whatever_the_clocks_do(day, zone):
    """R7: at both edges of summer time, at the end of a year, on a leap day."""
    end = rules.end_of(day, zone).astimezone(UTC)
    last = (end - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    first = end.astimezone(ZoneInfo(zone))
    assert last.date() == day
    assert first.date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("begun", "count", "due"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday
        (date(2027, 12, 31), 1, date(2028, 1, 3)),  # the end of a year
        (date(2028, 2, 28), 1, date(2028, 2, 29)),  # a leap day
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_a_limit_runs_over_weekends_years_and_leap_days(begun, count, due):
    """R7."""
    assert rules.Calendar().after(begun, count) == due


def test_almaty_moved_its_clocks_back_and_no_limit_was_lost():
    """R7: on 1 March 2024 the day before had 25 hours."""
    before, after = (rules.end_of(date(2024, 2, day), "Asia/Almaty") for day in (28, 29))
    assert (after.astimezone(UTC) - before.astimezone(UTC)) == timedelta(hours=25)
    assert after.astimezone(UTC) == datetime(2024, 2, 29, 19, tzinfo=UTC)


def test_a_calendar_without_a_working_day_is_a_mistake_and_not_a_loop():
    every = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(800))
    with pytest.raises(rules.NoWorkingDay):
        rules.Calendar(off=every).after(date(2026, 1, 1), 1)
    assert rules.weekend_of("1234567") == frozenset()
    assert rules.weekend_of("67") == {6, 7}
