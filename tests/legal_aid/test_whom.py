"""A procedure for somebody of the family, or for who came to a consultation and has no case."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.web import body, browsers_of
from tests.legal_aid.test_statistics import counted
from tests.legal_aid.told import WHY, done, opened, today, told
from tests.people.known import register
from umai.cases.models import Case
from umai.foundation.access.models import Person
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.legal_aid import commands, queries
from umai.legal_aid.models import Procedure, ProcedureFact
from umai.people import commands as people
from umai.people import queries as known_people
from umai.people.models import Individual, Relation

pytestmark = pytest.mark.usefixtures("here")


def begun(actor, person, template="LP-09", case=None, **said):
    """A procedure for somebody, in a case or without one."""
    details = commands.ProcedureDetails(
        id=uuid7(), template=template, origin=today(), individual_id=person.pk, **said
    )
    return commands.open_procedure(actor, case.pk if case else None, details)


@pytest.fixture
def mother(sana, zhanar, malika, child):
    """The mother of Nodira, in the circle of Zhanar and Malika."""
    found = register(zhanar, sana, sex="female", given_name="Мавлюда", family_name="Тошева")
    details = people.RelationDetails(
        id=uuid7(), individual_id=child.pk, kind="MOTHER", code=found.code
    )
    people.relate_people(zhanar, details)
    return found


def test_papers_of_the_mother_are_hers_and_no_child_is_counted(malika, saule, case, mother, child):
    """LG01: an adult's certificate is no child's."""
    row = begun(malika, mother, "LP-01", case)
    assert (row.individual_id, row.case_id, row.key_id) == (mother.pk, case.pk, mother.key_id)
    done(malika, row, "citizens", obtained=True)
    held = [one.type for one in known_people.documents(malika, mother).rows]
    assert held == ["MED_BIRTH"] and known_people.documents(malika, child).rows == []
    ProcedureFact.objects.filter(gives="MED_BIRTH").update(gives="BIRTH_KZ")
    assert counted(saule)["LG01",] == (0, None, 0.0)
    Individual.objects.filter(pk=mother.pk).update(birth_year=today().year - 12)
    assert counted(saule)["LG01",] == (1, None, 1.0)
    opened(malika, case, "LP-01")
    assert queries.procedures_of_case(malika, case.pk).count() == 2, "both may run at once"
    with pytest.raises(Refused) as no:
        begun(malika, mother, "LP-01", case)
    assert no.value.field == "template"


def test_a_block_asks_of_the_mother_and_of_the_child(malika, case, mother, child):
    """No consulate for either, once one of them seeks protection."""
    row = done(malika, begun(malika, mother, "LP-03", case), "none", "", "agrees", "uz")
    assert row.step == "CONSUL_UZ"
    for one in (child, mother):
        Individual.objects.filter(pk=one.pk).update(migration_status="ASYLUM_CERT")
        with pytest.raises(Refused, match="seeks protection"):
            commands.submit_step(malika, row.pk, row.version, told())
        Individual.objects.filter(pk=one.pk).update(migration_status="")
    asylum = begun(malika, mother, "LP-10", case)
    of_child = done(malika, opened(malika, case, "LP-03"), "none", "", "agrees", "uz")
    with pytest.raises(Refused, match="seeks protection"):
        commands.submit_step(malika, row.pk, row.version, told())
    commands.close_procedure(malika, asylum.pk, asylum.version, "WITHDRAWN", WHY)
    assert commands.submit_step(malika, of_child.pk, of_child.version, told())


def test_only_the_family_that_one_may_know_and_contact_is_offered(
    sana, malika, zhanar, case, mother
):
    """S2: not a stranger, nobody whom one must not contact, nobody outside one's circle."""
    stranger = register(zhanar, sana, sex="male", given_name="Алишер", family_name="Олимов")
    assert [kin[0] for kin in queries.family_of_case(malika, case)] == [mother.pk]
    with pytest.raises(Refused) as no:
        begun(malika, stranger, case=case)
    assert no.value.field == "individual_id"
    Relation.objects.update(no_contact=True)
    assert queries.family_of_case(malika, case) == []
    Relation.objects.update(no_contact=False)
    people.shut_out(zhanar, mother.pk, malika.person, "She is her neighbour and tells everything.")
    assert queries.family_of_case(malika, case) == []


