"""Boards and proofs by HTTP: columns, scope, filters, mistakes, and what a page asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cases.told import led
from tests.cases.web import body, browsers_of
from tests.legal_aid.told import WHY, done, opened, today, told
from tests.people.known import register
from umai.cases import commands as cases
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.legal_aid import births, commands, queries, statistics
from umai.legal_aid.models import Evidence
from umai.legal_aid.terms import Route
from umai.people import commands as people
from umai.people.models import Individual, Pair

pytestmark = pytest.mark.usefixtures("here")

NAMES = (("Ерлан", "Сапаров"), ("Olim", "Qodirov"), ("Petr", "Vlasov"), ("Жандос", "Мукан"))


@pytest.fixture
def web(malika, zhanar, saule, person, as_person, rodnik) -> dict[str, Any]:
    """Browsers of who may know of the case, and of others."""
    from umai.foundation.access.models import Person

    staff = {
        "malika": Person.objects.get(pk=malika.person),
        "zhanar": Person.objects.get(pk=zhanar.person),
        "saule": Person.objects.get(pk=saule.person),
        "stranger": person("lawyer", "Turkistan"),
        "rodnik": cast.person(rodnik, "lawyer", None),
    }
    return browsers_of(staff, as_person)


def further(number: int, malika: Any, zhanar: Any, saule: Any, sana: Any) -> list[Any]:
    """More cases of children like her, each with the lawyer."""
    found = []
    for at in range(number):
        given, family = NAMES[at]
        child = register(zhanar, sana, sex="male", given_name=given, family_name=family)
        case = led(saule, zhanar, sana, child)
        cases.join_case_team(zhanar, case.pk, malika.person, "lawyer")
        found.append(case)
    return found


def test_the_board_shows_columns_by_step_and_refusals_apart(web, malika, case):
    """S2: nobody else finds a code on it, of another team or another organisation; no name
    stands anywhere.
    """
    row = opened(malika, case, "LP-02")
    page = body(web["malika"], "/legal/board/LP-02/")
    assert row.code in page and "Female" in page and "Proof is missing" in page
    assert "Nodira" not in page and "Нодира" not in page
    column = page.split('id="column-TALK"')[1].split("</section>")[0]
    assert row.code in column
    for address in ("/legal/board/LP-02/", "/legal/births/"):
        for other in ("stranger", "rodnik"):
            page = body(web[other], address)
            assert row.code not in page and case.code not in page
        assert web["zhanar"].get(address).status_code == 403
    body(web["malika"], "/legal/board/LP-99/", 404)
    row = done(malika, row, "")
    row = commands.refuse_step(malika, row.pk, row.version, told("late", words=WHY))
    page = body(web["malika"], "/legal/board/LP-02/?whose=mine")
    assert row.code in page.split('id="column-refused"')[1].split("</section>")[0]
    assert row.code not in body(web["saule"], "/legal/board/LP-02/?whose=mine")
    assert row.code in body(web["saule"], "/legal/board/LP-02/?whose=team")
    assert row.code in body(web["malika"], "/legal/?template=LP-02&stands=contested")
    assert row.code not in body(web["malika"], "/legal/?template=LP-02&step=TALK")
    assert row.code in body(web["malika"], "/legal/?template=LP-02&step=MED&whose=team")
    commands.close_procedure(malika, row.pk, row.version, "WITHDRAWN", WHY)
    page = body(web["malika"], "/legal/board/LP-02/")
    assert row.code in page.split('id="column-done"')[1]
    to = web["malika"].get("/legal/board/?template=LP-05&whose=mine").headers["Location"]
    assert to == "/legal/board/LP-05/?whose=mine"


def test_from_identified_by_a_begun_registration_to_a_proof(web, malika, case):
    page = body(web["malika"], "/legal/births/")
    assert case.code in page and f"/legal/case/{case.pk}/begin/" in page
    row = opened(malika, case, "LP-02", today())
    page = body(web["malika"], "/legal/births/")
    assert page.count(row.code) == 1 and f"/legal/case/{case.pk}/begin/" not in page
    assert row.code not in body(web["malika"], "/legal/births/?column=proof")
    assert "Nothing is shown until" in body(web["malika"], "/legal/births/?column=moon")
    address = f"/legal/{row.pk}/proof/BIRTH/"
    said = {"version": row.version, "on": today().isoformat(), "kind": "MED_BIRTH", "words": WHY}
    wrong = web["malika"].post(f"{address}lacking/", {**said, "on": ""})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert WHY in text and "Write a day such as" in text and "Choose why" in text
    assert not Evidence.objects.exists()
    answer = web["malika"].post(f"{address}lacking/", {**said, "reason": "NO_RECORD"})
    assert answer.status_code == 302
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "The archive has no record" in page and WHY in page
    older = web["malika"].post(f"{address}have/", said)
    assert older.status_code == 422 and "Somebody was quicker" in older.content.decode()
    for wrong in ("KINSHIP/have/", "BIRTH/burnt/"):
        body(web["malika"], f"/legal/{row.pk}/proof/{wrong}", 404)
    for other in ("stranger", "rodnik"):
        body(web[other], f"{address}have/", 404)
    assert web["zhanar"].get(f"{address}have/").status_code == 403


def test_a_paper_of_the_child_or_a_parent_is_chosen_as_proof(
    web, malika, zhanar, sana, case, child
):
    """S3: what belongs to another state and is sent along is not written."""
    row = done(malika, opened(malika, case, "LP-01"), "citizens", obtained=True)
    address = f"/legal/{row.pk}/proof/BIRTH/have/"
    assert f"Medical certificate of birth · {child.code}" in body(web["malika"], address)
    mother = register(zhanar, sana, sex="female", given_name="Gulnora", family_name="Karimova")
    passport = people.DocumentDetails(
        id=uuid7(), individual_id=mother.pk, type="PASS_FOREIGN", state="RECEIVED"
    )
    people.note_document(zhanar, passport)
    kin = people.RelationDetails(
        id=uuid7(), individual_id=child.pk, kind="MOTHER", code=mother.code
    )
    people.relate_people(zhanar, kin)
    known = queries.papers_to_choose(malika, row)
    assert ("PASS_FOREIGN", mother.code) in {(kind, code) for _pk, code, kind in known}
    paper = known[0][0]
    said = {"version": row.version, "on": today().isoformat(), "document_id": str(paper)}
    said |= {"reason": "NEVER", "remind_on": "2099-01-01"}
    assert web["malika"].post(address, said).status_code == 302
    one = Evidence.objects.get()
    assert (one.kind, one.document_id) == ("MED_BIRTH", paper)
    assert (one.reason, one.remind_on) == ("", None)
    assert queries.claims_lacking([row]) == {row.pk: ["MOTHER"]}
    card = body(web["malika"], f"/legal/{row.pk}/").split('id="proofs"')[1]
    assert f'<span class="code">{child.code}</span>' in card


def test_a_consulate_is_not_asked_for_proof_about_who_seeks_protection(malika, saule, case):
    """Nobody contacts the consulate of an asylum-seeker, for evidence neither."""
    from tests.directory import entries
    from umai.foundation.kernel.refusal import Refused

    consulate = entries.agency(saule, type="CONSUL")
    row = opened(malika, case, "LP-02")
    opened(malika, case, "LP-10")
    told_so = commands.EvidenceTold(
        claim="MOTHER", state="asked", kind="PASS_FOREIGN", on=today(), agency_id=consulate.pk
    )
    with pytest.raises(Refused, match="seeks protection"):
        commands.note_evidence(malika, row.pk, row.version, told_so)


def test_the_pages_ask_the_same_however_many_there_are(web, malika, zhanar, saule, sana, case):
    opened(malika, case, "LP-02", today())

    def asked(address: str) -> int:
        body(web["malika"], address)
        with CaptureQueriesContext(connection) as found:
            body(web["malika"], address)
        return len(found)

    addresses = ("/legal/board/LP-02/", "/legal/births/")
    before = [asked(one) for one in addresses]
    for at, more in enumerate(further(4, malika, zhanar, saule, sana)):
        if at:
            opened(malika, more, "LP-02", today())
    assert [asked(one) for one in addresses] == before


def test_two_records_that_are_one_person_stand_once_and_are_told(
    web, malika, zhanar, saule, sana, case
):
    first = opened(malika, case, "LP-02")
    [other] = further(1, malika, zhanar, saule, sana)
    second = opened(malika, other, "LP-01")
    Individual.objects.filter(pk=case.individual_id).update(merged_into_id=other.individual_id)
    page = body(web["malika"], "/legal/births/")
    assert "Also registered by" in page and page.count(second.code) == page.count(first.code) == 1
    page = body(web["malika"], "/legal/births/?column=interview")
    assert first.code not in page.split('id="column-interview"')[1].split("</section>")[0]


def test_an_open_question_about_the_child_is_told_to_who_may_answer_it(
    web, malika, zhanar, saule, sana, case
):
    [other] = further(1, malika, zhanar, saule, sana)
    one, two = sorted((case.individual_id, other.individual_id))
    Pair.objects.create(
        organisation_id=sana.pk, one_id=one, other_id=two, score=0.9, found_at=clock.now()
    )
    address = f"/children/duplicates/{one}/{two}/"
    assert address in body(web["saule"], "/legal/births/")
    assert address not in body(web["malika"], "/legal/births/")


def test_routes_are_counted_and_few_are_hidden(malika, saule, case):
    with clock.told_at(clock.now() - timedelta(days=20)):
        row = done(malika, opened(malika, case, "LP-02", today() - timedelta(days=15)), "", "no")
        row = done(malika, row, "", "accepted")
    done(malika, row, "", obtained=True)
    found = {(one.route, one.this_year): one for one in statistics.registered_births(saule)}
    assert found[Route.COURT, True].number is None and found[Route.PAPERS, True].number == 0
    from umai.foundation.vocabulary import queries as vocabulary
    from umai.foundation.vocabulary.models import Rule

    Rule.objects.filter(code="DP.SMALL_CELL").update(value="1")
    vocabulary.forget()
    found = {(one.route, one.this_year): one for one in statistics.registered_births(saule)}
    one = found[Route.COURT, True]
    assert (one.number, one.days, one.weeks) == (1, 20.0, 5.0)
    assert found[Route.LATE, True].number == 1 and found[Route.COURT, False].number == 0
    assert births.hidden({Route.PAPERS: 3, Route.NO_PAPERS: 40, Route.COURT: 9}, 5) == {
        Route.PAPERS,
        Route.COURT,
    }
