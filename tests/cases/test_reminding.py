"""What is due is told once and without content; what is overdue goes to the supervisors."""

from datetime import timedelta

import pytest

from tests.cases.told import WHY, again, closed, led, opened
from umai.cases import commands, permissions, queries
from umai.cases.models import Clock
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.notices.models import Notice

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def job(sana):
    return actors.job(sana, [permissions.READ_CASE])


@pytest.fixture
def case(sana, zhanar, saule, child):
    case = led(saule, zhanar, sana, child)
    Notice.objects.all().delete()
    return case


def due_in(case, **span):
    """Every limit of the case ends then."""
    Clock.objects.filter(case_id=case.pk).update(due_at=clock.now() + timedelta(**span))


def told(kind=None):
    found = Notice.objects.all()
    found = found.filter(kind=kind) if kind else found
    return list(found.values_list("person_id", flat=True))


def test_what_is_not_due_is_not_told(job, case):
    due_in(case, days=3)
    assert commands.remind_of_cases(job) == 0
    assert told() == []


def test_who_leads_is_told_once_by_the_code_only(job, case, zhanar):
    """S31: one notice for a case, and it says nothing but the code."""
    due_in(case, hours=-1)
    assert commands.remind_of_cases(job) > 1
    assert told("case_overdue") == [zhanar.person_id]
    notice = Notice.objects.get()
    assert (notice.code, notice.subject_id) == (case.code, case.pk)
    assert commands.remind_of_cases(job) == 0
    assert len(told()) == 1


def test_what_ends_today_is_told_as_due(job, case, zhanar):
    now = clock.now()
    end = clock.day_bounds(clock.today("Asia/Almaty"), clock.today("Asia/Almaty"), "Asia/Almaty")[1]
    Clock.objects.filter(case_id=case.pk).update(due_at=max(end, now + timedelta(seconds=1)))
    commands.remind_of_cases(job)
    assert told("case_due") == [zhanar.person_id]


def test_what_is_overdue_for_longer_goes_to_the_supervisors(job, case, zhanar, saule):
    """CS.ESCALATE: once, and the owner is not told a second time."""
    due_in(case, hours=-2)
    commands.remind_of_cases(job)
    assert saule.person_id not in told()
    with clock.told_at(clock.now() + timedelta(hours=25)):
        commands.remind_of_cases(job)
        assert told().count(saule.person_id) == 1
        commands.remind_of_cases(job)
    assert told().count(saule.person_id) == 1
    assert told().count(zhanar.person_id) == 1


def test_a_case_led_by_nobody_is_told_to_the_supervisors(sana, job, zhanar, saule, child):
    case = opened(zhanar, sana, child, risk="MEDIUM", why_risk=WHY)
    Notice.objects.all().delete()
    due_in(case, hours=-1)
    commands.remind_of_cases(job)
    assert told("case_overdue") == [saule.person_id]


def test_an_ended_case_reminds_nobody_and_health_counts_cases(job, case, zhanar, saule):
    due_in(case, hours=-30)
    sign = queries.overdue_cases(job)
    assert (sign.count, sign.alarm, sign.of_work) == (1, True, True)
    closed(zhanar, saule, again(case))
    Notice.objects.all().delete()
    assert commands.remind_of_cases(job) == 0
    assert queries.overdue_cases(job).count == 0


def test_another_organisation_is_not_told(rodnik, case):
    """S33."""
    due_in(case, hours=-1)
    assert commands.remind_of_cases(actors.job(rodnik, [permissions.READ_CASE])) == 0
