"""A case is closed by two, says what is still open, and comes back under the same code."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import (
    WHY,
    again,
    assessed,
    begun,
    closed,
    closure_asked,
    ending,
    led,
    opened,
    planned,
)
from umai.cases import commands, queries
from umai.cases.models import Clock, Concern, Fact
from umai.cases.terms import ClockKind
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def case(sana, zhanar, saule, child):
    """Nodira's case, led by Zhanar."""
    return led(saule, zhanar, sana, child)


@pytest.fixture
def grave(sana, zhanar, saule, child):
    """The same at high risk."""
    case = led(saule, zhanar, sana, child, risk="HIGH", triggers=("SUICIDAL_PLAN",))
    Clock.objects.filter(kind=ClockKind.REPORT).update(state="met")
    return case


def today():
    return clock.today("Asia/Almaty")


def test_one_asks_and_another_closes(case, zhanar, saule):
    """Domain 3.4, 12-13: nobody closes their own; the clocks stop; the reason is kept."""
    row = closure_asked(zhanar, case, satisfaction=4, documents_returned=True)
    assert again(case).state == "CLOSURE_REQUESTED"
    assert ClockKind.CLOSE in {one.kind for one in queries.clocks(case)}
    with pytest.raises(PermissionDenied):
        commands.decide_closure(zhanar, row.pk, row.version, approved=True)
    done = commands.decide_closure(saule, row.pk, row.version, approved=True)
    now = again(case)
    assert (now.state, now.closure_reason, now.next_due_at) == ("CLOSED", "NOT_AT_RISK", None)
    assert now.ended_at is not None and done.approved
    assert not queries.clocks(case).exists()
    assert b"aunt" not in bytes(row.words_sealed)
    said = list(Entry.objects.values_list("event", flat=True))
    assert said.count("cases.closure_asked") == said.count("cases.case_closed") == 1


def test_nobody_closes_what_they_asked_for(case, saule, dana):
    row = closure_asked(saule, case)
    with pytest.raises(Refused, match="own"):
        commands.decide_closure(saule, row.pk, row.version, approved=True)
    assert commands.decide_closure(dana, row.pk, row.version, approved=True).approved


def test_asked_twice_is_asked_once(case, zhanar):
    """R1."""
    details = ending()
    first = commands.ask_closure(zhanar, case.pk, case.version, details)
    assert commands.ask_closure(zhanar, case.pk, case.version, details) == first
    assert Fact.objects.filter(kind="closure_asked").count() == 1


def test_two_who_decide_at_once(case, zhanar, saule, dana):
    """R5: the second is told that it was decided."""
    row = closure_asked(zhanar, case)
    commands.decide_closure(saule, row.pk, row.version, approved=True)
    with pytest.raises(commands.Newer):
        commands.decide_closure(dana, row.pk, row.version, approved=True)
    with pytest.raises(commands.Newer):
        commands.ask_closure(zhanar, case.pk, case.version, ending())


def test_given_back_with_a_reason_it_goes_on(case, zhanar, saule):
    row = closure_asked(zhanar, case)
    with pytest.raises(Refused) as no:
        commands.decide_closure(saule, row.pk, row.version, approved=False, words="no")
    assert no.value.field == "words"
    commands.decide_closure(saule, row.pk, row.version, approved=False, words=WHY)
    assert again(case).state == "ASSESSMENT"
    assert ClockKind.CLOSE not in {one.kind for one in queries.clocks(case)}
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="approval_given").exists()


def test_what_is_open_is_said(case, zhanar, saule):
    """Domain 3.4: no closure while something is open, and it says what."""
    task = commands.give_task(zhanar, case.pk, uuid7(), zhanar.person, "Ring the school.", None)
    visit = commands.plan_follow_up(zhanar, case.pk, uuid7(), "HOME_VISIT", today(), zhanar.person)
    with pytest.raises(Refused) as no:
        closure_asked(zhanar, again(case))
    assert "1 open task" in str(no.value) and "1 planned follow-up" in str(no.value)
    commands.end_task(zhanar, task.pk, task.version, "done")
    commands.miss_follow_up(zhanar, visit.pk, visit.version, "They have moved.")
    assert closure_asked(zhanar, again(case))


