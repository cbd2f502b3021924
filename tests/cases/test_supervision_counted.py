"""CM15 and CM16: what was promised to those who work here, counted by hand and by plain Python."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cases import told
from tests.people.known import NADIRA, register
from umai.cases import statistics
from umai.cases.models import Case, CaseMember, Supervision
from umai.foundation.access.models import Organisation
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

ZONE = ZoneInfo("Asia/Almaty")
MARCH = (date(2027, 3, 1), date(2027, 3, 31))
APRIL = (date(2027, 4, 1), date(2027, 4, 30))
EVERY = 14


def at(month: int, day: int) -> Any:
    return clock.told_at(datetime(2027, month, day, 10, tzinfo=ZONE))


def figure(actor: Actor, code: str, days: tuple[date, date], *by: str) -> statistics.Figure:
    found = [one for one in statistics.figures(actor, *days, by) if one.code == code]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def case(here: None, sana: Organisation, saule: Actor, zhanar: Actor) -> Case:
    """Zhanar leads it since the second of March."""
    with at(3, 2):
        return told.led(saule, zhanar, sana, register(zhanar, sana, **NADIRA))


def test_sessions_held_of_those_due(case: Case, saule: Actor, zhanar: Actor) -> None:
    """One in time; one three days late: the day that passed stays missed, the session still counts.
    """
    for month, day in ((3, 10), (3, 27)):
        with at(month, day):
            told.supervised(saule, zhanar)
    with at(3, 12):
        told.supervised(saule, zhanar, kind="discussion")
    with at(5, 1):
        march = figure(saule, "CM15", MARCH)
        april = figure(saule, "CM15", APRIL)
        by_team = figure(saule, "CM15", MARCH, "team")
    # Due on 16 March (held on the 10th) and on the 24th (not held).
    assert (march.numerator, march.denominator, march.value) == (1, 2, 0.5)
    # Due on 7 April (held on 27 March), then on the 10th and the 24th.
    assert (april.numerator, april.denominator) == (1, 3)
    assert (by_team.dimensions, by_team.denominator) == ({"team": "Shymkent"}, 2)
    with at(3, 20):
        assert figure(saule, "CM15", MARCH).denominator == 1  # the 24th has not passed yet


def test_nothing_is_due_of_who_leads_no_case(
    case: Case, saule: Actor, zhanar: Actor, marat: Actor
) -> None:
    """A psychologist's sessions are no promise; a case that has ended asks for none."""
    with at(3, 5):
        told.supervised(saule, marat)
        told.closed(zhanar, saule, told.again(case))
    with at(5, 1):
        assert figure(saule, "CM15", MARCH).denominator == 0


def test_files_are_counted_by_their_mean_and_by_no_worker(
    case: Case, saule: Actor, zhanar: Actor
) -> None:
    """CM16: worker-blind; a file of which nothing applied has no mean."""
    with at(3, 8):
        told.looked_through(saule, case, answers={"plan": "no", "safety": "partly"})
        nothing = dict.fromkeys(("consent", "dates"), "na")
        row = told.looked_through(saule, case, answers=nothing)
    codes = [one for one in statistics.MEASURES if one.code == "CM16"]
    assert set(codes[0].by) == {"region", "team"}
    with at(5, 1):
        found = figure(saule, "CM16", MARCH)
        assert found.value == pytest.approx((1050 / 12 + 100) / 2)
        assert (found.base, found.not_recorded, row.applied) == (2, 0, 10)


def simulated(
    led: tuple[date, date | None], held: list[date], days: tuple[date, date], today: date
) -> tuple[int, int]:
    """The same promises walked through day by day."""

    def active(day: date) -> bool:
        return led[0] <= day and (led[1] is None or day <= led[1])

    begins = sorted([(led[0], False), *((one, True) for one in set(held))])
    kept = due = 0
    for place, (day, _session) in enumerate(begins):
        after = begins[place + 1] if place + 1 < len(begins) else None
        limit = day + timedelta(days=EVERY)
        while after is None or limit < after[0]:
            if limit > days[1]:
                break
            if days[0] <= limit and limit < today and active(limit):
                due += 1
            limit += timedelta(days=EVERY)
        if after and after[1] and days[0] <= limit <= days[1] and active(after[0]):
            due, kept = due + 1, kept + 1
    return kept, due


@pytest.mark.parametrize("seed", range(8))
def test_any_history_is_counted_as_plain_python_counts_it(
    case: Case, sana: Organisation, saule: Actor, zhanar: Actor, seed: int
) -> None:
    chance = Random(seed)
    begin = date(2027, 1, 15) + timedelta(days=chance.randrange(60))
    end = begin + timedelta(days=chance.randrange(20, 90)) if chance.random() < 0.5 else None
    held = [date(2027, 1, 1) + timedelta(days=chance.randrange(140)) for _ in range(seed)]
    today = date(2027, 4, 2) + timedelta(days=chance.randrange(-12, 40))
    moments = [datetime(one.year, one.month, one.day, 9, tzinfo=ZONE) if one else None
               for one in (begin, end)]  # fmt: skip
    CaseMember.objects.filter(role="owner").update(since=moments[0], until=moments[1])
    Supervision.objects.bulk_create(
        Supervision(
            organisation_id=sana.pk, kind="individual", supervisor_id=saule.person,
            worker_id=zhanar.person, key_id=case.key_id, held_on=one, written_at=clock.now(),
            due_on=one + timedelta(days=EVERY),
        )  # fmt: skip
        for one in held
    )
    with clock.told_at(datetime(today.year, today.month, today.day, 12, tzinfo=ZONE)):
        found = figure(saule, "CM15", MARCH)
    wanted = simulated((begin, end), held, MARCH, today)
    assert (found.numerator, found.denominator) == wanted
