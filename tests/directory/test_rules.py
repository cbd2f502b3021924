"""Hours and numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from umai.directory import rules

OFFICE = {"id": "a", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "18:00"}
TIMES = some.integers(0, 95).map(lambda one: f"{one // 4:02d}:{one % 4 * 15:02d}")
DAYS = some.lists(some.tuples(TIMES, TIMES).filter(lambda one: one[0] != one[1]), max_size=3)
WEEKS = some.fixed_dictionaries({day: DAYS.map(lambda one: sorted(set(one))) for day in rules.DAYS})


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("9-18", [("09:00", "18:00")]),
        ("09:00 – 18:00", [("09:00", "18:00")]),
        ("9.30-13, 14-18.15", [("09:30", "13:00"), ("14:00", "18:15")]),
        ("9 до 18", [("09:00", "18:00")]),
        ("22-6", [("22:00", "06:00")]),
        ("8-24", [("08:00", "00:00")]),
        ("24", [("00:00", "00:00")]),
        ("0-24", [("00:00", "00:00")]),
        ("-", []),
        ("жабық", []),
        ("Выходной", []),
        ("9", None),
        ("nine", None),
        ("9-25", None),
        ("9-18 maybe", None),
        ("9:60-18", None),
        ("9-9", None),
    ],
)
def test_hours_of_a_day_are_read_as_people_write_them(typed, hours):
    assert rules.spans_of(typed) == hours


@given(WEEKS)
def test_a_week_that_is_written_is_read_again_the_same(week):
    schedules = rules.rescheduled([OFFICE], week)
    assert rules.drawn_week(schedules) == week
    assert all(rules.spans_of(rules.span_words(spans)) == spans for spans in week.values() if spans)


@given(WEEKS)
def test_what_cannot_be_drawn_stays_and_no_item_is_used_twice(week):
    odd = {"id": "odd", "freq": "MONTHLY", "bymonthday": "1"}
    schedules = rules.rescheduled([OFFICE, odd], week)
    ids = [one.get("id") for one in schedules if one.get("id")]
    assert odd in schedules
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("111", "111"),
        (" 1414 ", "1414"),
        ("8 (725) 253-21-10", "+77252532110"),
        ("+7 725 253 21 10", "+77252532110"),
        ("77252532110", "+77252532110"),
        ("7252532110", "+77252532110"),
        ("+998 71 200-00-00", "+998712000000"),
        ("00998712000000", "+998712000000"),
        ("12345678", None),
        ("+7", None),
        ("+1234567890123456", None),
        ("one one one", None),
        ("111;ext=1", None),
        ("١١١", None),
        ("", None),
    ],
)
def test_numbers_are_kept_as_they_can_be_dialled(typed, number):
    """Short ones, and those with their country; nothing else may become a link (S35)."""
    assert rules.phone_of(typed) == number


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.kz/a?b=c", True),
        ("http://example.kz", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.kz/%0aalert(1)", False),
        ("data:text/html,<b>", False),
        ("//example.kz", False),
        ("https://", False),
        ("https://example.kz/ onclick=x", False),
        ('https://example.kz/"><script>', False),
        ("https://[x", False),
    ],
)
def test_only_pages_of_the_web_become_links(address, good):
    """S35."""
    assert rules.is_web(address) is good