def test_a_decision_to_report_that_is_due_is_open_work(sana, zhanar, saule, child):
    case = led(saule, zhanar, sana, child, risk="HIGH", triggers=("SUICIDAL_PLAN",))
    with pytest.raises(Refused, match="report violence"):
        closure_asked(zhanar, case)


def test_higher_rooms_say_what_they_keep_open(case, zhanar, monkeypatch):
    """Referrals and legal deadlines come by this list."""
    kept = [*queries.open_work, lambda _actor, _case: [queries.Left("An appeal runs")]]
    monkeypatch.setattr("umai.cases.queries.closing.open_work", kept)
    with pytest.raises(Refused, match="An appeal runs"):
        closure_asked(zhanar, case)


@pytest.mark.parametrize(
    ("reason", "said", "field"),
    [
        ("DUPLICATE", {}, "reason"),
        ("TRANSFERRED", {}, "reason"),
        ("NONSENSE", {}, "reason"),
        ("GOALS_MET", {}, "reason"),
        ("RETURNED_ORIGIN", {}, "reason"),
        ("REUNIFIED", {}, "reunified_on"),
        ("TURNED_18", {}, "reason"),
        ("LOST", {}, "reason"),
        ("DIED", {}, "incident"),
        ("OTHER", {}, "other"),
        ("NOT_AT_RISK", {"words": {"child": ""}}, "child"),
        ("NOT_AT_RISK", {"informed": False}, "informed"),
        ("NOT_AT_RISK", {"satisfaction": 6}, "satisfaction"),
        ("NOT_AT_RISK", {"wellbeing": 11}, "wellbeing"),
    ],
)
def test_what_a_reason_asks_for(case, zhanar, reason, said, field):
    """Domain 2.21: every guard of the list of reasons."""
    with pytest.raises(Refused) as no:
        closure_asked(zhanar, case, reason, **said)
    assert no.value.field == field


def test_goals_are_met_only_when_each_is(case, zhanar, saule):
    case = begun(zhanar, saule, assessed(zhanar, saule, case))
    plan = queries.plan_in_force(case)
    with pytest.raises(Refused, match="judged as met"):
        closure_asked(zhanar, case, "GOALS_MET")
    for goal in queries.goals_of(plan):
        commands.judge_goal(zhanar, goal.pk, "met")
    with pytest.raises(Refused, match="1 action of the plan"):
        closure_asked(zhanar, again(case), "GOALS_MET")
    for action in queries.actions_of(queries.goals_of(plan)):
        commands.tick_action(zhanar, action.pk, done=True)
    row = closure_asked(zhanar, again(case), "GOALS_MET")
    assert (row.goals, row.goals_met) == (1, 1)


def test_a_family_that_withdraws_may_leave_a_plan_undone(case, zhanar, saule):
    case = planned(zhanar, saule, assessed(zhanar, saule, case))
    assert closure_asked(zhanar, case, "DECLINED")


def test_high_risk_is_never_declined_without_a_supervisors_own_note(grave, zhanar, saule):
    """Domain 3.4, guards."""
    with pytest.raises(Refused) as no:
        closure_asked(zhanar, grave, "DECLINED")
    assert no.value.field == "safety"
    row = closure_asked(zhanar, grave, "DECLINED", words={"safety": WHY})
    with pytest.raises(Refused) as no:
        commands.decide_closure(saule, row.pk, row.version, approved=True)
    assert no.value.field == "words"
    assert commands.decide_closure(saule, row.pk, row.version, approved=True, words=WHY).approved


def test_a_child_is_lost_only_after_attempts_and_days(case, zhanar):
    """CS.LOST_ATTEMPTS and CS.LOST_AFTER, both."""
    later = clock.now() + timedelta(days=95)
    with clock.told_at(later):
        with pytest.raises(Refused, match="too few attempts"):
            closure_asked(zhanar, again(case), "LOST")
        for number in range(3):
            on = later.date() - timedelta(days=number)
            commands.note_attempt(zhanar, case.pk, uuid7(), "call", on, "Nobody answers.")
    sooner = clock.now() + timedelta(days=60)
    with clock.told_at(sooner), pytest.raises(Refused, match="little time"):
        closure_asked(zhanar, again(case), "LOST")
    with clock.told_at(later):
        assert closure_asked(zhanar, again(case), "LOST", informed=False)


