"""Sessions and process notes in the browser."""

from datetime import timedelta

import pytest

from tests.cases.told import again, led
from tests.cases.web import body, page_of
from tests.people.known import NADIRA, register
from umai.cases import commands, queries
from umai.cases.models import Attendance, ProcessNote, Score
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope

TODAY = clock.today("Asia/Almaty")
SUMMARY = "She slept through the night. 🌙 Ұйқысы жақсы."


@pytest.fixture
def case(sana, staff, acting):
    """Nodira's case, led by Zhanar; Marat and Malika work on it."""
    zhanar, saule = acting(staff["zhanar"]), acting(staff["saule"])
    with scope(sana.pk):
        child = register(zhanar, sana, sex="female", **NADIRA)
        case = led(saule, zhanar, sana, child)
        commands.join_case_team(zhanar, case.pk, staff["marat"].pk, "psychologist")
        commands.join_case_team(zhanar, case.pk, staff["malika"].pk, "lawyer")
        return again(case)


def typed(**said):
    words = {
        "id": str(uuid7()), "service": "PS03", "form": "individual", "held_on": str(TODAY),
        "minutes": "45", "mode": "in_person", "layer": "LAYER_3", "child_came": "on",
        "outcome": "DELIVERED", "summary": SUMMARY,
    }  # fmt: skip
    return {**words, **said}


def test_a_session_is_written_down_read_by_the_team_and_mended(sana, web, case):
    """R28: what was typed is kept exactly."""
    assert "Write down a session or service" in body(web["marat"], page_of(case))
    record = f"/cases/{case.pk}/sessions/record/"
    body(web["marat"], record)
    answer = web["marat"].post(record, typed())
    assert answer.status_code == 302, answer.context["form"].errors
    read = answer["Location"]
    for name in ("marat", "zhanar", "malika", "saule"):
        assert SUMMARY in body(web[name], read), name
    assert SUMMARY in body(web["zhanar"], page_of(case))
    assert "Individual counselling" in body(web["zhanar"], f"/cases/{case.pk}/sessions/")
    assert "Correct" not in body(web["zhanar"], read)
    mended = {"version": "1", "mode": "phone", "child_came": "on", "outcome": "DELIVERED",
              "layer": "LAYER_3", "summary": "By telephone.", "result": "STABLE"}  # fmt: skip
    assert web["marat"].post(f"{read}correct/", mended).status_code == 302
    again_ = web["marat"].post(f"{read}correct/", mended)
    assert again_.status_code == 422 and "Somebody was quicker" in again_.content.decode()
    assert "Stable" in body(web["malika"], read)
    for name, status in {"timur": 404, "aigerim": 404, "admin": 403, "olga": 403}.items():
        assert web[name].get(read).status_code == status, name


def test_a_mistake_loses_nothing(sana, web, case):
    """R28: 422, the error stands at its field, and every word is still there."""
    answer = web["marat"].post(f"/cases/{case.pk}/sessions/record/", typed(layer=""))
    said = answer.content.decode()
    assert answer.status_code == 422 and SUMMARY in said
    assert answer.context["form"].errors["layer"]
    bad = web["marat"].post(
        f"/cases/{case.pk}/sessions/record/",
        typed(minutes="many", relatives="-1", held_on="31.02.2026", service="XX"),
    )
    assert set(bad.context["form"].errors) == {"minutes", "relatives", "held_on", "service"}
    with scope(sana.pk):
        assert not Attendance.objects.exists()


def test_a_group_is_written_once_and_read_by_each_team_apart(sana, web, staff, acting, case):
    """S6: the page of one child says nothing of the other."""
    with scope(sana.pk):
        zhanar, marat = acting(staff["zhanar"]), acting(staff["marat"])
        told = {**NADIRA, "family_name": "Юсупова", "born": "2012-01-05"}
        other = led(acting(staff["saule"]), zhanar, sana, register(zhanar, sana, **told))
        commands.join_case_team(zhanar, other.pk, marat.person, "psychologist")
    words = typed(service="PS05", form="group", others=[str(other.pk)])
    assert web["marat"].post(f"/cases/{case.pk}/sessions/record/", words).status_code == 302
    with scope(sana.pk):
        theirs = queries.attendances(other).get()
    said = body(web["zhanar"], f"/cases/sessions/{theirs.pk}/")
    assert SUMMARY not in said and case.code not in said and other.code in said


