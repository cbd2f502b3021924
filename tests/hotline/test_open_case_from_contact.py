"""A case begins with a call, or a call belongs to a case that is open already."""

import pytest

from tests.cases.told import WHY, opened
from tests.cases.web import body, browsers_of, staff_of
from tests.people.known import NADIRA, events, register
from umai.cases import commands as cases
from umai.cases.models import Case, Concern
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.hotline import commands
from umai.hotline.models import Contact, Step


@pytest.fixture
def staff(person):
    return staff_of(person)


@pytest.fixture
def web(staff, as_person):
    return browsers_of(staff, as_person)


@pytest.fixture
def call(sana, staff, taken):
    """A call of a worried parent, taken by the operator and handed to Zhanar."""
    contact = taken(staff["amina"], topic="birth_registration")
    with scope(sana.pk):
        Contact.objects.filter(pk=contact.pk).update(holder_id=staff["zhanar"].pk)
        return Contact.objects.get(pk=contact.pk)


@pytest.fixture
def child(sana, staff, acting):
    with scope(sana.pk):
        return register(acting(staff["zhanar"]), sana, sex="female", **NADIRA)


def address(call, child=None):
    return f"/hotline/contacts/{call.pk}/case/" + (f"?child={child.code}" if child else "")


def now(sana, call):
    with scope(sana.pk):
        return Contact.objects.get(pk=call.pk)


def typed(call, **more):
    return {"version": call.version, "id": str(uuid7()), "main": "NBR", "worry": WHY, **more}


def test_a_case_is_opened_from_a_call_in_one_act(sana, web, call, child):
    """R1: once; one entry in the journal, the two are linked, the topic proposes the concern."""
    assert address(call) in body(web["zhanar"], f"/hotline/contacts/{call.pk}/")
    form = web["zhanar"].get(address(call, child)).context["form"]
    assert form["main"].value() == "NBR"
    before = len(events(sana))
    said = typed(call, others=["PDC"])
    first = web["zhanar"].post(address(call, child), said)
    assert first.status_code == 302, first.content.decode()[:3000]
    assert events(sana)[before:] == ["cases.case_opened"]
    assert web["zhanar"].post(address(call, child), said).url == first.url
    with scope(sana.pk):
        case = Case.objects.get()
        assert case.source == "contact" and Concern.objects.count() == 2
        assert Entry.objects.filter(event="cases.case_opened").count() == 1
        assert list(Step.objects.values_list("kind", flat=True)) == ["case_opened"]
    linked = now(sana, call)
    assert (linked.case_id, linked.state) == (case.pk, "case_opened")
    assert case.code in body(web["zhanar"], f"/hotline/contacts/{call.pk}/")


def test_calls_about_a_case_are_shown_to_who_may_read_them(sana, web, staff, call, child, acting):
    """S6: the team of the case learns nothing of a call that it may not read."""
    with scope(sana.pk):
        case = opened(acting(staff["zhanar"]), sana, child)
        zhanar = acting(staff["zhanar"])
        cases.join_case_team(zhanar, case.pk, staff["marat"].pk, "psychologist")
        commands.link_case(zhanar, call.pk, call.version, case.pk)
    page = f"/hotline/about/{case.pk}/"
    assert call.code in body(web["zhanar"], page)
    hidden = body(web["marat"], page)
    assert call.code not in hidden and "No call that you may see" in hidden
    assert web["timur"].get(page).status_code == 404
    assert f'hx-get="{page}"' in body(web["zhanar"], f"/cases/{case.pk}/")


def test_a_child_with_a_case_gets_the_call_linked(sana, web, staff, call, child, acting):
    """R5: after somebody else's change the page says so and links on the second try."""
    with scope(sana.pk):
        case = opened(acting(staff["zhanar"]), sana, child)
    assert "has a case" in body(web["zhanar"], address(call, child))
    link = f"/hotline/contacts/{call.pk}/case/{case.pk}/"
    assert web["zhanar"].post(link, {"version": 99}).status_code == 422
    assert web["timur"].post(link, {"version": call.version}).status_code == 404
    assert web["zhanar"].post(link, {"version": call.version}).status_code == 302
    assert now(sana, call).case_id == case.pk
    assert events(sana)[-1] == "hotline.case_linked"
    again = web["zhanar"].post(link, {"version": now(sana, call).version})
    assert again.status_code == 422


def test_an_unknown_code_is_said_at_its_field(web, call, child):
    """S6: a code that is wrong and one of a child whom one must not know are the same no."""
    for code in ("SHM-9999-X", "nonsense"):
        answer = web["zhanar"].get(f"{address(call)}?child={code}")
        assert answer.status_code == 422 and "No child whom you may know" in answer.content.decode()
    assert web["zhanar"].get(f"{address(call)}?child=").status_code == 422


def test_what_is_wrong_opens_nothing(sana, web, call, child):
    """R28: the words come back; neither case nor link is there."""
    answer = web["zhanar"].post(address(call, child), typed(call, worry=" ", others=["OOS"]))
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["worry"]
    low = typed(call, risk="LOW", triggers=["SUICIDAL_PLAN"], why_risk=WHY)
    assert web["zhanar"].post(address(call, child), low).status_code == 422
    with scope(sana.pk):
        assert not Case.objects.exists()
    assert now(sana, call).case_id is None


def test_who_may_not_open_cases_is_not_asked(web, call, child):
    """S2: the operator hands the call over instead."""
    assert web["amina"].get(address(call, child)).status_code == 403
    assert "Open a case for this child" not in body(web["amina"], f"/hotline/contacts/{call.pk}/")
    assert web["aigerim"].get(address(call, child)).status_code == 404


def test_a_lawyer_begins_a_procedure_for_who_called_and_the_code_goes_along(
    sana, staff, web, call, child
):
    """From the contact to the record to the procedure; an operator is not offered it."""
    with scope(sana.pk):
        Contact.objects.filter(pk=call.pk).update(holder_id=staff["malika"].pk)
    begin = f"/legal/begin/?contact={call.code}"
    assert begin in body(web["malika"], f"/hotline/contacts/{call.pk}/")
    assert begin not in body(web["amina"], f"/hotline/contacts/{call.pk}/")
    found = web["malika"].post(begin, {"code": child.code}).headers["Location"]
    typed = {"id": str(uuid7()), "template": "LP-16", "origin": call.received_at.date()}
    answer = web["malika"].post(found, typed)
    page = body(web["malika"], answer.headers["Location"])
    assert call.code in page and f"/desk/code/{call.code}/" in page
    assert call.code in body(web["saule"], answer.headers["Location"])
