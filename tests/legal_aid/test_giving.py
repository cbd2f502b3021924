"""A procedure goes to another lawyer; all of them when somebody leaves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests import cast
from tests.cases.told import offered
from tests.cases.web import body, browsers_of
from tests.legal_aid.told import WHY, opened
from umai.cases import commands as cases
from umai.foundation.access.commands import postings
from umai.foundation.access.models import Person, Posting
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.legal_aid import commands, queries
from umai.legal_aid.models import Procedure
from umai.people import commands as people

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def bota(person, acting):
    """Bota is a lawyer of the same team, who does not know the child yet."""
    return acting(person("lawyer", "Shymkent"))


@pytest.fixture
def row(malika, case):
    """A procedure that Malika leads."""
    return opened(malika, case, "LP-02")


def test_who_takes_it_may_know_the_child_and_is_told_by_the_code(malika, bota, row):
    assert not queries.procedures(bota).exists()
    done = commands.give_procedure(malika, row.pk, row.version, bota.person, WHY)
    assert done.owner_id == bota.person and queries.procedures(bota).get() == row
    fact, words = commands.read_procedure(bota, row.pk).course[-1]
    assert (fact.kind, fact.by_id, words) == ("given", malika.person, WHY)
    told = Notice.objects.filter(person_id=bota.person, subject_id=row.pk)
    assert [(one.kind, one.code) for one in told] == [("legal_procedure_given", row.code)]
    with pytest.raises(commands.Newer):
        commands.give_procedure(bota, row.pk, row.version, malika.person, WHY)


def test_its_lawyer_gives_it_or_who_leads_and_nobody_else(
    malika, bota, saule, zhanar, row, person, acting
):
    """S2: not another lawyer, not who leads the case, not another team; never to a stranger."""
    away = acting(person("lawyer", "Turkistan"))

    def give(actor, to, words=WHY):
        return commands.give_procedure(actor, row.pk, row.version, to.person, words)

    with pytest.raises(PermissionDenied):
        give(zhanar, bota)
    with pytest.raises(Http404):
        give(away, bota)
    for to, words, field in (
        (away, WHY, "person"),
        (malika, WHY, "person"),
        (zhanar, WHY, "person"),
        (bota, "ill", "words"),
    ):
        with pytest.raises(Refused) as no:
            give(malika, to, words)
        assert no.value.field == field
    row = give(saule, bota)
    with pytest.raises(Refused):
        give(malika, malika)
    row = commands.close_procedure(bota, row.pk, row.version, "WITHDRAWN", WHY)
    with pytest.raises(Refused):
        give(bota, malika)


def test_never_to_somebody_who_must_not_know_the_child(malika, bota, zhanar, row, child):
    """S2: a conflict of interest holds for lawyers as for everybody."""
    people.shut_out(zhanar, child.pk, bota.person, "She is an aunt of the father of the child.")
    with pytest.raises(Refused) as no:
        commands.give_procedure(malika, row.pk, row.version, bota.person, WHY)
    assert no.value.field == "person"
    assert Procedure.objects.get().owner_id == malika.person


def test_who_leaves_hands_on_first_all_together(
    malika, bota, saule, case, row, person, acting, as_person
):
    """R1, S22: a posting ends once nothing is led under it; the supervisor hands on in one act."""
    other = opened(malika, case, "LP-05")
    admin = acting(person("administrator"))
    posting = Posting.objects.get(person_id=malika.person)
    with pytest.raises(Refused, match=row.code):
        postings.end_posting(admin, posting.pk, posting.version)
    with pytest.raises(PermissionDenied):
        commands.give_procedures(malika, [row.pk], bota.person, WHY)
    web = browsers_of({"saule": Person.objects.get(pk=saule.person)}, as_person)["saule"]
    address = f"/legal/give/?lawyer={malika.person}"
    page = body(web, address)
    assert row.code in page and other.code in page
    typed = {"procedures": [str(row.pk), str(other.pk)], "person": str(bota.person), "words": "x"}
    wrong = web.post(address, typed)
    assert wrong.status_code == 422 and "Write the reason in a sentence" in wrong.content.decode()
    assert web.post(address, {**typed, "words": WHY}).status_code == 302
    assert set(Procedure.objects.values_list("owner_id", flat=True)) == {bota.person}
    assert queries.work_left(admin, posting) == ""


def test_what_somebody_left_behind_is_shown_to_who_leads(malika, bota, saule, row, as_person):
    """A posting that ran out by its day leaves nothing unseen."""
    assert not queries.left_behind(saule).exists()
    Posting.objects.filter(person_id=malika.person).delete()
    assert list(queries.left_behind(saule)) == [row]
    assert not queries.left_behind(bota).exists()
    web = browsers_of({"saule": Person.objects.get(pk=saule.person)}, as_person)["saule"]
    assert "1 procedure is led by somebody who works here no longer" in body(web, "/legal/")
    assert "leads procedures no longer" in body(web, "/legal/give/")
    given = f"/legal/{row.pk}/give/"
    typed = {"version": row.version, "person": str(bota.person), "words": WHY}
    assert web.post(given, {**typed, "person": ""}).status_code == 422
    assert web.post(given, typed).status_code == 302
    assert "Given to another lawyer" in body(web, f"/legal/{row.pk}/")


def test_a_procedure_goes_with_its_case_to_another_team(
    sana, malika, zhanar, case, row, person, acting
):
    """R1: who leads lawyers there is told, and no reminder reaches who stayed behind."""
    south = cast.team(sana, "Turkistan").pk
    lead = acting(person("supervisor", "Turkistan"))
    worker = acting(person("social_worker", "Turkistan"))
    offer = offered(zhanar, case, south)
    cases.answer_transfer(lead, offer.pk, offer.version, accepted=True, owner_id=worker.person)
    row.refresh_from_db()
    assert row.team_id == south and not queries.procedures(malika).exists()
    assert list(queries.left_behind(lead)) == [row]
    assert queries.answering_for(row) >= {
        lead.person
    } and malika.person not in queries.answering_for(row)
    assert not Notice.objects.filter(person_id=lead.person, kind="legal_procedure_left").exists()
    bolat = acting(person("lawyer", "Turkistan"))
    done = commands.give_procedure(lead, row.pk, row.version, bolat.person, WHY)
    assert queries.answering_for(done) == {bolat.person}
