"""Birth registration: one column for each child, proofs for each claim, boards by steps."""

from datetime import timedelta
from typing import Any

import pytest

from tests.legal_aid.told import WHY, done, opened, today, told
from tests.people.known import events
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import births, commands, queries
from umai.legal_aid.models import BirthRegistration, Evidence
from umai.legal_aid.terms import EvidenceKind, Stage
from umai.people import commands as people
from umai.people.models import Document, Individual

pytestmark = pytest.mark.usefixtures("here")
DAY = timedelta(days=1)


def where(actor: Any, child: Any, **chosen: Any) -> list[Stage]:
    """Every column in which a child stands."""
    found = queries.pipeline(actor, **chosen)
    return [at for at, some in found.items() for one in some if one.individual_id == child.pk]


def proof(state: str, claim: str = "BIRTH", kind: str = "MED_BIRTH", **said: Any) -> Any:
    """What is said of a proof today."""
    said = {"on": today(), **said}
    return commands.EvidenceTold(claim=claim, state=state, kind=kind, **said)


def test_every_step_has_its_column_and_every_claim_its_words():
    """R24: what the files of claims name is known; a step that they do not name has a place too."""
    known = {*dict(vocabulary.choices("document_type")), *EvidenceKind.values}
    for code, of in queries.claims().items():
        steps = queries.latest()[code].steps
        assert set(of.stages) == set(steps)
        assert all(vocabulary.word("evidence_claim", one.code) for one in of.claims)
        assert {kind for one in of.claims for kind in one.kinds} <= known
    steps = queries.latest()["LP-02"].steps
    placed = {code: births.stage(step, "todo", {}) for code, step in steps.items()}
    assert placed["TALK"] == Stage.INTERVIEW and placed["COURT"] == Stage.REFUSAL
    assert placed["COLLECT"] == Stage.APPLICATION
    assert births.stage(queries.latest()["LP-01"].steps["MED"], "todo", {}) == Stage.PROOF


def test_a_child_moves_through_one_column_at_a_time_to_the_certificate(malika, case, child):
    """S2: who may not know of the case finds nothing of it in any column."""
    assert where(malika, child) == [Stage.IDENTIFIED]
    row = opened(malika, case, "LP-02", today() - 40 * DAY)
    seen = [where(malika, child)]
    row = done(malika, row, "")
    seen.append(where(malika, child))
    row = done(malika, row, "no")
    seen.append(where(malika, child))
    row = done(malika, row, "")
    seen.append(where(malika, child))
    row = commands.submit_step(malika, row.pk, row.version, told())
    row = commands.refuse_step(malika, row.pk, row.version, told("spoken", words=WHY))
    seen.append(where(malika, child))
    row = commands.appeal_refusal(malika, row.pk, row.version, told())
    row = done(malika, row, "accepted")
    seen.append(where(malika, child))
    done(malika, row, "", obtained=True)
    seen.append(where(malika, child))
    assert seen == [
        [Stage.INTERVIEW],
        [Stage.PROOF],
        [Stage.REFUSAL],
        [Stage.APPLICATION],
        [Stage.REFUSAL],
        [Stage.APPLICATION],
        [Stage.REGISTERED],
    ]
    mark = BirthRegistration.objects.get()
    assert (mark.late, mark.weeks) == (True, 5)


def test_papers_tell_who_is_not_registered_and_a_certificate_takes_a_child_out(
    malika, zhanar, case, child
):
    from umai.cases.models import Concern

    concern = Concern.objects.get(concern="NBR")
    Concern.objects.filter(pk=concern.pk).update(status="RESOLVED")
    assert where(malika, child) == []
    paper = people.DocumentDetails(
        id=uuid7(), individual_id=child.pk, type="BIRTH_FOREIGN", state="MISSING"
    )
    people.note_document(malika, paper)
    assert where(malika, child) == [Stage.IDENTIFIED]
    Concern.objects.filter(pk=concern.pk).update(status="CONFIRMED")
    paper = people.DocumentDetails(
        id=uuid7(), individual_id=child.pk, type="BIRTH_KZ", state="RECEIVED"
    )
    people.note_document(malika, paper)
    assert where(malika, child) == []