def test_a_process_note_is_there_for_two_people_only(sana, web, staff, case):
    """S2, S6, S30: pages of all others carry no trace of it."""
    write = f"/cases/{case.pk}/notes/write/"
    words = {"id": str(uuid7()), "about_on": str(TODAY), "words": SUMMARY,
             "supervisor": str(staff["dana"].pk)}  # fmt: skip
    before = {name: body(web[name], page_of(case)) for name in ("zhanar", "malika", "saule")}
    answer = web["marat"].post(write, words)
    assert answer.status_code == 302, answer.context["form"].errors
    read = answer["Location"]
    for name in ("marat", "dana"):
        assert SUMMARY in body(web[name], read), name
        assert case.code in body(web[name], "/cases/notes/")
    table = {
        "saule": 404, "zhanar": 403, "malika": 403, "timur": 403, "admin": 403, "olga": 403,
        "amina": 403,
    }  # fmt: skip
    for name, status in table.items():
        assert web[name].get(read).status_code == status, name
    for name, was in before.items():
        now = body(web[name], page_of(case))
        assert ("rocess note" in now) == ("rocess note" in was), name
        assert read not in now
    assert web["saule"].get(write).status_code == 403
    assert read not in body(web["saule"], "/cases/notes/")
    name = f"{read}supervisor/"
    body(web["dana"], name)
    done = web["dana"].post(name, {"version": "1", "supervisor": str(staff["saule"].pk)})
    assert done.status_code == 302 and done["Location"] == "/cases/notes/"
    assert web["dana"].get(read).status_code == 404 and SUMMARY in body(web["saule"], read)
    late = {"version": "1", "about_on": str(TODAY), "words": "Late."}
    stale = web["marat"].post(f"{read}correct/", late)
    assert stale.status_code == 422 and "Somebody was quicker" in stale.content.decode()
    body(web["marat"], f"{read}correct/")
    assert web["marat"].post(f"{read}correct/", late | {"version": "2"}).status_code == 302
    with scope(sana.pk):
        assert ProcessNote.objects.count() == 1


def test_scores_are_a_line_with_its_table_and_a_wrong_one_is_struck_out(sana, web, case):
    """S22: read by the team and written down; strangers find nothing."""
    note, page = f"/cases/{case.pk}/scores/note/", f"/cases/{case.pk}/scores/"
    body(web["marat"], note)
    for days, points in ((30, 2), (14, 3), (0, 6)):
        words = {"id": str(uuid7()), "measure": "HOW_I_AM", "score": str(points),
                 "taken_on": str(TODAY - timedelta(days=days))}  # fmt: skip
        assert web["marat"].post(note, words).status_code == 302
    wrong = web["marat"].post(note, {**words, "id": str(uuid7()), "measure": "WHO5", "score": "7"})
    assert wrong.status_code == 422 and wrong.context["form"].errors["score"]
    said = body(web["malika"], page)
    assert "from 2 to 6" in said and "Better" in said
    assert "3 → 6" not in body(web["zhanar"], page_of(case))
    assert "2 → 6, better" in body(web["zhanar"], page_of(case))
    picture = web["zhanar"].get(f"{page}HOW_I_AM/1.svg")
    assert picture["Content-Type"] == "image/svg+xml" and b"<svg" in picture.content
    assert b"<script" not in picture.content
    assert web["zhanar"].get(f"{page}X/1.svg").status_code == 404
    with scope(sana.pk):
        first = queries.scores(case).first()
    strike = f"/cases/scores/{first.pk}/strike/"
    assert web["malika"].post(strike, {}).status_code == 422
    body(web["marat"], strike)
    assert web["marat"].post(strike, {}).status_code == 302
    assert "from 3 to 6" in body(web["zhanar"], page)
    assert web["timur"].get(page).status_code == 404 and web["admin"].get(page).status_code == 403
    with scope(sana.pk):
        assert queries.scores(case).count() == 2 and Score.objects.count() == 3
