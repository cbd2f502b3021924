"""R7: limits in months, against a count by hand that shares nothing with the code."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.calendar import queries, rules
from umai.foundation.kernel.scope import scope

DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))
LONG = {1, 3, 5, 7, 8, 10, 12}


def length(year: int, month: int) -> int:
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 31 if month in LONG else 30


def walked(day: date, count: int) -> date:
    """Turn the leaves of a calendar, one month at a time."""
    year, month = day.year, day.month
    for _leaf in range(count):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    return date(year, month, min(day.day, length(year, month)))


@given(DAYS, st.integers(0, 60))
def test_months_are_those_of_a_count_leaf_by_leaf(day, count):
    """R7."""
    assert rules.months_after(day, count) == walked(day, count)


@given(DAYS, DAYS, st.integers(0, 36))
def test_whoever_begins_later_never_ends_earlier(one, other, count):
    first, second = sorted((one, other))
    assert rules.months_after(first, count) <= rules.months_after(second, count)


@given(DAYS, st.integers(1, 36))
def test_a_month_is_never_shorter_than_february_nor_longer_than_its_days(day, count):
    spent = rules.months_after(day, count) - day
    assert timedelta(days=28 * count) <= spent <= timedelta(days=31 * count)


@pytest.mark.parametrize(
    ("begun", "count", "due"),
    [
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),  # February has no such day
        (date(2028, 1, 31), 1, date(2028, 2, 29)),  # a leap year has one more
        (date(2027, 1, 31), 2, date(2027, 3, 31)),  # nothing is lost on the way
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2099, 11, 30), 3, date(2100, 2, 28)),  # 2100 is no leap year
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_month_ends_and_leap_days(begun, count, due):
    """R7."""
    assert rules.months_after(begun, count) == due


def test_a_rule_in_months_ends_with_the_day_where_the_organisation_works(sana, person, acting):
    """R7: at 23:30 in Almaty it is still the old day there, although not in Tokyo."""
    with scope(sana.pk):
        actor = acting(person("administrator"))
        late = datetime(2027, 1, 31, 23, 30, tzinfo=ZoneInfo("Asia/Almaty"))
        review = queries.due_under(actor, "RK.MEDIUM.REVIEW", late)
        assert review.at == datetime(2027, 3, 1, tzinfo=ZoneInfo("Asia/Almaty"))
        assert review.at.astimezone(UTC) == datetime(2027, 2, 28, 19, tzinfo=UTC)
        quarter = queries.due_under(actor, "RK.LOW.REVIEW", date(2027, 11, 30))
        assert quarter.at == datetime(2028, 3, 1, tzinfo=ZoneInfo("Asia/Almaty"))


def test_a_rule_in_years_ends_with_its_day(sana, person, acting):
    with scope(sana.pk):
        actor = acting(person("administrator"))
        kept = queries.due_under(actor, "KEEP.THERAPY", date(2028, 2, 29))
        assert kept.at == datetime(2033, 3, 1, tzinfo=ZoneInfo("Asia/Almaty"))


def test_twice_a_week_holds_in_every_seven_days(sana, person, acting):
    """From one day to the third after it: any seven days hold two."""
    with scope(sana.pk):
        actor = acting(person("administrator"))
        due = queries.due_often(actor, "RK.HIGH.FOLLOW_UP_FIRST", date(2028, 2, 27))
        assert due.at == datetime(2028, 3, 2, tzinfo=ZoneInfo("Asia/Almaty"))
        assert (due.rule, due.version) == ("RK.HIGH.FOLLOW_UP_FIRST", 1)
