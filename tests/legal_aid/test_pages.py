"""The pages of legal aid by HTTP: from the case to a refusal, an answer, the end."""

from typing import Any

import pytest

from tests.cases.web import body, browsers_of, page_of
from tests.legal_aid.told import WHY, done, opened, today
from umai.foundation.kernel.ids import uuid7
from umai.legal_aid.models import Procedure

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def web(malika, zhanar, person, as_person) -> dict[str, Any]:
    """Browsers of the lawyer, of who leads the case, and of people who may not know of it."""
    from umai.foundation.access.models import Person

    staff = {
        "malika": Person.objects.get(pk=malika.person),
        "zhanar": Person.objects.get(pk=zhanar.person),
        "stranger": person("lawyer", "Turkistan"),
        "admin": person("administrator", None),
    }
    return browsers_of(staff, as_person)


def test_from_the_case_to_a_refusal_and_its_appeal(web, case):
    assert f"/legal/case/{case.pk}/" in body(web["malika"], page_of(case))
    begin = f"/legal/case/{case.pk}/begin/"
    typed = {"id": str(uuid7()), "template": "LP-16", "origin": ""}
    wrong = web["malika"].post(begin, typed)
    assert wrong.status_code == 422 and "Write a day such as" in wrong.content.decode()
    answer = web["malika"].post(begin, {**typed, "origin": today().isoformat()})
    row = Procedure.objects.get()
    assert answer.headers["Location"] == f"/legal/{row.pk}/"
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "To be confirmed by a lawyer" in page and "Application to the authority" in page
    step = f"/legal/{row.pk}/step/"
    said = {"version": row.version, "step": "ASK", "on": today().isoformat(), "words": WHY}
    assert web["malika"].post(f"{step}submitted/", said).status_code == 302
    # R5: an older page keeps what was typed and writes nothing.
    older = web["malika"].post(f"{step}refused/", {**said, "what": "late"})
    assert older.status_code == 422
    assert "Somebody was quicker" in older.content.decode() and WHY in older.content.decode()
    row.refresh_from_db()
    said["version"] = row.version
    assert web["malika"].post(f"{step}refused/", said).status_code == 422
    assert web["malika"].post(f"{step}refused/", {**said, "what": "late"}).status_code == 302
    row.refresh_from_db()
    said["version"] = row.version
    assert web["malika"].post(f"{step}appealed/", said).status_code == 302
    assert row.code in body(web["malika"], "/legal/?stands=waiting")
    assert row.code not in body(web["malika"], "/legal/?stands=refused")
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "Next step · The authority" in page, "after an appeal the authority must act"
    assert "Too late" in page and "Appealed" in page and "AP.COMPLAINT v1" in page
    assert row.code in body(web["malika"], "/legal/?authority=OTHER")


def test_the_step_asks_its_question_and_the_paper_stands_with_the_child(web, malika, case):
    row = opened(malika, case, "LP-01")
    address = f"/legal/{row.pk}/step/done/"
    assert "What is true of the parents" in body(web["malika"], address)
    said = {"version": row.version, "step": "MED", "on": today().isoformat()}
    assert web["malika"].post(address, said).status_code == 422
    said |= {"what": "citizens", "obtained": "on"}
    assert web["malika"].post(address, said).status_code == 302
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "The child has it" in page and "Obtained: Medical certificate of birth" in page
    row.refresh_from_db()
    whole = f"/legal/{row.pk}/whole/"
    assert web["malika"].post(f"{whole}paused/", {"version": row.version}).status_code == 422
    said = {"version": row.version, "words": WHY}
    assert web["malika"].post(f"{whole}paused/", said).status_code == 302
    assert "Resume the procedure" in body(web["malika"], f"/legal/{row.pk}/")
    assert body(web["malika"], f"{whole}burnt/", 404)


def test_the_case_sees_where_it_stands_and_nobody_else_anything(web, malika, case):
    """S2: the same 404 for who may not know; no words of the lawyer beside the case."""
    row = done(malika, opened(malika, case, "LP-02"), "")
    card = body(web["zhanar"], f"/legal/case/{case.pk}/")
    assert row.code in card and "Next step" in card and f"/legal/{row.pk}/" not in card
    assert web["zhanar"].get(f"/legal/{row.pk}/").status_code == 403
    addresses = (f"/legal/{row.pk}/", f"/legal/{row.pk}/step/done/", f"/legal/case/{case.pk}/")
    for address in (*addresses, f"/legal/case/{case.pk}/begin/"):
        assert web["stranger"].get(address).status_code == 404
        assert web["admin"].get(address).status_code in {403, 404}
    assert row.code not in body(web["stranger"], "/legal/")
