"""Meetings: called in time, held with minutes, and answered by the coordinator."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import WHY, again, assessed, called, led, met
from tests.people.known import events
from umai.cases import commands, queries
from umai.cases.models import Fact, Invitee
from umai.cases.terms import ClockKind
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice


@pytest.fixture
def early(sana, zhanar, saule, child):
    """A case that nobody has assessed."""
    return led(saule, zhanar, sana, child)


@pytest.fixture
def case(early, zhanar, saule):
    """High risk, assessed: a meeting must be held."""
    return assessed(zhanar, saule, early, risk="HIGH")


def running(case):
    return {one.kind: one for one in queries.clocks(case)}


def test_before_an_assessment_is_approved_no_meeting_is_called(early, zhanar, saule):
    """Domain 3.4, 6."""
    with pytest.raises(Refused, match="cannot be done"):
        called(zhanar, saule, early)


def test_a_called_meeting_is_a_fact_and_its_chair_is_told(case, zhanar, saule):
    row = called(zhanar, saule, case)
    assert again(case).state == "CONFERENCE"
    assert Notice.objects.filter(person_id=saule.person, kind="meeting_called").count() == 1
    assert ClockKind.MEETING in running(case), "calling is not yet meeting"
    assert Invitee.objects.count() == 2
    again_ = commands.call_meeting(
        zhanar,
        case.pk,
        commands.Call(
            id=row.pk,
            kind="rights",
            planned_at=clock.now(),
            chair_id=saule.person,
            secretary_id=zhanar.person,
        ),
    )
    assert again_ == row
    assert Fact.objects.filter(kind="meeting_called").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "party"}, "kind"),
        ({"planned_at": timedelta(days=-3)}, "planned_at"),
        ({"planned_at": timedelta(days=90)}, "why_late"),
        ({"chair_id": uuid7()}, "chair"),
        ({"invited": (commands.Invited("ALIEN"),)}, "invited"),
    ],
)
def test_what_cannot_be_called_is_refused_at_its_field(case, zhanar, saule, said, field):
    if "planned_at" in said:
        said = {"planned_at": clock.now() + said["planned_at"]}
    with pytest.raises(Refused) as no:
        called(zhanar, saule, case, **said)
    assert no.value.field == field


def test_the_chair_does_not_write_the_minutes(case, zhanar):
    with pytest.raises(Refused) as no:
        called(zhanar, zhanar, case)
    assert no.value.field == "secretary"


def test_late_only_with_a_reason(case, zhanar, saule):
    day = clock.now() + timedelta(days=90)
    assert called(zhanar, saule, case, planned_at=day, why_late=WHY)


def test_a_held_meeting_meets_its_clock_and_starts_two_of_two_working_days(
    sana, case, zhanar, saule
):
    """Clocks of domain 3.5: minutes and written reasons."""
    row = met(zhanar, saule, case)
    now = running(case)
    assert ClockKind.MEETING not in now
    for kind, rule in (
        (ClockKind.MINUTES, "CS.MINUTES"),
        (ClockKind.REASONS, "CS.COORDINATOR_REASONS"),
    ):
        assert now[kind].subject_id == row.pk
        assert now[kind].due_at == calendar.due_under(zhanar, rule, row.held_at).at
    assert queries.meeting_held(again(case))
    assert not queries.lacks_meeting(zhanar, again(case))
    assert "cases.meeting_held" in events(sana)


def test_a_meeting_without_decisions_asks_for_no_reasons(case, zhanar, saule):
    met(zhanar, saule, case, decided=())
    assert ClockKind.REASONS not in running(case)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"came": ()}, "came"),
        ({"came": (uuid7(),)}, "came"),
        ({"discussion": " "}, "discussion"),
        ({"decided": (commands.Recommended("Enrol.", who="The school"),)}, "decided"),
        ({"decided": (commands.Recommended("Enrol."),)}, "decided"),
        ({"held_at": timedelta(hours=1)}, "held_at"),
        ({"held_at": timedelta(days=-40)}, "held_at"),
    ],
)
def test_what_cannot_have_been_is_refused(case, zhanar, saule, said, field):
    if "held_at" in said:
        said = {"held_at": clock.now() + said["held_at"]}
    with pytest.raises(Refused) as no:
        met(zhanar, saule, case, **said)
    assert no.value.field == field


def test_it_is_held_once(case, zhanar, saule):
    row = met(zhanar, saule, case)
    course = commands.Course(held_at=clock.now(), came=(), discussion="x")
    with pytest.raises(Refused, match="already"):
        commands.hold_meeting(zhanar, row.pk, row.version, course)


def test_minutes_are_issued_once_and_meet_their_clock(case, zhanar, saule):
    row = called(zhanar, saule, case)
    with pytest.raises(Refused, match="first"):
        commands.issue_minutes(zhanar, row.pk, row.version, "Minutes.")
    row = met(zhanar, saule, case)
    with pytest.raises(Refused):
        commands.issue_minutes(zhanar, row.pk, row.version, " ")
    with pytest.raises(commands.Newer):
        commands.issue_minutes(zhanar, row.pk, row.version - 1, "Minutes.")
    row = commands.issue_minutes(zhanar, row.pk, row.version, "What was said and decided.")
    assert ClockKind.MINUTES not in running(case)
    with pytest.raises(Refused, match="already"):
        commands.issue_minutes(zhanar, row.pk, row.version, "Again.")


def test_the_coordinator_follows_or_writes_why_not(case, zhanar, saule):
    """Domain 3.5: written reasons within two working days."""
    today = clock.today("Asia/Almaty")
    decided = tuple(
        commands.Recommended(what, who="The school", due_on=today) for what in ("One.", "Two.")
    )
    row = met(zhanar, saule, case, decided=decided)
    one, two = queries.recommendations(row)
    with pytest.raises(PermissionDenied):
        commands.answer_recommendation(zhanar, one.pk, "accepted")
    commands.answer_recommendation(saule, one.pk, "accepted")
    assert ClockKind.REASONS in running(case)
    with pytest.raises(Refused) as no:
        commands.answer_recommendation(saule, two.pk, "not_followed", "No.")
    assert no.value.field == "reasons"
    done = commands.answer_recommendation(saule, two.pk, "not_followed", WHY)
    assert queries.opened(done, "words", queries.key_of(case))["reasons"] == WHY
    assert ClockKind.REASONS not in running(case)
    with pytest.raises(Refused, match="already"):
        commands.answer_recommendation(saule, two.pk, "accepted")


def test_a_cancelled_meeting_leaves_the_limit_running(case, zhanar, saule):
    row = called(zhanar, saule, case)
    with pytest.raises(Refused):
        commands.cancel_meeting(zhanar, row.pk, row.version, "ill")
    commands.cancel_meeting(zhanar, row.pk, row.version, WHY)
    assert ClockKind.MEETING in running(case)
    assert not queries.meeting_held(case)
    assert met(zhanar, saule, case)


def test_a_review_meeting_does_not_stand_for_the_first_one(case, zhanar, saule):
    row = called(zhanar, saule, case, kind="review")
    came = tuple(one.pk for one in queries.invitees(row))
    course = commands.Course(held_at=clock.now(), came=came, discussion="All is well.")
    commands.hold_meeting(zhanar, row.pk, row.version, course)
    assert ClockKind.MEETING in running(case)
    assert not queries.meeting_held(case)


def test_what_was_said_is_sealed_and_reading_is_written_down(sana, case, zhanar, saule):
    """S22."""
    row, _case = commands.read_meeting(zhanar, met(zhanar, saule, case).pk)
    assert b"school" not in bytes(row.words_sealed)
    assert "cases.meeting_read" in events(sana)


def test_strangers_find_nothing(case, zhanar, saule, timur):
    """S2."""
    row = met(zhanar, saule, case)
    with pytest.raises(Http404):
        commands.read_meeting(timur, row.pk)
    with pytest.raises(Http404):
        commands.issue_minutes(timur, row.pk, row.version, "x")
