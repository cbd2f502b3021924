"""Documents, family and consent on pages: forms keep what was typed, names never stand in lists."""

import pytest

from tests.people.known import NADIRA, register
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.people import commands
from umai.people.models import Consent, Document, Relation

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def worker(person):
    return person("social_worker", "Shymkent")


@pytest.fixture
def zhanar(worker):
    return actors.actor_of(worker)


@pytest.fixture
def child(sana, zhanar):
    with scope(sana.pk):
        return register(zhanar, sana, languages=("uz",), **NADIRA)


@pytest.fixture
def browser(as_person, worker):
    return as_person(worker)


def at(child, way=""):
    return f"/children/{child.pk}/{way}"


def get(browser, url):
    return browser.get(url, headers=ENGLISH)


def send(browser, url, **said):
    return browser.post(url, said, headers=ENGLISH)


def test_a_document_is_noted_and_its_number_stays_covered(sana, browser, child):
    said = {"id": uuid7(), "type": "PASS_FOREIGN", "state": "RECEIVED", "number": "UZ-CANARY"}
    assert send(browser, at(child, "documents/note/"), **said).status_code == 302
    page = get(browser, at(child)).text
    assert "Foreign passport" in page
    assert "CANARY" not in page
    assert "UZ-CANARY" in send(browser, at(child, "show/")).text
    with scope(sana.pk):
        row = Document.objects.get()
        assert Entry.objects.filter(event="people.details_revealed").count() == 1
    assert "UZ-CANARY" in get(browser, f"/children/documents/{row.pk}/").text


def test_a_mistake_keeps_what_was_typed(browser, child):
    said = {"id": uuid7(), "type": "", "state": "RECEIVED", "number": "KEEP-ME"}
    answer = send(browser, at(child, "documents/note/"), **said)
    assert answer.status_code == 422
    assert "KEEP-ME" in answer.text


def test_an_iin_that_does_not_fit_is_saved_with_a_warning(sana, browser, child):
    said = {"id": uuid7(), "type": "IIN", "state": "RECEIVED", "number": "123456789012"}
    send(browser, at(child, "documents/note/"), **said)
    assert "do not fit together" in get(browser, at(child)).text
    with scope(sana.pk):
        assert Document.objects.count() == 1


def test_two_versions_stand_side_by_side(sana, zhanar, browser, child):
    """R5"""
    with scope(sana.pk):
        details = commands.DocumentDetails(
            id=uuid7(), individual_id=child.pk, type="IIN", state="APPLIED", number="OLD"
        )
        row = commands.note_document(zhanar, details)
    url = f"/children/documents/{row.pk}/"
    said = {"id": row.pk, "version": 1, "type": "IIN", "state": "RECEIVED"}
    assert send(browser, url, **said, number="THEIRS").status_code == 302
    answer = send(browser, url, **said, number="MINE")
    assert answer.status_code == 422
    assert "THEIRS" in answer.text
    assert "MINE" in answer.text
    assert send(browser, url, **{**said, "version": 2}, number="MINE").status_code == 302


def test_whom_not_to_contact_stands_before_everything(sana, browser, child):
    said = {
        "id": uuid7(),
        "kind": "STEP_FATHER",
        "name": "Рустам Canary",
        "no_contact": "on",
        "why_no_contact": "He beat the child.",
    }
    assert send(browser, at(child, "family/add/"), **said).status_code == 302
    page = get(browser, at(child)).text
    assert "Canary" not in page
    assert page.index("He beat the child.") < page.index('id="documents"')
    assert "<svg" in page[page.index('id="family"') :]
    with scope(sana.pk):
        row = Relation.objects.get()
    assert "Рустам Canary" in get(browser, f"/children/family/{row.pk}/").text
    end = f"/children/family/{row.pk}/end/"
    assert get(browser, end).status_code == 200
    assert send(browser, end, version=1, until="").status_code == 422
    assert send(browser, end, version=1, until="2026-01-05").status_code == 302
    assert "He beat the child." in get(browser, at(child)).text


def test_consent_is_noted_taken_back_and_overridden(sana, person, as_person, browser, child):
    """S34: on pages as in commands."""
    said = {
        "id": uuid7(),
        "answer_SERVICES": "GIVEN",
        "answer_TRACING": "REFUSED",
        "given_by": "PARENT",
        "assent": "true",
        "language": "uz",
        "explained_how": "spoken",
    }
    url = at(child, "consent/note/")
    assert get(browser, url).status_code == 200
    refused = send(browser, url, **said)
    assert refused.status_code == 422
    assert "when we must tell others" in refused.text
    assert send(browser, url, **said, limits_explained="on").status_code == 302
    with scope(sana.pk):
        given = Consent.objects.get(scope="SERVICES")
        no = Consent.objects.get(scope="TRACING")
    assert get(browser, f"/children/consent/{given.pk}/back/").status_code == 200
    assert send(browser, f"/children/consent/{given.pk}/back/").status_code == 302
    assert "Withdrawn" in get(browser, at(child)).text
    over = f"/children/consent/{no.pk}/override/"
    assert get(browser, over).status_code == 403
    boss = as_person(person("supervisor"))
    assert get(boss, over).status_code == 200
    why = {"ground": "vital_danger", "reason": "The child is in great danger now."}
    assert send(boss, over, **why).status_code == 422
    last = {"until": "2099-01-01", "child_told": "on"}
    assert send(boss, over, **why, **last).status_code == 302
    assert "Overridden by a supervisor" in get(boss, at(child)).text


@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz", "tg"])
def test_the_form_to_sign_carries_the_code_and_no_name(sana, browser, child, language):
    """S22: printing is an act."""
    page = get(browser, at(child, "consent/form/"))
    assert page.status_code == 200
    answer = send(browser, at(child, "consent/form/"), language=language)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert child.code in answer["Content-Disposition"]
    assert "Нодира".encode() not in answer.content
    with scope(sana.pk):
        assert Entry.objects.filter(event="people.consent_form_printed").count() == 1


def test_another_team_finds_no_page(sana, zhanar, person, as_person, child):
    """S4: the same 404 everywhere."""
    with scope(sana.pk):
        row = commands.note_document(
            zhanar,
            commands.DocumentDetails(
                id=uuid7(), individual_id=child.pk, type="IIN", state="APPLIED"
            ),
        )
    other = as_person(person("social_worker", "Turkistan"))
    for way in ("documents/note/", "family/add/", "consent/note/", "consent/form/"):
        assert get(other, at(child, way)).status_code == 404
    assert get(other, f"/children/documents/{row.pk}/").status_code == 404
    assert send(other, at(child, "show/")).status_code == 404
