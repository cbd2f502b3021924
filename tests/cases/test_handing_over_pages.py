"""Handing a case to another organisation by HTTP: both sides, and where it is found."""

import pytest

from tests import cast
from tests.cases.told import again, consent, led
from tests.cases.web import body, page_of
from tests.directory import entries
from tests.people.known import NADIRA, register
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope


@pytest.fixture
def serik(serik, as_person):
    """The browser of a supervisor of another organisation."""
    found = as_person(serik)
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


@pytest.fixture
def case(sana, staff, acting):
    """Nodira's case, led by Zhanar; her mother lets it be told to an agency."""
    zhanar, saule = acting(staff["zhanar"]), acting(staff["saule"])
    with scope(sana.pk):
        child = register(zhanar, sana, sex="female", **NADIRA)
        case = led(saule, zhanar, sana, child)
        agency = entries.agency(saule).pk
        consent(zhanar, child, given=("SHARE_NAMED_AGENCY",), agency_id=agency)
        case.agency = agency
        return case


def test_offered_answered_and_found_where_one_looks(sana, rodnik, web, case, serik):
    """R28, S6: from the page of the case to the desk of the other organisation and back."""
    page = f"{page_of(case)}hand-over/"
    assert page in body(web["zhanar"], page_of(case))
    assert "Helping hands" in body(web["zhanar"], page)
    typed = {
        "id": str(uuid7()), "version": case.version, "organisation": rodnik.pk,
        "agency": case.agency, "why": "moved", "summary": "She sleeps badly at night.",
        "meeting_on": clock.today("Asia/Almaty"),
    }  # fmt: skip
    refused = web["zhanar"].post(page, {**typed, "why": "", "organisation": sana.pk})
    assert refused.status_code == 422 and "She sleeps badly" in refused.content.decode()
    assert {"why", "organisation"} <= set(refused.context["form"].errors)
    assert web["zhanar"].post(page, typed).url == page_of(case)
    assert "Offered to Rodnik" in body(web["zhanar"], page_of(case))
    sent = body(web["zhanar"], "/cases/transfers/")
    assert case.code in sent and "Rodnik" in sent
    for address in ("/desk/", "/cases/transfers/"):
        assert case.code in body(serik, address)
    assert "wait for your answer" in body(serik, "/cases/")
    offer = f"/cases/handovers/{typed['id']}/"
    told = body(serik, offer)
    assert case.code in told and "She sleeps badly" not in told
    assert web["saule"].get(offer).status_code == 404
    wrong = serik.post(offer, {"version": 1, "answer": "yes"})
    assert wrong.status_code == 422 and "team" in wrong.context["form"].errors
    dina = cast.person(rodnik, "social_worker", "Almaty")
    team = cast.team(rodnik, "Almaty").pk
    done = serik.post(offer, {"version": 1, "answer": "yes", "team": team, "person": dina.pk})
    assert "She sleeps badly" in body(serik, done.url)
    assert "Handed over to another organisation" in body(web["zhanar"], page_of(case))
    with scope(sana.pk):
        assert again(case).state == "TRANSFERRED"


@pytest.mark.usefixtures("serik")
def test_taken_back_on_its_page(sana, rodnik, web, case):
    typed = {
        "id": str(uuid7()), "version": case.version, "organisation": rodnik.pk,
        "agency": case.agency, "why": "asked", "summary": "She sleeps badly at night.",
        "meeting_on": clock.today("Asia/Almaty"),
    }  # fmt: skip
    web["zhanar"].post(f"{page_of(case)}hand-over/", typed)
    back = f"/cases/transfers/{typed['id']}/back/"
    assert back in body(web["zhanar"], f"/cases/transfers/{typed['id']}/")
    assert "Rodnik finds it no longer" in body(web["saule"], back)
    assert web["timur"].get(back).status_code == 404
    assert web["saule"].post(back, {"version": 1}).url == page_of(case)
    assert "Offer taken back" in body(web["zhanar"], f"/cases/transfers/{typed['id']}/")
    with scope(sana.pk):
        assert again(case).state == "ASSESSMENT"
