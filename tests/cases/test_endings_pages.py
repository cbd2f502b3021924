"""Closing, reopening, holds and transfers by HTTP: who may, what is asked, what comes back."""

import pytest

from tests import cast
from tests.cases.told import WHY, again, closed, led
from tests.cases.web import body, page_of
from tests.people.known import NADIRA, register
from umai.cases import commands
from umai.cases.models import Closure, Transfer
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope


@pytest.fixture
def case(sana, staff, acting):
    """Nodira's case, led by Zhanar."""
    zhanar, saule = acting(staff["zhanar"]), acting(staff["saule"])
    with scope(sana.pk):
        child = register(zhanar, sana, sex="female", **NADIRA)
        return led(saule, zhanar, sana, child)


def now(sana, case):
    with scope(sana.pk):
        return again(case)


def test_a_case_is_closed_by_two_on_pages(sana, web, staff, acting, case):
    """What is open stands on the page; what was typed comes back; a supervisor decides."""
    page = f"{page_of(case)}close/"
    with scope(sana.pk):
        zhanar = acting(staff["zhanar"])
        task = commands.give_task(zhanar, case.pk, uuid7(), zhanar.person, "Ring.", None)
    assert "1 open task" in body(web["zhanar"], page)
    typed = {
        "id": str(uuid7()), "version": now(sana, case).version, "reason": "NOT_AT_RISK",
        "child": "I am well.", "informed": "on", "satisfaction": "4", "wellbeing": "8",
    }  # fmt: skip
    refused = web["zhanar"].post(page, typed)
    assert refused.status_code == 422 and "I am well." in refused.content.decode()
    with scope(sana.pk):
        commands.end_task(zhanar, task.pk, task.version, "done")
    for wrong, field in (({"wellbeing": "11"}, "wellbeing"), ({"reason": "X"}, "reason")):
        assert field in web["zhanar"].post(page, {**typed, **wrong}).context["form"].errors
    assert web["zhanar"].post(page, typed).url == page_of(case)
    with scope(sana.pk):
        row = Closure.objects.get()
    decide = f"{page_of(case)}close/decide/"
    assert web["zhanar"].get(decide).status_code == 403
    assert decide in body(web["saule"], page_of(case))
    assert "I am well." in body(web["saule"], decide)
    typed = {"version": row.version, "answer": "yes", "words": ""}
    assert web["saule"].post(decide, typed).url == page_of(case)
    assert now(sana, case).state == "CLOSED"
    assert "Kept until" in body(web["saule"], page_of(case))
    assert "I am well." in body(web["zhanar"], f"/cases/closures/{row.pk}/")
    for name in ("timur", "dana"):
        assert web[name].get(f"/cases/closures/{row.pk}/").status_code == 404


def test_it_comes_back_for_a_new_worry(sana, web, staff, acting, case):
    with scope(sana.pk):
        saule = acting(staff["saule"])
        closed(acting(staff["zhanar"]), saule, case)
    page = f"{page_of(case)}reopen/"
    assert web["zhanar"].get(page).status_code == 403
    typed = {"version": now(sana, case).version, "concern": "OOS", "words": "no"}
    assert "words" in web["saule"].post(page, typed).context["form"].errors
    assert web["saule"].post(page, {**typed, "words": WHY}).url == page_of(case)
    assert now(sana, case).state == "ASSESSMENT"


def test_it_rests_and_goes_on(sana, web, case):
    page = f"{page_of(case)}hold/"
    assert web["zhanar"].get(page).status_code == 403
    typed = {"version": case.version, "reason": WHY, "safe": "unsure"}
    assert "safe" in web["saule"].post(page, typed).context["form"].errors
    assert web["saule"].post(page, {**typed, "safe": "yes"}).url == page_of(case)
    assert "Take the case up again" in body(web["zhanar"], page_of(case))
    done = {"version": now(sana, case).version, "words": ""}
    assert web["zhanar"].post(f"{page_of(case)}release/", done).url == page_of(case)
    assert now(sana, case).state == "ASSESSMENT"


def test_vain_attempts_are_noted(sana, web, case):
    page = f"{page_of(case)}attempts/note/"
    typed = {"id": str(uuid7()), "way": "call", "on": "2999-01-01"}
    assert "on" in web["zhanar"].post(page, typed).context["form"].errors
    typed["on"] = str(clock.today("Asia/Almaty"))
    assert web["zhanar"].post(page, typed).url == page_of(case)
    assert "1 vain attempt" in body(web["zhanar"], page_of(case))
    assert web["timur"].get(page).status_code == 404


def test_another_team_takes_it_over(sana, web, staff, case):
    """S4: the receiver reads the handover and nothing else, until it is accepted."""
    team = str(cast.team(sana, "Turkistan").pk)
    typed = {
        "id": str(uuid7()), "version": case.version, "team": team, "reason": WHY, "summary": WHY,
        "meeting_on": str(clock.today("Asia/Almaty")),
    }  # fmt: skip
    page = f"{page_of(case)}transfer/"
    assert "team" in web["zhanar"].post(page, {**typed, "team": ""}).context["form"].errors
    assert web["zhanar"].post(page, typed).url == page_of(case)
    with scope(sana.pk):
        row = Transfer.objects.get()
    handover = f"/cases/transfers/{row.pk}/"
    assert web["dana"].get(page_of(case)).status_code == 404
    assert handover in body(web["dana"], "/cases/transfers/")
    said = body(web["dana"], handover)
    assert WHY in said and "Каримова" not in said
    assert handover in body(web["zhanar"], page_of(case))
    for name in ("timur", "aigerim"):
        assert web[name].get(handover).status_code == 404
    answer = {"version": row.version, "answer": "yes", "person": "", "words": ""}
    assert "person" in web["dana"].post(handover, answer).context["form"].errors
    done = web["dana"].post(handover, {**answer, "person": str(staff["timur"].pk)})
    assert done.url == page_of(case)
    assert web["timur"].get(page_of(case)).status_code == 200
    assert web["zhanar"].get(page_of(case)).status_code == 404
