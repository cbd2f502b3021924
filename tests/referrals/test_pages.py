"""The pages of referrals by HTTP: refer, send, answer, look."""

from typing import Any

import pytest

from tests import cast
from tests.cases.web import body, browsers_of
from tests.directory import entries
from tests.hotline.call import recorded
from tests.referrals.told import NEED, again, drafted, sent
from umai.foundation.kernel.ids import uuid7
from umai.referrals.models import Referral, UnmetNeed

TYPED = {
    "need": "SO02",
    "urgency": "soon",
    "need_words": NEED,
    "shared": ["need", "age", "sex", "language"],
    "way": "letter",
    "language": "ru",
}


@pytest.fixture
def web(zhanar, saule, person, as_person, sana) -> dict[str, Any]:
    """Browsers of who refers, who supervises, and of people who may not know of the case."""
    from umai.foundation.access.models import Person

    staff = {
        "zhanar": Person.objects.get(pk=zhanar.person),
        "saule": Person.objects.get(pk=saule.person),
        "timur": person("social_worker", "Turkistan"),
        "admin": person("administrator", None),
    }
    return browsers_of(staff, as_person)


@pytest.fixture
def checkup(saule, agreed):
    """What the clinic offers."""
    return entries.service(saule, agreed, name_en="Check-up", needs=("SO02",))


def refer(case: Any, **asked: Any) -> str:
    """The address from which a case is referred."""
    words = "&".join(f"{name}={one}" for name, one in asked.items())
    return f"/referrals/from/case/{case.pk}/" + (f"?{words}" if words else "")


def test_from_the_case_to_the_answer_that_came_by_telephone(web, case, checkup, here):
    """F09: whom, what, looked at before it goes, sent once, answered on the telephone."""
    zhanar = web["zhanar"]
    assert "Check-up" in body(zhanar, refer(case, words="check"))
    page = refer(case, service=checkup.pk)
    assert "Children&#x27;s clinic" in body(zhanar, page)
    typed = {"id": str(uuid7()), **TYPED}
    wrong = zhanar.post(page, {**typed, "urgency": "", "shared": ["secret"]})
    assert wrong.status_code == 422 and NEED in wrong.content.decode()
    assert {"urgency", "shared"} <= set(wrong.context["form"].errors)
    look = zhanar.post(page, typed).url
    assert zhanar.post(page, typed).url == look and Referral.objects.count() == 1
    seen = body(zhanar, look)
    assert NEED in seen and "Нодира" not in seen and "Uzbek" in seen
    one = zhanar.post(look, {"version": 1}).url
    assert zhanar.post(look, {"version": 1}).url == one
    row = Referral.objects.get()
    assert row.state == "SENT" and "Print the letter" in body(zhanar, one)
    answer = f"{one}answer/"
    said = {"version": row.version, "kind": "refused", "teller": "provider", "words": "Come in May"}
    wrong = zhanar.post(answer, said)
    assert wrong.status_code == 422 and "Come in May" in wrong.content.decode()
    assert "refusal" in wrong.context["form"].errors
    wrong = zhanar.post(answer, {**said, "kind": "confirmed", "teller": "staff"})
    assert "teller" in wrong.context["form"].errors
    said |= {"kind": "accepted", "appointment_at": "2031-05-04T10:30"}
    assert zhanar.post(answer, said).url == one == zhanar.post(answer, said).url
    told = body(zhanar, one)
    assert "Come in May" in told and told.count("The provider") == 2
    assert again(row).state == "ACCEPTED" and again(row).appointment_at.hour == 5
    story = body(zhanar, f"/cases/{case.pk}/")
    assert f"Referral {row.code}: Accepted" in story and "Come in May" not in story


def test_without_consent_the_page_says_what_to_do_next(web, case, clinic, child, here):
    """S34: never a dead end: a draft, the consent's page, laid aside; nothing is sent."""
    page = refer(case, agency=clinic.pk)
    told = body(web["zhanar"], page)
    assert "has not agreed to share" in told and f"/children/{child.pk}/consent/note/" in told
    made = web["zhanar"].post(page, {"id": str(uuid7()), **TYPED, "then": "keep"}).url
    assert "Ask whether this may be told" in body(web["zhanar"], made)
    refused = web["zhanar"].post(f"{made}send/", {"version": 1})
    assert refused.status_code == 422 and "Ask them first" in refused.content.decode()
    assert web["zhanar"].post(f"{made}wait/").url == made
    row = Referral.objects.get()
    assert row.state == "CONSENT_PENDING" and row.shared_sealed is None
    mended = {**TYPED, "id": str(row.pk), "version": row.version, "need_words": "Another word."}
    assert web["zhanar"].post(f"{made}write/", mended).url == f"{made}send/"
    old = web["zhanar"].post(f"{made}write/", {**mended, "need_words": "A third."})
    assert old.status_code == 422 and "A third." in old.content.decode()
    back = web["zhanar"].post(f"{made}back/", {"version": row.version + 1, "reason": "not_needed"})
    assert back.url == made and again(row).state == "REVOKED"


