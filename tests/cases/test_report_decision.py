"""To report violence or not: a supervisor decides the same day, and few may know (LP-13)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import WHY, again, led
from umai.cases import commands, queries
from umai.cases.models import ReportDecision
from umai.cases.terms import ClockKind
from umai.foundation.calendar import queries as calendar
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault.models import DataKey


@pytest.fixture
def case(sana, zhanar, saule, child):
    return led(saule, zhanar, sana, child, risk="HIGH")


def said(**more):
    return commands.Report(
        **{
            "id": uuid7(),
            "reported": True,
            "ground": "LIFE",
            "to": ("POLICE",),
            "reported_at": clock.now(),
            "words": {"reason": WHY, "number": "KUI 1234"},
            **more,
        }
    )


def no_report(**more):
    return said(reported=False, to=(), reported_at=None, words={"reason": WHY}, **more)


def running(case):
    return {one.kind: one for one in queries.clocks(case)}


def test_high_risk_asks_for_the_decision_the_same_day(case, zhanar, saule):
    """The clock ends with the day on which the risk was rated high."""
    waiting = running(case)[ClockKind.REPORT]
    assert waiting.due_at == calendar.due_under(zhanar, "RK.HIGH.SUPERVISOR", waiting.began_at).at
    assert clock.local_day(waiting.due_at - timedelta(seconds=1), "Asia/Almaty") == clock.today(
        "Asia/Almaty"
    )
    commands.decide_report(saule, case.pk, said())
    assert ClockKind.REPORT not in running(case)


def test_sending_twice_decides_once_and_thinking_again_adds_another(case, saule, zhanar):
    """R1: the history stays."""
    first = no_report()
    assert commands.decide_report(saule, case.pk, first) == commands.decide_report(
        saule, case.pk, first
    )
    commands.decide_report(saule, case.pk, said())
    found = queries.report_decisions(zhanar, again(case))
    assert [one.reported for one in found] == [True, False]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"to": ()}, "to"),
        ({"to": ("FRIEND",)}, "to"),
        ({"ground": "MOOD"}, "ground"),
        ({"reported_at": None}, "reported_at"),
        ({"words": {"reason": "why"}}, "reason"),
        ({"reported": False}, "reported"),
    ],
)
def test_what_is_not_whole_is_refused_at_its_field(case, saule, more, field):
    with pytest.raises(Refused) as no:
        commands.decide_report(saule, case.pk, said(**more))
    assert no.value.field == field
    assert not ReportDecision.objects.exists()


def test_a_caseworker_does_not_decide(case, zhanar):
    with pytest.raises(PermissionDenied):
        commands.decide_report(zhanar, case.pk, said())


def test_only_the_owner_and_supervisors_may_know(case, zhanar, marat, saule):
    """S2: a member of the team finds neither the decision nor a count of it."""
    commands.decide_report(saule, case.pk, said())
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    assert not queries.report_decisions(marat, again(case)).exists()
    with pytest.raises(Http404):
        commands.read_report_decisions(marat, case.pk)
    commands.read_report_decisions(zhanar, case.pk)
    commands.read_report_decisions(saule, case.pk)
    assert Entry.objects.filter(event="cases.report_decisions_read").count() == 2


def test_the_journal_says_that_it_was_decided_and_not_what(case, saule):
    """S22: written down; what was decided stays with those who may know."""
    commands.decide_report(saule, case.pk, said())
    entry = Entry.objects.get(event="cases.report_decided")
    keys = {one.pk: one for one in DataKey.objects.all()}
    assert log.facts_of(entry, keys) == {}


def test_the_number_and_the_reason_are_sealed(case, saule):
    row = commands.decide_report(saule, case.pk, said())
    assert b"1234" not in bytes(row.words_sealed)
    assert queries.opened(row, "words", queries.key_of(case))["number"] == "KUI 1234"
