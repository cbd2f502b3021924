"""Supervision and audits by HTTP: nothing typed is lost, both versions are shown, codes only."""

import pytest

from tests.cases.told import led, supervised
from tests.cases.web import body
from tests.people.known import NADIRA, register
from umai.cases import queries
from umai.cases.models import FileAudit, Supervision
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope

TODAY = str(clock.today("Asia/Almaty"))
WORDS = "We spoke about how to write less and see more."


@pytest.fixture
def acts(staff, acting):
    return {name: acting(staff[name]) for name in ("zhanar", "saule")}


@pytest.fixture
def case(sana, acts):
    """Zhanar leads it in Saule's team."""
    with scope(sana.pk):
        child = register(acts["zhanar"], sana, sex="female", **NADIRA)
        return led(acts["saule"], acts["zhanar"], sana, child)


def typed(**said):
    return {"id": str(uuid7()), "kind": "individual", "held_on": TODAY, "words": WORDS, **said}


def test_a_session_is_written_read_and_confirmed(sana, web, acts, case):
    """S27: the form and the record name the case by its code; others find no page."""
    address = f"/cases/caseload/{acts['zhanar'].person}/supervise/"
    form = body(web["saule"], address)
    assert case.code in form and NADIRA["family_name"] not in form
    agreed = {"what_1": "Ring the school.", "who_1": "worker", "until_1": TODAY}
    done = web["saule"].post(address, typed(cases=[str(case.pk)], **agreed))
    assert done.status_code == 302, done.content.decode()[:2000]
    told = body(web["zhanar"], done.url)
    assert WORDS in told and "Ring the school." in told and case.code in told
    assert "I have read it" in told and "I have read it" not in body(web["saule"], done.url)
    assert "to be read by you" in body(web["zhanar"], "/cases/supervision/")
    assert web["zhanar"].post(f"{done.url}confirm/", {"version": "9"}).status_code == 422
    assert web["zhanar"].post(f"{done.url}confirm/", {"version": "1"}).status_code == 302
    assert web["zhanar"].get(f"{done.url}confirm/").status_code == 405
    assert "has read it on" in body(web["saule"], done.url)
    for name in ("dana", "marat", "aigerim"):
        assert web[name].get(done.url).status_code == 404
    for name in ("admin", "olga", "amina"):
        assert web[name].get(done.url).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": ""}, "Choose what kind"),
        ({"held_on": "2999-01-01"}, "This day has not come yet."),
        ({"minutes": "long"}, "Write a whole number."),
        ({"next_on": TODAY}, "The next time comes after this one."),
        ({"what_4": "Ring the school."}, "Say who does it."),
        ({"who_1": "worker"}, "Write what was agreed."),
    ],
)
def test_a_mistake_keeps_what_was_typed(sana, web, acts, case, wrong, words):
    """R14: 422, the words stand in the form."""
    address = f"/cases/caseload/{acts['zhanar'].person}/supervise/"
    answer = web["saule"].post(address, typed(**wrong))
    told = answer.content.decode()
    assert answer.status_code == 422 and words in told and WORDS in told
    with scope(sana.pk):
        assert not Supervision.objects.exists()


def test_two_windows_show_both_versions(sana, web, acts, case):
    """R5."""
    with scope(sana.pk):
        row = supervised(acts["saule"], acts["zhanar"], words="The first words.")
    address = f"/cases/supervision/{row.pk}/correct/"
    assert "The first words." in body(web["saule"], address)
    mine = typed(id=str(row.pk), version="1")
    assert web["saule"].post(address, mine).status_code == 302
    late = web["saule"].post(address, mine | {"words": "Other words."})
    told = late.content.decode()
    assert late.status_code == 422 and WORDS in told and "Other words." in told
    assert web["zhanar"].get(address).status_code == 403


def test_a_file_is_looked_through_and_answered(sana, web, acts, case):
    """Every point needs an answer; the worker reads the result and answers."""
    address = f"/cases/{case.pk}/audit/"
    codes = [one.code for one in queries.newest_checklist().items]
    answers = {f"answer_{one}": "yes" for one in codes}
    said = {"id": str(uuid7()), "audited_on": TODAY, **answers, "remark_plan": "No day."}
    wrong = web["saule"].post(address, {**said, "answer_plan": ""})
    assert wrong.status_code == 422 and "No day." in wrong.content.decode()
    done = web["saule"].post(address, {**said, "answer_plan": "partly"})
    assert done.status_code == 302, done.content.decode()[:2000]
    told = body(web["zhanar"], done.url)
    # Eleven of twelve and a half: 95.83 per cent.
    assert "No day." in told and "96\xa0%" in told and case.code in told
    assert case.code in body(web["zhanar"], "/cases/audits/")
    answer = {"version": "1", "words": "The day is on paper."}
    assert web["zhanar"].post(f"{done.url}answer/", answer).status_code == 302
    assert "The day is on paper." in body(web["saule"], done.url)
    late = web["saule"].post(f"{done.url}correct/", {**said, "version": "1"})
    assert late.status_code == 422
    assert web["saule"].post(f"{done.url}correct/", {**said, "version": "2"}).status_code == 302
    assert web["zhanar"].get(address).status_code == 403
    for name in ("dana", "aigerim"):
        assert web[name].get(done.url).status_code == 404
    with scope(sana.pk):
        assert FileAudit.objects.get().score == 100
