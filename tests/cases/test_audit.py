"""Audits of files: found by a supervisor, answered by the worker, and by nobody else's name."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import again, closed, led, looked_through
from tests.people.known import events
from umai.cases import commands, queries
from umai.cases.commands import AuditDetails
from umai.cases.models import FileAudit
from umai.cases.queries import auditing
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.people import commands as people

TODAY = clock.today("Asia/Almaty")


@pytest.fixture
def case(sana, saule, zhanar, child):
    """Nodira's case, which Zhanar leads."""
    return led(saule, zhanar, sana, child)


@pytest.fixture
def audit(case, saule):
    """Saule looked through it: half of the plan, no safety plan, one point does not apply."""
    answers = {"plan": "partly", "safety": "no", "sharing": "na"}
    return looked_through(saule, case, answers=answers, remarks={"plan": "No day stands there."})


def said(**changed):
    codes = [one.code for one in queries.newest_checklist().items]
    words = {"id": uuid7(), "audited_on": TODAY, "answers": dict.fromkeys(codes, "yes"), **changed}
    return AuditDetails(**words)


def test_the_score_is_the_mean_over_what_applies(audit):
    """CM16: yes counts whole, partly half, no nothing; what does not apply does not count."""
    assert (audit.points, audit.applied) == (9 * 100 + 50, 11)
    assert audit.score == Decimal(950) / 11


def test_who_opens_an_audit_is_a_table(
    sana, case, audit, saule, dana, zhanar, marat, timur, olga, person, acting
):
    """S2, S6: who looked, and whose file it was; no colleague of the case, no other supervisor."""
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    for actor in (saule, zhanar):
        assert list(queries.audits(actor)) == [commands.read_audit(actor, audit.pk)]
    for actor in (dana, marat, timur):
        with pytest.raises(Http404):
            commands.read_audit(actor, audit.pk)
    for actor in (olga, acting(person("administrator"))):
        with pytest.raises(PermissionDenied):
            commands.read_audit(actor, audit.pk)
    commands.assign_case(saule, case.pk, again(case).version, dana.person)
    with pytest.raises(Http404):
        commands.read_audit(zhanar, audit.pk)
    assert events(sana).count("cases.audit_read") == 2


def test_nobody_looks_through_the_own_file_and_twice_is_once(sana, case, saule, dana, zhanar):
    """R1, S2: separation of duties; the same 404 for another team."""
    first = said()
    row = commands.audit_file(saule, case.pk, first)
    assert commands.audit_file(saule, case.pk, first) == row
    with pytest.raises(PermissionDenied):
        commands.audit_file(zhanar, case.pk, said())
    commands.assign_case(saule, case.pk, again(case).version, dana.person)
    with pytest.raises(Refused):
        commands.audit_file(dana, case.pk, said())
    assert FileAudit.objects.count() == events(sana).count("cases.file_audited") == 1


def test_mistakes_are_told_at_their_field(sana, case, saule, zhanar, person, acting):
    whole = said()
    part = {one: answer for one, answer in whole.answers.items() if one != "plan"}
    with pytest.raises(Refused) as no:
        commands.audit_file(saule, case.pk, said(answers=part))
    assert no.value.field == "answer_plan"
    with pytest.raises(Refused):
        commands.audit_file(saule, case.pk, said(answers={**part, "plan": "perhaps"}))
    with pytest.raises(Http404):
        commands.audit_file(acting(person("supervisor", "Turkistan")), case.pk, said())
    closed(zhanar, saule, case)
    with pytest.raises(Refused):
        commands.audit_file(saule, case.pk, said())


def test_the_worker_answers_and_each_side_keeps_its_own_words(sana, audit, saule, zhanar):
    """R5: what one saved over the other's is refused; a correction loses no answer."""
    with pytest.raises(Refused):
        commands.answer_audit(saule, audit.pk, audit.version, "Mine.")
    answered = commands.answer_audit(zhanar, audit.pk, audit.version, "The day is on paper.")
    with pytest.raises(commands.Newer):
        commands.correct_audit(saule, audit.pk, audit.version, said())
    mended = commands.correct_audit(saule, audit.pk, answered.version, said())
    words = queries.opened(mended, "words", queries.key_of(mended.case))
    assert (words["answer"], mended.score) == ("The day is on paper.", 100)
    kinds = Notice.objects.filter(subject_id=audit.pk).values_list("person_id", "kind")
    assert sorted(kinds, key=str) == sorted(
        [
            (zhanar.person, "file_audited"),
            (zhanar.person, "file_audited"),
            (saule.person, "audit_answered"),
        ],
        key=str,
    )


def test_an_old_audit_shows_the_checklist_of_its_day(audit, case, saule, monkeypatch):
    """R16: a new version of the checklist changes no audit that was made before."""
    old, whole = queries.checklist(1), said()
    new = queries.Checklist(2, old.items[:3], {"yes": 100, "no": 0})
    monkeypatch.setattr(auditing, "checklists", lambda: {1: old, 2: new})
    assert queries.checklist(audit.edition) is old
    later = commands.audit_file(
        saule, case.pk, said(answers={one.code: "partly" for one in new.items})
    )
    assert (later.edition, later.applied, later.score) == (2, 0, None)
    mended = commands.correct_audit(saule, audit.pk, audit.version, whole)
    assert (mended.edition, mended.applied) == (1, 12)


def test_who_is_shut_out_from_the_child_reads_no_audit(case, audit, saule, zhanar):
    """S4, S5: the audit goes with the child."""
    people.shut_out(saule, case.individual_id, zhanar.person, "A relative of the child's father.")
    with pytest.raises(Http404):
        commands.read_audit(zhanar, audit.pk)
    commands.erase_cases(saule, case.individual_id)
    assert not FileAudit.objects.exists()
