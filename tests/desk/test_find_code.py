"""A code opens what one may see; everything else opens nothing, and all nothing looks alike."""

import re

import pytest

from tests.hotline.call import recorded
from tests.people.known import register
from umai.foundation.kernel.scope import scope
from umai.people import commands as people

FIND = "/desk/find/"
BROTHER = {"given_name": "Отабек", "family_name": "Сейтмурадов"}


def nothing(browser, code):
    """What somebody reads whom a code opens nothing, without the code and the tokens."""
    answer = browser.post(FIND, {"q": code})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{code}"' in page  # what was typed stays
    return re.sub(r"[A-Za-z0-9]{64}", "", page.replace(code, "#"))


def test_a_code_opens_the_case_the_child_or_the_contact(sana, web, acts, child, case):
    with scope(sana.pk):
        call = recorded(acts.amina, sana)
    for typed in (case.code, f" {case.code.lower()} "):
        assert web["zhanar"].post(FIND, {"q": typed})["Location"] == f"/cases/{case.pk}/"
    assert web["zhanar"].get(f"/desk/code/{case.code}/")["Location"] == f"/cases/{case.pk}/"
    assert web["amina"].post(FIND, {"q": call.code})["Location"] == f"/hotline/contacts/{call.pk}/"
    # Marat is not of the case's team, but the circle of the child's team lets him know of her.
    found = web["marat"].post(FIND, {"q": case.code})["Location"]
    assert found == f"/children/{child.pk}/"


def test_a_code_of_a_household_opens_it_for_who_knows_somebody_there(sana, web, acts, child):
    """S6: for everybody else it opens nothing, like a code that was never given out."""
    with scope(sana.pk):
        other = register(acts.zhanar, sana, sex="male", **BROTHER)
        details = people.HomeDetails(individual_id=child.pk, code=other.code)
        code = people.live_together(acts.zhanar, details).code
    found = web["zhanar"].post(FIND, {"q": code.lower()})["Location"]
    assert found.startswith("/children/households/")
    assert nothing(web["timur"], code) == nothing(web["timur"], "FAM-9999")


def test_hidden_mistyped_and_never_given_out_look_alike(sana, web, acts, case):
    """S6: same words, same status, for search and for a link."""
    with scope(sana.pk):
        call = recorded(acts.amina, sana)
    for name in ("timur", "amina"):
        said = {nothing(web[name], code) for code in (case.code, "SHM-9999-X", "Нодира")}
        assert len(said) == 1
        for code in (case.code, "SHM-9999-X"):
            assert web[name].get(f"/desk/code/{code}/").status_code == 404
    assert nothing(web["timur"], call.code) == nothing(web["timur"], "HL-2026-9999")


def test_another_organisation_opens_nothing(case, serik, as_person):
    """S33."""
    web = as_person(serik)
    web.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert nothing(web, case.code) == nothing(web, "SHM-9999-X")


@pytest.mark.parametrize("name", ["admin", "olga"])
def test_who_knows_no_child_has_no_such_search(web, name):
    """S2, S30."""
    assert web[name].post(FIND, {"q": "SHM-0001-K"}).status_code == 403
    assert 'id="find"' not in web[name].get("/notices/").content.decode()


def test_what_is_typed_never_stands_in_an_address(web):
    """S27: the field on every page sends, it does not put a name into the address."""
    page = web["zhanar"].get("/desk/").content.decode()
    form = re.search(r'<form class="search[^>]*>', page)
    assert form and 'method="post"' in form[0] and 'action="/desk/find/"' in form[0]
    assert web["zhanar"].post(FIND, {"q": ""}).status_code == 422