def test_from_a_consultation_without_a_case_to_its_end(sana, malika, saule, mother):
    row = begun(malika, mother)
    assert (row.case_id, row.team_id, row.key_id) == (None, mother.team_id, mother.key_id)
    assert commands.read_procedure(malika, row.pk).origin == today()
    commands.note_matter(
        malika, row.pk, uuid7(), "fee", commands.MatterDetails(what="", state="none", amount=100)
    )
    note = commands.NoteDetails(about_on=today(), words=WHY)
    one = commands.write_procedure_note(malika, row.pk, uuid7(), note)
    assert queries.words_of_note(queries.procedure_note(malika, one.pk)) == WHY
    row = commands.pause_procedure(malika, row.pk, row.version, WHY)
    commands.close_procedure(malika, row.pk, row.version, "ADVICE_ONLY", WHY)
    assert counted(saule)["LG05",] == (1, None, 1.0)


def test_without_a_case_the_circle_of_the_person_sees_it(
    malika, zhanar, timur, mother, person, acting
):
    """S2: as for the record itself; who is shut out from it finds no procedure either."""
    row = begun(malika, mother)
    assert queries.procedures(zhanar).get() == row
    other = acting(person("lawyer", "Turkistan"))
    for who in (timur, other):
        assert not queries.procedures(who).exists()
    with pytest.raises(Http404):
        begun(other, mother)
    with pytest.raises(PermissionDenied):
        begun(zhanar, mother)
    bota = acting(person("lawyer", "Shymkent"))
    people.shut_out(zhanar, mother.pk, bota.person, "She is her neighbour and tells everything.")
    assert not queries.procedures(bota).exists()
    with pytest.raises(Refused):
        commands.give_procedure(malika, row.pk, row.version, bota.person, WHY)
    third = acting(person("lawyer", "Shymkent"))
    row = commands.give_procedure(malika, row.pk, row.version, third.person, WHY)
    assert queries.procedures(third).get().owner_id == third.person


def test_a_child_with_an_open_case_gets_it_in_the_case(malika, case, child):
    row = begun(malika, child)
    assert (row.case_id, row.key_id) == (case.pk, None)
    Case.objects.filter(pk=case.pk).update(ended_at=case.opened_at + timedelta(days=1))
    row = begun(malika, child, "LP-05")
    assert (row.case_id, row.key_id) == (None, child.key_id)


def test_with_the_record_of_the_person_the_procedure_goes(malika, mother, case):
    begun(malika, mother)
    begun(malika, mother, "LP-10", case)
    commands.erase_procedures(malika, mother.pk)
    assert not Procedure.objects.exists() and not ProcedureFact.objects.exists()


def test_pages_from_the_record_the_case_and_a_contact(
    monkeypatch, malika, zhanar, case, mother, child, person, as_person
):
    staff = {"malika": Person.objects.get(pk=malika.person),
             "zhanar": Person.objects.get(pk=zhanar.person),
             "stranger": person("lawyer", "Turkistan")}  # fmt: skip
    web = browsers_of(staff, as_person)
    assert f"/legal/person/{mother.pk}/" in body(web["malika"], f"/children/{mother.pk}/")
    begin = f"/legal/person/{mother.pk}/begin/"
    assert begin in body(web["malika"], f"/legal/person/{mother.pk}/")
    assert begin not in body(web["zhanar"], f"/legal/person/{mother.pk}/")
    for address in (f"/legal/person/{mother.pk}/", begin):
        assert web["stranger"].get(address).status_code == 404
    monkeypatch.setattr("umai.legal_aid.queries.whom.contacts_known", [lambda _a, c: c == "T-1"])
    find = "/legal/begin/?contact=t-1"
    wrong = web["malika"].post(find, {"code": "SHM-9999-X"})
    assert wrong.status_code == 422 and "SHM-9999-X" in wrong.content.decode()
    found = web["malika"].post(find, {"code": mother.code.lower()}).headers["Location"]
    assert found == f"{begin}?contact=T-1"
    assert web["stranger"].post(find, {"code": mother.code}).status_code == 422
    typed = {"id": str(uuid7()), "template": "LP-09", "origin": today().isoformat()}
    assert web["malika"].post(found, {**typed, "template": ""}).status_code == 422
    assert web["malika"].post(found, typed).status_code == 302
    row = Procedure.objects.get()
    assert (row.contact, row.case_id) == ("T-1", None)
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "Consultation without a case" in page and mother.code in page and "T-1" in page
    board = body(web["malika"], "/legal/")
    assert row.code in board and "Consultation" in board and mother.code in board
    address = f"/legal/case/{case.pk}/begin/"
    assert mother.code in body(web["malika"], address)
    typed |= {"id": str(uuid7()), "individual_id": str(mother.pk), "template": "LP-10"}
    assert web["malika"].post(address, typed).status_code == 302
    assert mother.code in body(web["zhanar"], f"/legal/case/{case.pk}/")
