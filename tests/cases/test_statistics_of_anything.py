"""The indicators against an independent count in Python, for any history (property test)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases import told
from tests.people.known import register
from umai.cases import statistics
from umai.cases.models import Case, Clock, Closure, Fact
from umai.foundation.access.models import Organisation
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.people.models import Individual

# March 2027 where the organisation works: five hours ahead of UTC, the whole year.
START = datetime(2027, 2, 28, 19, tzinfo=UTC)
END = datetime(2027, 3, 31, 19, tzinfo=UTC)
GOOD = ("GOALS_MET", "REUNIFIED", "RETURNED_ORIGIN")
GRAVE = ("", "NONE", "LOW", "MEDIUM", "HIGH")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Promise:
    kind: str
    due: datetime
    state: str
    ended: datetime


@dataclass(frozen=True)
class End:
    reason: str
    risk: str
    at: datetime
    satisfaction: int | None
    approved: bool


@dataclass(frozen=True)
class History:
    first_risk: str
    turns: tuple[datetime, ...]  # opened, closed, reopened, closed …
    promises: tuple[Promise, ...] = field(default_factory=tuple)
    ends: tuple[End, ...] = field(default_factory=tuple)


EDGES = [START, END, START - timedelta(seconds=1), END - timedelta(seconds=1)]
MOMENTS = st.one_of(
    st.sampled_from(EDGES),
    st.integers(-30 * 24, 60 * 24).map(lambda hours: START + timedelta(hours=hours)),
)
PROMISES = st.builds(
    Promise,
    st.sampled_from(["assess", "review", "follow_up"]),
    MOMENTS,
    st.sampled_from(["met", "stopped", "running"]),
    MOMENTS,
)
ENDS = st.builds(
    End,
    st.sampled_from([*GOOD, "NOT_AT_RISK", "LOST", "DUPLICATE"]),
    st.sampled_from(GRAVE[1:]),
    MOMENTS,
    st.one_of(st.none(), st.integers(1, 5)),
    st.booleans(),
)
HISTORIES = st.builds(
    History,
    st.sampled_from(GRAVE),
    st.lists(MOMENTS, min_size=1, max_size=5).map(lambda some: tuple(sorted(some))),
    st.lists(PROMISES, max_size=3).map(tuple),
    st.lists(ENDS, max_size=2).map(tuple),
)
NOWS = st.sampled_from([END + 5 * DAY, END, START + 10 * DAY])


def lives(one: History, until: datetime) -> list[tuple[datetime, datetime | None]]:
    """From each opening to the closing after it, as known by a moment."""
    known = [moment for moment in one.turns if moment < until]
    return [
        (began, known[place + 1] if place + 1 < len(known) else None)
        for place, began in enumerate(known)
        if place % 2 == 0
    ]


def expected(histories: list[History], now: datetime) -> dict[str, tuple[int, int, int]]:
    """Numerator, denominator and blanks, counted the plain way."""
    until, found = min(END, now), {}
    for code, kind in (("CM02", "assess"), ("CM04", "review"), ("CM06", "follow_up")):
        due = [
            one
            for history in histories
            for one in history.promises
            if one.kind == kind
            and START <= one.due < END
            and (one.state == "met" or one.due <= now)
            and not (one.state == "stopped" and one.ended < one.due)
        ]
        kept = [one for one in due if one.state == "met" and one.ended <= one.due]
        found[code] = (len(kept), len(due), 0)
    ends = [
        (history, one)
        for history in histories
        for one in history.ends
        if one.approved and START <= one.at < END
    ]
    real = [one for _history, one in ends if one.reason != "DUPLICATE"]
    found["CM09"] = (sum(one.reason in GOOD for one in real), len(real), 0)
    found["CM10"] = (len(ends), len(ends), 0)
    both = [(history.first_risk, one.risk) for history, one in ends if history.first_risk]
    lower = sum(GRAVE.index(last) < GRAVE.index(first) for first, last in both)
    found["CM12"] = (lower, len(both), len(ends) - len(both))
    answers = [one.satisfaction for _history, one in ends if one.satisfaction is not None]
    found["CM18"] = (sum(one >= 4 for one in answers), len(answers), len(ends) - len(answers))
    lasted = [
        life
        for history in histories
        for life in lives(history, until)
        if life[1] is None or life[1] >= START
    ]
    found["CM11"] = (len(lasted), len(lasted), 0)
    return found


def write(sana: Organisation, case: Case, number: int, one: History) -> None:
    """Put a history into the tables."""
    child = Individual.objects.get(pk=case.individual_id)
    child.pk, child.code = uuid7(), f"T-{number:04d}-X"
    child.save(force_insert=True)
    case.pk, case.code, case.individual_id = uuid7(), child.code, child.pk
    case.first_risk = one.first_risk
    case.save(force_insert=True)
    here: dict[str, Any] = {"organisation_id": sana.pk, "case_id": case.pk}
    kinds = ["opened", *["closed", "reopened"] * len(one.turns)]
    Fact.objects.bulk_create(
        Fact(number=place + 1, kind=kinds[place], at=at, **here)
        for place, at in enumerate(one.turns)
    )
    Clock.objects.bulk_create(
        Clock(
            kind=each.kind, state=each.state, due_at=each.due, began_at=START, rule="x",
            ended_at=None if each.state == "running" else each.ended, rule_version=1, **here,
        )  # fmt: skip
        for each in one.promises
    )
    Closure.objects.bulk_create(
        Closure(
            reason=each.reason, risk=each.risk, satisfaction=each.satisfaction,
            asked_at=each.at, asked_by_id=case.opened_by_id, decided_at=each.at,
            approved=each.approved, **here,
        )  # fmt: skip
        for each in one.ends
    )


@pytest.fixture
def pattern(here: None, zhanar: Actor, sana: Organisation) -> Case:
    """A case to copy; it is opened long after the period."""
    with clock.told_at(END + 40 * DAY):
        child = register(zhanar, sana, given_name="Азиза", family_name="Намунаева")
        return told.opened(zhanar, sana, child)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories=st.lists(HISTORIES, max_size=6), now=NOWS)
def test_any_history_is_counted_as_plain_python_counts_it(
    pattern: Case, sana: Organisation, saule: Actor, histories: list[History], now: datetime
) -> None:
    with transaction.atomic(), clock.told_at(now):
        for number, one in enumerate(histories):
            write(sana, Case.objects.get(pk=pattern.pk), number, one)
        days = (date(2027, 3, 1), date(2027, 3, 31))
        found = {one.code: one for one in statistics.figures(saule, *days)}
        transaction.set_rollback(True)
    wanted = expected(histories, now)
    counted = {
        code: (found[code].numerator, found[code].denominator, found[code].not_recorded)
        for code in wanted
    }
    assert counted == wanted
