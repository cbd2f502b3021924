"""What forbids a return, as a pure decision over every combination; limits counted twice."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umai.foundation.calendar import queries as calendar
from umai.foundation.calendar.models import SpecialDay
from umai.foundation.kernel import clock
from umai.legal_aid import queries, rules
from umai.legal_aid.commands import holding
from umai.legal_aid.terms import Phase


def test_a_return_is_free_only_when_everything_speaks_for_it():
    one = queries.latest()["LP-03"]
    step = one.steps["CROSS"]
    views = (None, "agrees", "young", "objects")
    for asylum, signs, view, decided, receiver in product(
        (False, True), (False, True), views, (False, True), (False, True)
    ):
        answers = {"VIEW": view} if view else {}
        answers |= {"DECISION": "return"} if decided else {}
        answers |= {"RECEIVER": "uz"} if receiver else {}
        so_far = rules.Standing("CROSS", Phase.TODO, answers=answers)
        why = rules.block(one, step, so_far, asylum=asylum, trafficking=signs, agency="")
        heard = view in {"agrees", "young"} or (view == "objects" and decided)
        assert (why == "") == (not asylum and not signs and heard and receiver)


@pytest.mark.usefixtures("here")
def test_limits_end_as_counted_by_hand_over_holidays_month_ends_and_clock_changes(malika):
    """R7: working days, calendar days and months against an independent count."""
    off = {date(2027, 3, 8), date(2027, 3, 22), date(2027, 3, 23), date(2028, 1, 3)}
    for day in off:
        SpecialDay.objects.create(
            organisation_id=malika.organisation,
            day=day,
            kind="off",
            confidence="H",
            noted_at=clock.now(),
            noted_by_id=malika.person,
        )

    def by_hand(since, rule):
        if rule == "MG.NOTIFY":
            left, day = 3, since
            while left:
                day += timedelta(days=1)
                left -= day.weekday() < 5 and day not in off
            return day
        if rule == "GD.REMOVAL_COURT":
            return date.fromordinal(since.toordinal() + 7)
        months = since.year * 12 + since.month - 1 + 3
        year, month = divmod(months, 12)
        ends = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
        return date(year, month + 1, min(since.day, ends.day))

    @settings(max_examples=60, deadline=None)
    @given(
        st.dates(date(2026, 12, 1), date(2028, 3, 31)),
        st.sampled_from(["MG.NOTIFY", "GD.REMOVAL_COURT", "AS.DECISION"]),
        st.sampled_from(["Asia/Almaty", "Europe/Berlin"]),
    )
    def same(since, rule, zone):
        from dataclasses import replace

        actor = replace(malika, time_zone=zone)
        due = holding.due_of(actor, rule, since)
        assert due is not None and due.rule == rule
        last = clock.local_day(due.at - timedelta(seconds=1), zone)
        assert last == by_hand(since, rule)
        assert clock.local_day(due.at + timedelta(seconds=1), zone) >= last

    same()
    assert calendar.works(malika, date(2027, 3, 8)) is False
    assert holding.due_of(malika, "BR.APPEAL_REFUSAL", date(2027, 3, 1)) is None
