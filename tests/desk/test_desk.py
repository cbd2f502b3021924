"""The first page of the day: what waits for this person, and nothing of anybody else."""

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.calendar.conftest import at, wanted
from tests.cases.told import led
from tests.cases.web import body
from tests.people.known import NADIRA, register
from umai.cases import commands as cases
from umai.desk import views
from umai.foundation.calendar import commands as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope

NAMES = (
    ("Алия", "Ахметова", "2010-01-02"),
    ("Бекзат", "Смаилов", "2013-05-06"),
    ("Лейла", "Оспанова", "2016-07-08"),
    ("Тимур", "Ибраев", "2011-11-12"),
    ("Роза", "Ким", "2009-10-01"),
)


def test_sign_in_leads_who_works_with_cases_to_the_desk_and_operators_to_the_board(web):
    for name in ("zhanar", "marat", "malika", "saule"):
        assert web[name].get("/")["Location"] == "/desk/"
    assert web["amina"].get("/")["Location"] == "/hotline/"
    assert web["admin"].get("/desk/").status_code == 403
    assert web["amina"].get("/desk/").status_code == 403


def test_the_desk_tells_my_case_my_task_and_my_appointments_by_code(sana, web, acts, staff, case):
    """S27: codes, no names of children."""
    with scope(sana.pk):
        cases.give_task(
            acts.saule, case.pk, uuid7(), acts.zhanar.person, "Ring the school of the girl", None
        )
        soon = clock.now() + timedelta(minutes=1)
        calendar.make_appointment(acts.zhanar, wanted([staff["zhanar"]], soon, code=case.code))
        calendar.make_appointment(acts.zhanar, wanted([staff["zhanar"]], at(10, days=2)))
    told = body(web["zhanar"], "/desk/")
    assert f"/cases/{case.pk}/" in told and told.count(case.code) >= 3
    assert "Task in a case" in told
    assert "No appointment in the next days" not in told
    for secret in (NADIRA["given_name"], NADIRA["family_name"], "Ring the school"):
        assert secret not in told


def test_nobody_sees_what_belongs_to_others(sana, web, acts, staff, case):
    """S2, S6: the desk of another team is as if there were no such case."""
    before = web["timur"].get("/desk/").content
    with scope(sana.pk):
        cases.give_task(acts.saule, case.pk, uuid7(), acts.zhanar.person, "Ring", None)
        calendar.make_appointment(
            acts.zhanar, wanted([staff["zhanar"]], at(10), code=case.code)
        )
    for name in ("timur", "dana", "marat"):
        assert case.code not in body(web[name], "/desk/")
    after = web["timur"].get("/desk/").content
    assert _plain(before) == _plain(after)


def test_a_supervisor_sees_the_clocks_of_the_team_and_what_waits_for_approval(
    sana, web, acts, case
):
    with scope(sana.pk), clock.told_at(clock.now() + timedelta(days=60)):
        late = _told(acts.saule)
        assert late["led"].counts["overdue"] == 1
        assert [one.code for one in late["led"].overdue] == [case.code]
        assert _told(acts.zhanar)["led"] is None
    told = body(web["saule"], "/desk/")
    assert "My team" in told
    assert "My team" not in body(web["zhanar"], "/desk/")


def test_the_desk_asks_as_often_for_many_cases_as_for_one(sana, web, acts, case):
    def once():
        with CaptureQueriesContext(connection) as seen:
            assert web["saule"].get("/desk/").status_code == 200
        return len(seen)

    def asked():
        # Now and then an answer also looks whether the lists were changed, or marks the session.
        return min(once() for _ in range(3))

    with scope(sana.pk):
        more(sana, acts, 1)
    asked()
    one = asked()
    with scope(sana.pk):
        more(sana, acts, 4)
    assert asked() == one


def more(sana, acts, count):
    """Cases that Saule leads, each with a task for her."""
    for given, family, born in NAMES[:1] if count == 1 else NAMES[1:]:
        said = {"given_name": given, "family_name": family, "born": born}
        other = register(acts.saule, sana, **said)
        mine = led(acts.saule, acts.saule, sana, other)
        cases.give_task(acts.saule, mine.pk, uuid7(), acts.saule.person, "Ring", None)


def _told(actor):
    return views.told(actor)


def _plain(page):
    """A page without what differs at every answer."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", page)
