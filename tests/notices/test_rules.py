"""Numbers that can be dialled, people who are on call twice, hours with nobody."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from umai.foundation.notices import rules
from umai.foundation.notices.rules import Span

ANNA, BOTA = UUID(int=1), UUID(int=2)
START = datetime(2026, 11, 22, tzinfo=UTC)


def _at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def _span(who: UUID, first: float, last: float | None = None) -> Span:
    return Span(who, _at(first), None if last is None else _at(last))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+7 701 234 56 78", "+7 701 234 56 78"),
        ("+77012345678", "+7 701 234 56 78"),
        ("8 (701) 234-56-78", "+7 701 234 56 78"),
        ("87012345678", "+7 701 234 56 78"),
        ("7012345678", "+7 701 234 56 78"),
        ("8\u00a0701 234–56–78", "+7 701 234 56 78"),
        ("102", "102"),
        (" 1105 ", "1105"),
        ("53-45-21", "534521"),
        ("+996 555 123456", "+996555123456"),
    ],
)
def test_numbers_that_can_be_dialled(typed, kept):
    assert rules.telephone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "1", "+", "call me", "12345678", "701-2345-67a"),
        *("+7 701 234 56", "+7 701 234 56 789", "++77012345678"),
    ],
)
def test_numbers_that_cannot(typed):
    assert rules.telephone(typed) is None


@pytest.mark.parametrize(
    ("spans", "doubled"),
    [
        ([], set()),
        ([_span(ANNA, 0, 8), _span(ANNA, 8, 16)], set()),
        ([_span(ANNA, 0, 8), _span(ANNA, 7, 16)], {ANNA}),
        ([_span(ANNA, 0), _span(ANNA, 100, 101)], {ANNA}),
        ([_span(ANNA, 0, 24), _span(ANNA, 1, 2), _span(ANNA, 20, 30)], {ANNA}),
        ([_span(ANNA, 0), _span(BOTA, 0)], set()),
    ],
)
def test_who_is_on_call_twice(spans, doubled):
    assert rules.overlapping(spans) == doubled


@pytest.mark.parametrize(
    ("spans", "gap"),
    [
        ([], 0),
        ([_span(ANNA, -5)], None),
        ([_span(ANNA, -5, 8), _span(BOTA, 8)], None),
        ([_span(ANNA, -5, 8), _span(BOTA, 9)], 8),
        ([_span(ANNA, 1)], 0),
        ([_span(ANNA, -5, 8), _span(BOTA, 2, 20), _span(ANNA, 19, 30)], 30),
        ([_span(ANNA, -5, 48)], None),
    ],
)
def test_the_first_hour_with_nobody(spans, gap):
    """R8."""
    found = rules.first_gap(spans, _at(0), _at(48))
    assert found == (None if gap is None else _at(gap))


def test_patience_with_the_post_grows_to_two_hours():
    waits = [rules.next_try(tries) for tries in range(1, 13)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=2), timedelta(hours=2))