def test_a_restricted_concern_tells_nothing_to_who_must_not_see_it(malika, saule, case, child):
    from umai.cases.models import Concern

    Concern.objects.filter(concern="NBR").update(restricted=True)
    assert where(malika, child) == [] and where(saule, child) == [Stage.IDENTIFIED]


def test_late_is_a_mark_from_the_rule_and_comes_with_time(malika, case, child):
    """By the year of birth alone it is known of an older child; of a younger one by the rule."""
    assert where(malika, child, late=True) == [Stage.IDENTIFIED]
    Individual.objects.filter(pk=child.pk).update(birth_year=today().year)
    opened(malika, case, "LP-02", today())
    assert where(malika, child, late=True) == []
    row = done(malika, opened(malika, case, "LP-01", today()), "citizens")
    commands.submit_step(malika, row.pk, row.version, told())
    with clock.told_at(clock.now() + 30 * DAY):
        assert commands.mark_late_births(malika) == 1, "who applied in time is not late"
        assert commands.mark_late_births(malika) == 0
    assert BirthRegistration.objects.get(late=True).procedure_id != row.pk
    assert where(malika, child) == [Stage.APPLICATION] and where(malika, child, late=True) == []


def test_with_the_procedure_its_proofs_go_and_a_lost_paper_leaves_the_proof(malika, case, child):
    """An erasure takes them; a paper of somebody else that is erased takes only the link."""
    paper = people.DocumentDetails(
        id=uuid7(), individual_id=child.pk, type="MED_BIRTH", state="RECEIVED"
    )
    people.note_document(malika, paper)
    row = opened(malika, case, "LP-02")
    have = proof("have", kind="", document_id=paper.id)
    commands.note_evidence(malika, row.pk, row.version, have)
    Document.objects.filter(pk=paper.id).delete()
    one = Evidence.objects.get()
    assert (one.kind, one.document_id) == ("MED_BIRTH", None)
    commands.erase_procedures(malika, child.pk)
    assert not Evidence.objects.exists() and not BirthRegistration.objects.exists()


def test_evidence_is_noted_kept_and_what_is_missing_stands_first(malika, sana, case):
    row = opened(malika, case, "LP-02")
    assert queries.claims_lacking([row]) == {row.pk: ["BIRTH", "MOTHER", "MOTHERHOOD"]}
    lacking = proof("lacking", reason="NEVER")
    row = commands.note_evidence(malika, row.pk, row.version, lacking)
    row = commands.note_evidence(
        malika, row.pk, row.version, proof("have", kind="witness", words=WHY)
    )
    assert queries.claims_lacking([row])[row.pk] == ["MOTHER", "MOTHERHOOD"]
    asked = proof("asked", claim="MOTHER", kind="PASS_FOREIGN", remind_on=today() + DAY)
    row = commands.note_evidence(malika, row.pk, row.version, asked)
    found = queries.slots(row, queries.evidence(row))
    assert [(one.claim.code, one.state) for one in found][:3] == [
        ("MOTHERHOOD", ""),
        ("MOTHER", "asked"),
        ("CHILD", ""),
    ]
    row = commands.note_evidence(malika, row.pk, row.version, proof("have"))
    assert Evidence.objects.count() == 4, "what was said before stays"
    words = Evidence.objects.get(kind="witness").words_sealed
    assert WHY.encode() not in words
    for wrong in (
        proof("have", claim="KINSHIP"),
        proof("lacking"),
        proof("lacking", reason="OTHER", words="no"),
        proof("have", kind="SPOON"),
        proof("asked", remind_on=today()),
        proof("have", document_id=uuid7()),
    ):
        with pytest.raises(Refused):
            commands.note_evidence(malika, row.pk, row.version, wrong)
    with clock.told_at(clock.now() + 2 * DAY):
        assert [commands.remind_of_evidence(malika) for _ in "ab"] == [1, 0]
    assert "legal_aid.evidence_noted" in events(sana)
