"""The caseload of a team: who carries what, and with whom there is something to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.told import closed, led, looked_through, supervised
from tests.people.known import NADIRA, register
from umai.cases import queries, rules
from umai.cases.models import Clock
from umai.cases.terms import LeadStep
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope

TODAY = clock.today("Asia/Almaty")
NAMES = (("Алия", "Ахметова"), ("Бекзат", "Смаилов"), ("Лейла", "Оспанова"), ("Роза", "Ким"))


@pytest.fixture
def case(sana, saule, zhanar, child):
    """Zhanar leads it."""
    return led(saule, zhanar, sana, child)


def line(actor, worker):
    return next(one for one in queries.caseworkers(actor) if one.person_id == worker.person)


def later(days):
    return clock.told_at(clock.now() + timedelta(days=days))


def test_only_the_workers_of_ones_teams_are_shown(
    case, saule, zhanar, timur, marat, person, acting
):
    """S2: a supervisor of one team sees that team; a worker has no such page."""
    shymkent, turkistan = (acting(person("supervisor", team)) for team in ("Shymkent", "Turkistan"))
    assert queries.supervised(shymkent) == {zhanar.person, marat.person}
    assert queries.supervised(turkistan) == {timur.person}
    assert {zhanar.person, timur.person, marat.person} == queries.supervised(saule)
    assert queries.supervised(zhanar) == set()


def test_supervision_is_due_of_who_leads_cases_and_of_nobody_else(
    sana, case, saule, zhanar, marat, agreed
):
    """The clock begins when somebody begins to lead, and anew with every individual session."""
    assert (line(saule, marat).due_on, line(saule, marat).wanted) == (None, 0)
    assert line(saule, zhanar).due_on == TODAY + timedelta(days=14)
    supervised(saule, zhanar, kind="discussion")
    assert line(saule, zhanar).last_on is None
    with later(20):
        assert line(saule, zhanar).due_on == TODAY + timedelta(days=14)
        supervised(saule, zhanar)
        assert line(saule, zhanar).due_on == TODAY + timedelta(days=34)
        closed(zhanar, saule, case)
    with later(21):
        assert line(saule, zhanar).due_on is None
    with later(60):
        other = register(zhanar, sana, given_name="Лола", family_name="Намунаева")
        led(saule, zhanar, sana, other)
        assert line(saule, zhanar).due_on == TODAY + timedelta(days=74)


def test_what_presses_most_stands_on_top(sana, case, saule, zhanar, timur):
    """A child's limit first, then the worker's supervision, then the load, then the file."""
    found = queries.caseworkers(saule)
    assert (found[0].person_id, found[0].step) == (zhanar.person, LeadStep.AUDIT)
    assert {one.step for one in found[1:]} == {LeadStep.NOTHING}
    looked_through(saule, case)
    assert (line(saule, zhanar).audited, line(saule, zhanar).step) == (1, LeadStep.NOTHING)
    Clock.objects.update(due_at=clock.now() + timedelta(days=90))
    with later(15):
        assert line(saule, zhanar).step is LeadStep.SUPERVISE
        Clock.objects.filter(kind="assess").update(due_at=clock.now() - timedelta(hours=1))
        assert (line(saule, zhanar).overdue, line(saule, zhanar).step) == (1, LeadStep.OVERDUE)
    step = rules.lead_step(overdue=False, unsupervised=False, full=True, unaudited=True)
    assert step is LeadStep.LIGHTEN


def test_a_file_is_proposed_by_chance_among_those_never_looked_through(
    sana, case, saule, zhanar, timur
):
    """None of another worker's, none that has ended, and again the one looked through longest ago.
    """
    assert queries.file_to_audit(saule, timur.person) is None
    assert queries.file_to_audit(saule, zhanar.person) == case
    others = [
        led(saule, zhanar, sana, register(zhanar, sana, given_name=name, family_name="Намунаева"))
        for name in ("Лола", "Мадина")
    ]
    looked_through(saule, case, audited_on=TODAY - timedelta(days=40))
    drawn = {queries.file_to_audit(saule, zhanar.person).pk for _ in range(60)}
    assert drawn == {one.pk for one in others}
    for one in others:
        looked_through(saule, one)
    assert queries.file_to_audit(saule, zhanar.person) == case


def test_the_page_asks_as_often_for_many_workers_as_for_one(sana, case, saule, zhanar, person):
    with CaptureQueriesContext(connection) as one:
        queries.caseworkers(saule)
    for given, family in NAMES:
        worker = actors.actor_of(person("social_worker", "Shymkent"))
        child = register(worker, sana, given_name=given, family_name=family)
        led(saule, worker, sana, child)
    with CaptureQueriesContext(connection) as many:
        assert len(queries.caseworkers(saule)) == 5
    assert len(many) == len(one) <= 9


def test_the_page_shows_no_child_and_only_to_supervisors(sana, staff, web, acting):
    """S6, S27: figures and colleagues; nobody else has the page."""
    worker, boss = (acting(staff[name]) for name in ("zhanar", "saule"))
    with scope(sana.pk):
        child = register(worker, sana, sex="female", **NADIRA)
        case = led(boss, worker, sana, child)
    told = web["saule"].get("/cases/caseload/").content.decode()
    assert staff["zhanar"].name in told and "No file looked through" in told
    assert staff["timur"].name not in told and case.code not in told
    mine = web["saule"].get(f"/cases/?whose={worker.person}").content.decode()
    assert case.code in mine and staff["zhanar"].name in mine
    assert case.code not in web["saule"].get(f"/cases/?whose={boss.person}").content.decode()
    drawn = web["saule"].get(f"/cases/caseload/{worker.person}/file/")
    assert drawn.url == f"/cases/{case.pk}/audit/"
    for name in ("zhanar", "admin", "olga", "amina"):
        assert web[name].get("/cases/caseload/").status_code == 403
    assert web["dana"].get(f"/cases/caseload/{worker.person}/supervise/").status_code == 404