def test_who_may_not_know_of_the_case_finds_nothing(web, case, agreed, zhanar, here):
    """S6: every page of a referral is the same 404."""
    row = sent(zhanar, case, agreed.pk)
    one = f"/referrals/{row.pk}/"
    pages = ("", "answer/", "back/", "code/", "send/", "write/", "told/")
    paths = [*(f"{one}{name}" for name in pages), refer(case), f"/referrals/of/case/{case.pk}/"]
    assert {web["timur"].get(path).status_code for path in paths} == {404}
    assert web["timur"].post(f"{one}letter/").status_code == 404
    assert {web["admin"].get(path).status_code for path in paths} == {403}
    assert row.code not in body(web["timur"], "/referrals/")


def test_a_code_is_shown_once_and_names_stay_covered(web, case, agreed, zhanar, here):
    """S31: the code stands on one answer only; a name is shown on a page of its own."""
    row = sent(zhanar, case, agreed.pk, shared=("need", "name", "phone"))
    one = f"/referrals/{row.pk}/"
    assert "Нодира" not in body(web["zhanar"], one)
    assert "Нодира" in body(web["zhanar"], f"{one}told/")
    draft = drafted(zhanar, case, agreed.pk, shared=("name",))
    look = f"/referrals/{draft.pk}/send/"
    assert "Нодира" in body(web["zhanar"], look)
    browser = cast.prove_of_old(web["zhanar"])
    assert {browser.get(path).status_code for path in (look, f"{one}told/")} == {302}
    cast.prove_of_old(browser, -6)
    given = web["zhanar"].post(f"{one}code/")
    assert given.context["given"].code in given.content.decode()
    assert given.context["given"].code not in body(web["zhanar"], f"{one}code/")
    assert web["zhanar"].post(f"{one}code/back/").url == one
    letter = web["zhanar"].post(f"{one}letter/")
    assert letter["Content-Type"] == "application/pdf" and letter.content[:5] == b"%PDF-"


def test_the_list_shows_codes_and_is_narrowed(web, case, agreed, zhanar, here):
    row = sent(zhanar, case, agreed.pk)
    told = body(web["zhanar"], "/referrals/?whose=mine&state=SENT&need=SO02&urgency=soon")
    assert row.code in told and case.code in told and "Нодира" not in told
    assert row.code in body(web["saule"], f"/referrals/?whose=team&agency={agreed.pk}")
    assert row.code not in body(web["saule"], "/referrals/?due=overdue")
    assert row.code not in body(web["zhanar"], "/referrals/?ended=on")
    assert "Nothing is shown" in body(web["zhanar"], "/referrals/?state=NOTHING")
    assert row.code in body(web["zhanar"], f"/referrals/of/case/{case.pk}/")


def test_help_that_nobody_gives_is_noted_and_counted(web, case, here):
    """Once, however often it is pressed; the page of waiting times shows it."""
    page = f"/referrals/unmet/case/{case.pk}/"
    typed = {"id": str(uuid7()), "need": "SO02", "reason": "none_here"}
    assert web["zhanar"].post(page, {**typed, "reason": ""}).status_code == 422
    for _press in range(2):
        assert web["zhanar"].post(page, typed).url == f"/cases/{case.pk}/"
    assert UnmetNeed.objects.count() == 1
    told = body(web["saule"], "/referrals/waiting/")
    assert "Nobody offers it here" in told and "Needs that nobody met" in told
    assert "Mend the days" in body(web["saule"], "/referrals/waiting/?first=x&last=y&by=age", 422)
    assert web["zhanar"].get("/referrals/waiting/").status_code == 403


def test_from_an_entry_of_the_directory(web, case, checkup, here):
    page = f"/referrals/to/{checkup.pk}/"
    assert web["zhanar"].get(f"{page}?code={case.code}").url == refer(case, service=checkup.pk)
    assert "may know has this code" in body(web["timur"], f"{page}?code={case.code}", 422)




def test_referred_from_where_the_work_is(web, case, checkup, zhanar, sana, here):
    """The case, the entry of the directory and the contact all lead there."""
    told = body(web["zhanar"], f"/cases/{case.pk}/")
    assert f"/referrals/case/{case.pk}/" in told and f"/referrals/of/case/{case.pk}/" in told
    assert "Check-up" in body(web["zhanar"], f"/referrals/case/{case.pk}/?words=check")
    entry = body(web["zhanar"], f"/directory/agencies/{checkup.agency_id}/")
    assert f"/referrals/to/{checkup.pk}/" in entry
    contact = recorded(zhanar, sana)
    page = f"/referrals/from/contact/{contact.pk}/"
    assert page in body(web["zhanar"], f"/hotline/contacts/{contact.pk}/")
    typed = {"id": str(uuid7()), **TYPED}
    look = web["zhanar"].post(f"{page}?service={checkup.pk}", typed).url
    assert "The caller has not agreed yet" in body(web["zhanar"], look)
    assert web["zhanar"].post(look, {"version": 1}).status_code == 422
    mended = {**typed, "version": 1, "caller_agreed": "on", "shared": ["need", "name"]}
    assert web["zhanar"].post(look.replace("send", "write"), mended).status_code == 422
    mended["shared"] = ["need"]
    assert web["zhanar"].post(look.replace("send", "write"), mended).url == look
    one = web["zhanar"].post(look, {"version": 2}).url
    assert contact.code in body(web["zhanar"], one)
    assert Referral.objects.get().state == "SENT"
