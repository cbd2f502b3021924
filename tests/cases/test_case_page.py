"""The page of a case: what it says to whom, what is next, what happened."""

import pytest

from tests.cases.told import WHY, opened, registered
from tests.cases.web import body, page_of
from tests.people.known import NADIRA, events, register
from umai.cases import commands, queries
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope


@pytest.fixture
def case(sana, staff, acting):
    """Nodira's case, opened by Zhanar; a restricted concern is noted by the supervisor."""
    zhanar = acting(staff["zhanar"])
    with scope(sana.pk):
        child = register(zhanar, sana, sex="female", citizenships=("UZB",), **NADIRA)
        return opened(zhanar, sana, child)


def test_the_page_carries_the_code_and_no_name(web, case):
    """S22: codes before names; what one worries about is read, and that is written down."""
    said = body(web["zhanar"], page_of(case))
    assert case.code in said and WHY in said
    assert "Нодира" not in said and "Каримова" not in said
    assert "Register the case" in said and "Consent to services is not noted" in said


def test_who_sees_a_case_is_a_table(sana, web, staff, acting, case):
    """S2, S4: the team and a supervisor of it; for all others it is not there."""
    with scope(sana.pk):
        commands.join_case_team(acting(staff["zhanar"]), case.pk, staff["marat"].pk, "psychologist")
    table = {
        "zhanar": 200, "saule": 200, "marat": 200, "aigerim": 404, "malika": 404, "timur": 404,
        "dana": 404, "admin": 403, "olga": 403, "amina": 403,
    }  # fmt: skip
    for name, status in table.items():
        assert web[name].get(page_of(case)).status_code == status, name
        listed = web[name].get("/cases/")
        if status != 403:
            assert (case.code in listed.content.decode()) == (status == 200), name


def test_a_psychologist_sees_that_more_is_hidden_and_not_what(sana, web, staff, acting, case):
    """S2: a restricted concern is for the owner, the supervisor and who noted it."""
    with scope(sana.pk):
        saule, zhanar = acting(staff["saule"]), acting(staff["zhanar"])
        commands.note_concern(saule, case.pk, "SEX", concern_id=uuid7())
        commands.join_case_team(zhanar, case.pk, staff["marat"].pk, "psychologist")
    assert "Sexual abuse" in body(web["saule"], page_of(case))
    hidden = body(web["marat"], page_of(case))
    assert "Sexual abuse" not in hidden and "One more concern is seen only by" in hidden


def test_what_happened_is_told_newest_first_and_by_page(sana, web, staff, acting, case):
    with scope(sana.pk):
        zhanar = acting(staff["zhanar"])
        for number in range(25):
            fresh = queries.case(zhanar, case.pk)
            level = "MEDIUM" if number % 2 else "LOW"
            commands.rate_risk(zhanar, case.pk, fresh.version, level, (), f"{WHY} {number}")
    first = web["zhanar"].get(page_of(case)).context["story"]
    assert len(first["entries"]) == 20 and first["entries"][0]["words"] == f"{WHY} 24"
    rest = web["zhanar"].get(page_of(case) + first["older"].partition("#")[0]).context["story"]
    told = [one["title"] for one in first["entries"] + rest["entries"]]
    assert len(told) == 25 + 1 + 2 and not rest["older"]
    none = web["zhanar"].get(f"{page_of(case)}?show=law").context["story"]
    assert none["entries"] == [] and none["narrowed"]


@pytest.mark.parametrize("bad", ["before=x", "before=x~y", "before=2026-01-01~1", "show=nonsense"])
def test_an_address_nobody_was_given_shows_everything(web, case, bad):
    told = web["zhanar"].get(f"{page_of(case)}?{bad}").context["story"]
    assert len(told["entries"]) == 3


def test_the_next_step_follows_the_facts(sana, web, staff, acting):
    zhanar, saule = acting(staff["zhanar"]), acting(staff["saule"])
    with scope(sana.pk):
        child = register(zhanar, sana, **{**NADIRA, "family_name": "Юсупова"})
        case = registered(zhanar, sana, child)
    assert web["saule"].get(page_of(case)).context["next"]["words"].startswith("Give the case")
    with scope(sana.pk):
        done = commands.assign_case(saule, case.pk, case.version, zhanar.person_id)
    assert web["zhanar"].get(page_of(done)).context["next"]["words"] == "Assess how the child is"


def test_the_record_says_whether_there_is_a_case(sana, web, case):
    """S6: who may not see the case reads the same as if there were none."""
    address = f"/cases/of/{case.individual_id}/"
    assert page_of(case) in body(web["zhanar"], address)
    assert page_of(case) not in body(web["malika"], address)
    assert web["timur"].get(address).status_code == 404
    record = body(web["zhanar"], f"/children/{case.individual_id}/")
    assert f'hx-get="{address}"' in record


def test_looking_is_written_down_and_shown_to_who_keeps_the_team(sana, web, staff, case):
    """S22, S24: every reading by name and time; looking is written down too."""
    body(web["saule"], page_of(case))
    said = body(web["zhanar"], f"{page_of(case)}looked/")
    assert staff["saule"].name in said
    assert events(sana)[-1] == "cases.readers_watched"
    assert web["timur"].get(f"{page_of(case)}looked/").status_code == 404
