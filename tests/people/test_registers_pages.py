"""The pages of both registers: codes only, mistakes at their field, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.people.known import NADIRA, register
from tests.people.registers import STORY, ask, report
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.people import commands
from umai.people.models import DataRequest, Incident

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def officer(person):
    return person("data_protection_officer")


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, **NADIRA)


def at(name, *args):
    return reverse(f"people:{name}", args=args)


def test_an_operator_reports_a_breach_and_the_officer_works_it_off(person, officer, as_person):
    """R1, S31: from the report to the end; the list says no word of what happened."""
    web, keeps = as_person(person("operator", "Shymkent")), as_person(officer)
    typed = {"id": str(uuid7()), "kind": "breach", "noticed_at": "", "story": STORY}
    wrong = web.post(at("report_incident"), typed | {"concerned": "many"})
    assert wrong.status_code == 422
    assert STORY in wrong.content.decode() and "many" in wrong.content.decode()
    typed["noticed_at"] = (clock.now() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    for _twice in range(2):
        assert web.post(at("report_incident"), typed).status_code == 200
    row = Incident.objects.get()
    assert web.get(at("incidents")).status_code == 403
    listed = keeps.get(at("incidents")).content.decode()
    assert row.code in listed and STORY not in listed
    assert STORY in keeps.get(at("incident", row.pk)).content.decode()
    told = {"version": 1, "at": typed["noticed_at"], "how": "", "number": "N-17"}
    wrong = keeps.post(at("note_notice", row.pk), told)
    assert wrong.status_code == 422 and "N-17" in wrong.content.decode()
    told["at"] = clock.now().strftime("%Y-%m-%dT%H:%M")
    assert keeps.post(at("note_notice", row.pk), told | {"how": "Портал"}).status_code == 302
    closed = {"version": 2, "reason": "Found again"}
    assert keeps.post(at("close_incident", row.pk), closed).status_code == 302
    shown = keeps.get(at("incident", row.pk)).content.decode()
    assert "N-17" in shown and "Found again" in shown
    assert row.code not in keeps.get(at("incidents"), {"state": "open"}).content.decode()
    assert row.code in keeps.get(at("incidents"), {"state": "closed"}).content.decode()
    assert keeps.get(at("incidents"), {"state": "odd", "newer": "x~y"}).status_code == 200


def test_who_was_slower_sees_that_and_sends_again(zhanar, officer, as_person, acting):
    """R5: the words are kept, the second time they are saved."""
    row = report(zhanar)
    web = as_person(officer)
    commands.note_step(acting(officer), row.pk, 1, "measure", "New locks")
    typed = {"version": 1, "kind": "told", "words": "The mother was told"}
    again = web.post(at("note_step", row.pk), typed)
    assert again.status_code == 422
    assert "The mother was told" in again.content.decode()
    version = again.context["form"]["version"].value()
    assert web.post(at("note_step", row.pk), typed | {"version": version}).status_code == 302


def test_somebody_shut_out_gets_the_same_404_as_for_nothing(zhanar, saule, officer, as_person):
    """S6: no trace, whichever page is asked."""
    row = report(zhanar, kind="other", not_seen_by=(saule.pk,))
    web = as_person(saule)
    hidden, nothing = (web.get(at("incident", pk)) for pk in (row.pk, uuid7()))
    assert hidden.status_code == nothing.status_code == 404
    assert row.code not in web.get(at("incidents")).content.decode()
    for name in ("note_step", "close_incident", "ask_unsealing"):
        assert web.get(at(name, row.pk)).status_code == 404
    assert as_person(officer).get(at("incident", row.pk)).status_code == 200


def test_a_worker_notes_a_request_and_the_officer_answers_it(worker, officer, nodira, as_person):
    """S4: codes on every page; the way to the next step stands on the request."""
    web, keeps = as_person(worker), as_person(officer)
    form = web.get(at("note_request"), {"about": nodira.code})
    assert nodira.code in form.content.decode()
    typed = {
        "id": str(uuid7()),
        "code": nodira.code,
        "wants": "copy",
        "asker": "person",
        "proof": "not_yet",
        "received_on": clock.today("Asia/Almaty").isoformat(),
        "who": "Асем",
    }
    wrong = web.post(at("note_request"), typed | {"code": "SHM-9999-X"})
    assert wrong.status_code == 422 and "Асем" in wrong.content.decode()
    assert web.post(at("note_request"), typed).status_code == 302
    row = DataRequest.objects.get()
    for browser in (web, keeps):
        listed = browser.get(at("requests")).content.decode()
        assert row.code in listed and nodira.code in listed
        assert "Нодира" not in listed and "Асем" not in listed
    assert at("copy_record", row.pk) not in web.get(at("data_request", row.pk)).content.decode()
    assert web.post(at("note_proof", row.pk), {"version": 1, "proof": "known"}).status_code == 302
    assert at("copy_record", row.pk) in web.get(at("data_request", row.pk)).content.decode()
    given = web.post(at("copy_record", row.pk), {"language": "ru", "form": "pdf"})
    assert given["Content-Type"] == "application/pdf" and given["Cache-Control"] == "no-store"
    assert "Нодира" not in given["Content-Disposition"]
    assert keeps.get(at("copy_record", row.pk)).status_code == 403
    later = (clock.today("Asia/Almaty") + timedelta(days=40)).isoformat()
    more = {"version": 2, "until": later, "reason": "Архив"}
    assert web.post(at("extend_request", row.pk), more).status_code == 403
    assert keeps.post(at("extend_request", row.pk), more).status_code == 302
    done = {"version": 3, "answer": "partly", "proof": "known", "ground": "", "words": "Лично"}
    wrong = keeps.post(at("answer_request", row.pk), done)
    assert wrong.status_code == 422 and "Лично" in wrong.content.decode()
    done["ground"] = "harm"
    assert keeps.post(at("answer_request", row.pk), done).status_code == 302
    assert row.code in keeps.get(at("requests"), {"state": "done"}).content.decode()
    assert row.code not in keeps.get(at("requests"), {"state": "overdue"}).content.decode()


def test_every_kind_of_request_says_what_to_do_next(zhanar, saule, child, as_person):
    web = as_person(saule)
    ways = {
        "correction": at("correct_individual", child.pk),
        "erasure": at("keeping", child.pk),
        "recipients": f"{at('individual', child.pk)}#consent",
    }
    for wants, way in ways.items():
        row = ask(zhanar, child.code, wants=wants)
        assert way in web.get(at("data_request", row.pk)).content.decode()
    nobody = ask(zhanar)
    assert web.get(at("data_request", nobody.pk)).status_code == 200


def test_another_organisation_is_answered_like_about_nothing(zhanar, child, serik, as_person):
    """S33."""
    row, incident = ask(zhanar, child.code), report(zhanar, kind="other")
    web = as_person(serik)
    pages = (at("data_request", row.pk), at("copy_record", row.pk), at("incident", incident.pk))
    for page in pages:
        assert web.get(page).status_code == 404
    assert row.code not in web.get(at("requests")).content.decode()
    assert web.get(at("note_request"), {"about": child.code}).context["form"].initial["code"] == ""


def test_the_record_of_a_child_leads_to_noting_a_request(web, nodira):
    told = web.get(at("individual", nodira.pk)).content.decode()
    assert f"{at('note_request')}?about={nodira.code}" in told


def test_a_limit_is_said_by_its_last_day(zhanar, officer, as_person):
    """R7: midnight is the end of the day before, in words; the journal names nobody either."""
    row = report(zhanar)
    told = as_person(officer).get(at("incident", row.pk)).content.decode()
    last = clock.local_day(row.due_at - timedelta(seconds=1), "Asia/Almaty")
    assert "до конца дня" in told and str(last.day) in told
