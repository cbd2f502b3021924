"""A procedure from its opening to its end: clocks, refusals, papers, and who may know."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.legal_aid.told import WHY, done, opened, today, told
from tests.people.known import events
from umai.cases import queries as cases
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.legal_aid import commands, queries, terms
from umai.legal_aid.models import Procedure, ProcedureFact
from umai.people import queries as people

pytestmark = pytest.mark.usefixtures("here")
DAY = timedelta(days=1)


def test_a_birth_is_registered_and_the_certificate_becomes_the_childs(malika, case, child):
    row = done(malika, opened(malika, case, "LP-01", today() - DAY), "citizens", obtained=True)
    assert (row.step, row.due_rule) == ("APPLY", "BR.APPLY")
    assert row.due_at == calendar.due_at(malika, today() - DAY, 3)
    row = commands.submit_step(malika, row.pk, row.version, told())
    assert row.due_at is None and row.phase == terms.Phase.SUBMITTED
    row = done(malika, row, "no")
    row = commands.submit_step(malika, row.pk, row.version, told())
    assert (row.due_rule, row.due_version) == ("BR.ISSUE", 1)
    row = done(malika, row, "", obtained=True)
    assert (row.state, row.outcome, row.due_at) == ("ended", "DOCUMENT_OBTAINED", None)
    held = {one.type: one.state for one in people.documents(malika, child).rows}
    assert held == {"MED_BIRTH": "RECEIVED", "BIRTH_KZ": "RECEIVED"}
    with pytest.raises(Refused):
        commands.submit_step(malika, row.pk, row.version, told())


def test_a_refusal_with_its_reason_is_appealed_and_its_time_runs(malika, case):
    row = opened(malika, case, "LP-16")
    row = commands.submit_step(malika, row.pk, row.version, told())
    with pytest.raises(Refused):
        commands.refuse_step(malika, row.pk, row.version, told("spoken", words="no"))
    row = commands.refuse_step(malika, row.pk, row.version, told("spoken", words=WHY))
    with pytest.raises(Refused):
        done(malika, row, "yes")
    row = commands.appeal_refusal(malika, row.pk, row.version, told())
    assert row.due_rule == "AP.COMPLAINT"
    assert row.due_at == calendar.due_at(malika, today(), 20)
    read = commands.read_procedure(malika, row.pk)
    assert WHY in [words for _fact, words in read.course]
    assert b"gave no paper" not in ProcedureFact.objects.get(kind="refused").words_sealed


def test_a_later_version_of_the_rule_moves_no_running_limit(malika, case):
    """R16: a deadline keeps the rule and the version that it was counted under."""
    row = opened(malika, case, "LP-04")
    before = (row.due_at, row.due_rule, row.due_version)
    old = Rule.objects.get(code="MG.NOTIFY")
    fields = {one.attname: getattr(old, one.attname) for one in Rule._meta.fields}
    Rule.objects.create(**{**fields, "id": None, "version": 2, "value": "9"} | {"id": case.pk})
    vocabulary.forget()
    row.refresh_from_db()
    assert (row.due_at, row.due_rule, row.due_version) == before


def test_a_pause_needs_a_reason_and_an_extension_a_later_day(malika, case):
    row = opened(malika, case, "LP-04")
    with pytest.raises(Refused):
        commands.pause_procedure(malika, row.pk, row.version, "ill")
    row = commands.pause_procedure(malika, row.pk, row.version, WHY)
    with pytest.raises(Refused):
        done(malika, row, "yes")
    row = commands.resume_procedure(malika, row.pk, row.version, "")
    with pytest.raises(Refused):
        commands.extend_limit(malika, row.pk, row.version, today(), WHY)
    row = commands.extend_limit(malika, row.pk, row.version, today() + 30 * DAY, WHY)
    assert row.due_at == calendar.days_after(malika, today(), 30)
    with pytest.raises(commands.Newer):
        commands.close_procedure(malika, row.pk, row.version - 1, "WITHDRAWN", WHY)
    row = commands.close_procedure(malika, row.pk, row.version, "WITHDRAWN", WHY)
    assert (row.state, row.outcome) == ("ended", "WITHDRAWN")


def test_nobody_else_keeps_or_reads_it_and_who_may_not_know_finds_nothing(
    malika, zhanar, timur, case, sana, person, acting
):
    """S2, S22: the case sees where it stands; words are the lawyers'; reading is written down."""
    row = opened(malika, case, "LP-02")
    assert queries.procedures_of_case(zhanar, case.pk).get().step == "TALK"
    for act in (lambda: commands.read_procedure(zhanar, row.pk), lambda: opened(zhanar, case, "x")):
        with pytest.raises(PermissionDenied):
            act()
    assert not queries.procedures(timur).exists()
    other = acting(person("lawyer", "Turkistan"))
    for act in (
        lambda: commands.read_procedure(other, row.pk),
        lambda: done(other, row, ""),
        lambda: opened(other, case, "LP-01"),
    ):
        with pytest.raises(Http404):
            act()
    commands.read_procedure(malika, row.pk)
    assert [one for one in events(sana) if one.startswith("legal_aid")] == [
        "legal_aid.procedure_opened",
        "legal_aid.procedure_read",
    ]


def test_it_stands_in_the_way_of_closing_the_case_and_opens_once(malika, zhanar, case):
    row = opened(malika, case, "LP-05")
    with pytest.raises(Refused):
        opened(malika, case, "LP-05")
    assert any("1 procedure" in one.words for one in cases.still_open(zhanar, case))
    commands.close_procedure(malika, row.pk, row.version, "ADVICE_ONLY", WHY)
    assert not any("procedure" in one.words for one in cases.still_open(zhanar, case))
    assert Procedure.objects.count() == 1


def test_a_limit_is_told_of_before_it_ends_when_it_ends_and_to_the_supervisor(
    malika, saule, case
):
    """R7: stages follow the day of the organisation, each is told once."""
    from umai.foundation.notices.models import Notice

    row = opened(malika, case, "LP-06")
    Procedure.objects.filter(pk=row.pk).update(
        due_at=datetime(2027, 3, 31, 23, 59, tzinfo=ZoneInfo("Asia/Almaty"))
    )
    seen = []
    for day in ("2027-03-20", "2027-03-30", "2027-03-30", "2027-04-01", "2027-04-03"):
        with clock.told_at(datetime.fromisoformat(f"{day}T10:00:00+05:00")):
            commands.remind_of_procedures(saule)
        found = Notice.objects.filter(subject_id=row.pk).order_by("at", "id")
        seen.append([one.kind for one in found])
    assert seen[0] == [] and seen[1] == seen[2] == ["legal_limit_near"]
    assert seen[3] == ["legal_limit_near", "legal_limit_over"]
    assert seen[4][-1] == "legal_limit_missed"


def test_with_the_record_of_the_child_every_procedure_goes(malika, case, child):
    """An erasure takes the procedures and their facts; the case lets go of what it led to."""
    opened(malika, case, "LP-05")
    commands.erase_procedures(malika, child.pk)
    assert not Procedure.objects.exists() and not ProcedureFact.objects.exists()
    opened(malika, case, "LP-05")
    commands.let_case_go(malika, case.pk)
    assert not Procedure.objects.exists()