def test_an_attempt_is_noted_once_and_not_ahead(case, zhanar, timur):
    """R1, S2."""
    row = commands.note_attempt(zhanar, case.pk, uuid7(), "visit", today(), "The door is shut.")
    assert commands.note_attempt(zhanar, case.pk, row.pk, "visit", today()).pk == row.pk
    assert b"door" not in bytes(row.words_sealed)
    for way, on in (("dream", today()), ("call", today() + timedelta(days=1))):
        with pytest.raises(Refused):
            commands.note_attempt(zhanar, case.pk, uuid7(), way, on)
    with pytest.raises(Http404):
        commands.note_attempt(timur, case.pk, uuid7(), "call", today())


def test_reunified_only_after_the_follow_up(case, zhanar, saule):
    """CS.REUNIFIED_FOLLOW_UP, and somebody must have looked since."""
    case = begun(zhanar, saule, assessed(zhanar, saule, case))
    back = today()
    with pytest.raises(Refused, match="not over"):
        closure_asked(zhanar, case, "REUNIFIED", reunified_on=back)
    plan = queries.plan_in_force(case)
    for action in queries.actions_of(queries.goals_of(plan)):
        commands.tick_action(zhanar, action.pk, done=True)
    with clock.told_at(clock.now() + timedelta(days=100)):
        with pytest.raises(Refused, match="followed up since"):
            closure_asked(zhanar, again(case), "REUNIFIED", reunified_on=back)
        details = commands.FollowUpDetails(
            id=uuid7(), kind="HOME_VISIT", done_on=today(), face_to_face=True, safe="yes",
            risk_change="same", words={"condition": "She goes to school."},
        )  # fmt: skip
        commands.note_follow_up(zhanar, case.pk, details)
        assert closure_asked(zhanar, again(case), "REUNIFIED", reunified_on=back)


def test_others_neither_ask_nor_read(case, timur, zhanar):
    """S2: the same 404 as for what is not there."""
    row = closure_asked(zhanar, case)
    for act in (
        lambda: commands.ask_closure(timur, case.pk, 1, ending()),
        lambda: commands.read_closure(timur, row.pk),
        lambda: commands.read_closure(timur, uuid7()),
    ):
        with pytest.raises(Http404):
            act()
    commands.read_closure(zhanar, row.pk)
    assert Entry.objects.filter(event="cases.closure_read").count() == 1


def test_reopened_it_keeps_its_code_and_counts_as_reopened(case, zhanar, saule):
    """Domain 3.4, 18."""
    case = closed(zhanar, saule, case)
    with pytest.raises(PermissionDenied):
        commands.reopen_case(zhanar, case.pk, case.version, "OOS", WHY)
    with pytest.raises(Refused) as no:
        commands.reopen_case(saule, case.pk, case.version, "OOS", "no")
    assert no.value.field == "words"
    done = commands.reopen_case(saule, case.pk, case.version, "OOS", WHY)
    assert (done.code, done.state, done.closure_reason) == (case.code, "ASSESSMENT", "")
    assert done.reopened_at and done.ended_at is None
    running = {one.kind for one in queries.clocks(done)}
    assert {ClockKind.REOPEN, ClockKind.ASSESS, ClockKind.PLAN} <= running
    assert Concern.objects.get(main=True).concern == "OOS"
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="case_reopened").exists()
    commands.begin_assessment(zhanar, case.pk, "comprehensive", assessment_id=uuid7())
    assert ClockKind.REOPEN not in {one.kind for one in queries.clocks(done)}


def test_an_open_case_is_not_reopened_and_a_closed_one_not_closed_again(case, zhanar, saule):
    with pytest.raises(Refused, match="cannot be done"):
        commands.reopen_case(saule, case.pk, case.version, "OOS", WHY)
    case = closed(zhanar, saule, case)
    with pytest.raises(Refused, match="cannot be done"):
        closure_asked(zhanar, case)


def test_a_case_for_which_none_was_needed_comes_back_to_the_beginning(sana, zhanar, saule, child):
    case = opened(zhanar, sana, child)
    done = commands.screen_out_case(saule, case.pk, case.version, WHY, "The school was told.")
    back = commands.reopen_case(saule, case.pk, done.version, "OOS", WHY)
    assert back.state == "IDENTIFIED"
    assert ClockKind.SCREEN in {one.kind for one in queries.clocks(back)}
