"""Plans: guarded, approved by another person, in versions of which none is ever lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases.told import (
    WHY,
    action,
    again,
    assessed,
    begun,
    drafted,
    goal,
    led,
    met,
    plan_asked,
    planned,
    registered,
)
from umai.cases import commands, queries
from umai.cases.models import Goal, Plan
from umai.cases.terms import ClockKind, PlanLack
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice

pytestmark = pytest.mark.usefixtures("here")
SONG = "Kanareyqa Zhylap"


@pytest.fixture
def ready(sana, zhanar, saule, child):
    """A case whose assessment is approved."""
    return assessed(zhanar, saule, led(saule, zhanar, sana, child))


def running(case):
    return {one.kind: one for one in queries.clocks(case)}


def lacks(actor, case, plan):
    told = queries.told_plan(actor, case, plan)
    return set(queries.missing_for_plan(actor, case, told))


def test_a_plan_is_begun_only_after_an_approved_assessment(sana, zhanar, child):
    """Domain 3.4, 7."""
    case = registered(zhanar, sana, child)
    with pytest.raises(Refused, match="cannot be done"):
        commands.begin_plan(zhanar, case.pk, uuid7())
    assert not Plan.objects.exists()


def test_a_plan_is_written_asked_and_approved_by_another(ready, zhanar, saule, malika):
    """S2: a colleague who does not work on it finds none of it."""
    plan = plan_asked(zhanar, ready)
    assert again(ready).state == "PLAN_DRAFT"
    for stranger in (malika,):
        with pytest.raises(Http404):
            commands.read_plan(stranger, plan.pk)
    with pytest.raises(PermissionDenied):
        commands.decide_plan(zhanar, plan.pk, plan.version, approved=True)
    done = commands.decide_plan(saule, plan.pk, plan.version, approved=True)
    case = again(ready)
    assert (done.state, case.state) == ("approved", "PLAN_APPROVED")
    assert ClockKind.PLAN not in running(case)
    assert {ClockKind.FOLLOW_UP, ClockKind.REVIEW} <= set(running(case))
    said = Entry.objects.filter(event__startswith="cases.plan_").values_list("event", flat=True)
    assert set(said) >= {"cases.plan_begun", "cases.plan_laid_before", "cases.plan_approved"}


def test_nobody_approves_a_plan_on_which_they_wrote(ready, zhanar, saule, dana):
    """Separation of duties holds for who wrote in the middle too."""
    plan = drafted(zhanar, ready)
    commands.write_goal(saule, plan.pk, plan.version, goal(actions=(action(),)))
    plan.refresh_from_db()
    plan = commands.write_plan(
        zhanar, plan.pk, plan.version,
        commands.PlanDetails(child_present=False, review_on=plan.review_on,
                             words={"why_absent": "She slept."}),
    )  # fmt: skip
    plan = commands.ask_plan_approval(zhanar, plan.pk, plan.version)
    with pytest.raises(Refused, match="their own"):
        commands.decide_plan(saule, plan.pk, plan.version, approved=True)
    assert commands.decide_plan(dana, plan.pk, plan.version, approved=True).state == "approved"


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        ({"child_present": None}, PlanLack.PART),
        ({"child_present": False}, PlanLack.PART),
        ({"words": {"child_words": ""}}, PlanLack.CHILD),
        ({"review_on": None}, PlanLack.REVIEW),
        ({"review_on": clock.wall().date() - timedelta(days=3)}, PlanLack.REVIEW_PAST),
        ({"review_on": clock.wall().date() + timedelta(days=90)}, PlanLack.REVIEW_LATE),
    ],
)
def test_each_guard_of_a_plan_says_what_is_missing(ready, zhanar, said, lack):
    """Domain 3.4, 7."""
    plan = drafted(zhanar, ready, **said)
    assert lacks(zhanar, ready, plan) == {lack}
    with pytest.raises(Refused, match=str(lack.label)[:20]):
        commands.ask_plan_approval(zhanar, plan.pk, plan.version)


@pytest.mark.parametrize(
    ("actions", "lack"),
    [
        ((), PlanLack.ACTIONS),
        ((action(doer="", who=""),), PlanLack.WHO),
        ((action(who=""),), PlanLack.WHO),
        ((action(due_on=None),), PlanLack.DUE),
    ],
)
def test_a_goal_needs_an_action_with_owner_and_day(ready, zhanar, actions, lack):
    plan = drafted(zhanar, ready)
    commands.write_goal(zhanar, plan.pk, plan.version, goal(actions=actions))
    plan.refresh_from_db()
    assert lacks(zhanar, ready, plan) == {lack}


def test_a_plan_without_a_goal_is_no_plan(ready, zhanar):
    plan = drafted(zhanar, ready)
    plan = commands.drop_goal(zhanar, queries.goals_of(plan).get().pk, plan.version)
    assert lacks(zhanar, ready, plan) == {PlanLack.GOALS}


def test_at_high_risk_the_meeting_comes_first(sana, zhanar, saule, child):
    """Domain 3.4, 6: the draft may be written meanwhile, nobody may approve it."""
    case = led(saule, zhanar, sana, child, risk="HIGH")
    case = assessed(zhanar, saule, case, risk="HIGH")
    plan = drafted(zhanar, case, review_on=clock.today("Asia/Almaty") + timedelta(days=10))
    assert lacks(zhanar, case, plan) == {PlanLack.MEETING}
    with pytest.raises(Refused, match="meeting"):
        commands.ask_plan_approval(zhanar, plan.pk, plan.version)
    met(zhanar, saule, case)
    assert not lacks(zhanar, case, plan)
    plan = commands.ask_plan_approval(zhanar, plan.pk, plan.version)
    commands.decide_plan(saule, plan.pk, plan.version, approved=True)
    due = running(again(case))[ClockKind.FOLLOW_UP]
    assert due.rule == "RK.HIGH.FOLLOW_UP_FIRST"


def test_given_back_it_is_written_on(ready, zhanar, saule):
    plan = plan_asked(zhanar, ready)
    with pytest.raises(Refused):
        commands.write_plan(zhanar, plan.pk, plan.version, commands.PlanDetails())
    with pytest.raises(Refused) as no:
        commands.decide_plan(saule, plan.pk, plan.version, approved=False, words="no")
    assert no.value.field == "words"
    back = commands.decide_plan(saule, plan.pk, plan.version, approved=False, words=WHY)
    assert back.state == "draft"
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="approval_given").exists()
    asked = commands.ask_plan_approval(zhanar, plan.pk, back.version)
    assert commands.decide_plan(saule, plan.pk, asked.version, approved=True).state == "approved"


def test_sent_twice_is_written_once(ready, zhanar):
    """R1."""
    plan_id = uuid7()
    plan = commands.begin_plan(zhanar, ready.pk, plan_id)
    assert commands.begin_plan(zhanar, ready.pk, plan_id).pk == plan.pk
    details = goal(actions=(action(person_id=zhanar.person),))
    for _click in range(2):
        commands.write_goal(zhanar, plan.pk, plan.version, details)
    assert Goal.objects.count() == 1
    with pytest.raises(Refused, match="written already"):
        commands.begin_plan(zhanar, ready.pk, uuid7())


def test_two_who_write_at_once_see_each_other(ready, zhanar, saule):
    """R5: nothing is written over silently, not even by oneself."""
    plan = drafted(zhanar, ready)
    one = queries.goals_of(plan).get()
    commands.write_goal(saule, plan.pk, plan.version, goal(id=one.pk))
    with pytest.raises(commands.Newer):
        commands.write_goal(zhanar, plan.pk, plan.version, goal(id=one.pk))
    plan.refresh_from_db()
    commands.write_goal(zhanar, plan.pk, plan.version, goal(id=one.pk))
    with pytest.raises(commands.Newer):
        commands.write_goal(zhanar, plan.pk, plan.version, goal(id=one.pk, target_on=None))


def test_a_new_version_begins_from_the_old_one_and_leaves_it_as_it_is(ready, zhanar, saule):
    case = begun(zhanar, saule, ready)
    old = queries.plan_in_force(case)
    before = queries.told_plan(zhanar, case, old)
    with pytest.raises(Refused) as no:
        commands.begin_plan(zhanar, case.pk, uuid7())
    assert no.value.field == "why_new"
    new = drafted(zhanar, case)
    assert queries.plan_in_force(case) == old
    one = queries.goals_of(new).get()
    assert one.thread == before.goals[0].goal.thread
    commands.write_goal(zhanar, new.pk, new.version, goal(id=one.pk, words={"goal": "Another."}))
    assert queries.told_plan(zhanar, case, old) == before
    new.refresh_from_db()
    assert (new.number, new.before_id) == (2, old.pk)


def test_what_is_done_meanwhile_stays_done_in_the_new_version(ready, zhanar, saule, dana):
    """A tick that is made while the next version waits is not lost."""
    case = planned(zhanar, saule, ready)
    old = queries.plan_in_force(case)
    new = plan_asked(zhanar, case)
    first = queries.actions_of(queries.goals_of(old)).first()
    commands.tick_action(zhanar, first.pk, done=True)
    commands.judge_goal(zhanar, queries.goals_of(old).get().pk, "in_progress")
    commands.decide_plan(dana, new.pk, new.version, approved=True)
    told = queries.told_plan(zhanar, case, new)
    assert told.goals[0].done == 1
    assert told.goals[0].goal.progress == "in_progress"


def test_a_tick_is_one_act_and_can_be_taken_back(ready, zhanar, saule, malika):
    case = planned(zhanar, saule, ready)
    row = queries.actions_of(queries.goals_of(queries.plan_in_force(case))).first()
    for _click in range(2):
        commands.tick_action(zhanar, row.pk, done=True)
    assert Entry.objects.filter(event="cases.action_ticked").count() == 1
    assert again(case).state == "IN_PROGRESS"
    assert commands.tick_action(zhanar, row.pk, done=False).done_at is None
    with pytest.raises(Http404):
        commands.tick_action(malika, row.pk, done=True)


def test_only_the_plan_in_force_is_ticked(ready, zhanar, saule, dana):
    case = planned(zhanar, saule, ready)
    old = queries.plan_in_force(case)
    new = plan_asked(zhanar, case)
    waiting = queries.actions_of(queries.goals_of(new)).first()
    with pytest.raises(Refused, match="not in force"):
        commands.tick_action(zhanar, waiting.pk, done=True)
    commands.decide_plan(dana, new.pk, new.version, approved=True)
    past = queries.actions_of(queries.goals_of(old)).first()
    with pytest.raises(Refused, match="not in force"):
        commands.tick_action(zhanar, past.pk, done=True)


def test_who_does_it_works_on_the_case(ready, zhanar, malika):
    plan = drafted(zhanar, ready)
    details = goal(actions=(action(person_id=malika.person),))
    with pytest.raises(Refused) as no:
        commands.write_goal(zhanar, plan.pk, plan.version, details)
    assert no.value.field == "actions-0-doer"


def test_a_template_fills_a_plan_in_the_language_of_who_begins_it(ready, zhanar):
    """R16: the plan keeps which template in which version it began with."""
    plan = commands.begin_plan(
        zhanar, ready.pk, uuid7(), template="BIRTH_NOT_REGISTERED", language="kk"
    )
    told = queries.told_plan(zhanar, ready, plan)
    assert told.goals[0].words["goal"] == "Баланың туу туралы куәлігі мен ЖСН-і бар"
    assert (plan.template, plan.edition) == ("BIRTH_NOT_REGISTERED", 1)
    doers = [one.action.doer for one in told.goals[0].actions]
    assert doers == ["family", "colleague", "colleague"]
    assert lacks(zhanar, ready, plan) == {PlanLack.PART, PlanLack.REVIEW}
    with pytest.raises(Refused):
        commands.begin_plan(zhanar, ready.pk, uuid7(), template="NO_SUCH")


def test_a_version_that_is_laid_aside_stays_to_be_read(ready, zhanar):
    plan = drafted(zhanar, ready)
    with pytest.raises(Refused):
        commands.drop_plan(zhanar, plan.pk, plan.version, "no")
    commands.drop_plan(zhanar, plan.pk, plan.version, WHY)
    other = drafted(zhanar, ready)
    assert other.number == 2
    assert [one.state for one in queries.plans(ready)] == ["draft", "dropped"]


def test_words_are_sealed_and_kept_exactly(ready, zhanar):
    """S14, R28."""
    odd = f"{SONG} \u202e קול 👩‍👧 \u200d" + "а" * 4000
    plan = drafted(zhanar, ready, words={"child_words": odd, "call": SONG})
    told = queries.told_plan(zhanar, ready, plan)
    assert told.words["child_words"] == odd.strip()
    assert SONG.encode() not in bytes(plan.words_sealed)


ACTS = st.lists(
    st.sampled_from(
        ["begin", "write", "goal", "drop_goal", "ask", "approve", "return", "drop", "tick"]
    ),
    max_size=14,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_no_version_of_a_plan_is_ever_lost(ready, zhanar, dana, acts):
    """Whatever is done in whatever order: what was approved is there word by word."""
    kept, numbers = {}, set()
    for one in acts:
        open_ = queries.open_plan(ready)
        try:
            act(one, zhanar, dana, again(ready), open_)
        except (Refused, commands.Newer):
            continue
        for plan in queries.plans(ready):
            numbers.add(plan.number)
            if plan.state == "approved":
                words = words_of(queries.told_plan(zhanar, ready, plan))
                assert kept.setdefault(plan.pk, words) == words
    found = [one.number for one in queries.plans(ready)]
    assert set(found) >= numbers
    assert sorted(found) == list(range(1, len(found) + 1))


def words_of(told):
    """Every word of a version."""
    goals = [(goal.words, [one.words for one in goal.actions]) for goal in told.goals]
    return told.words, goals


def act(name, zhanar, dana, case, plan):
    """Try one act, whether it fits or not."""
    if name == "begin":
        drafted(zhanar, case)
    elif name == "tick":
        held = queries.plan_in_force(case)
        row = queries.actions_of(queries.goals_of(held)).first() if held else None
        if row:
            commands.tick_action(zhanar, row.pk, done=row.done_at is None)
    elif plan is not None:
        of_plan(name, zhanar, dana, plan)


def of_plan(name, zhanar, dana, plan):
    """Try one act on the version that is being written or waits."""
    if name == "write":
        words = {"child_words": str(uuid7())}
        today = clock.today("Asia/Almaty")
        said = commands.PlanDetails(child_present=True, review_on=today, words=words)
        commands.write_plan(zhanar, plan.pk, plan.version, said)
    elif name == "goal":
        commands.write_goal(zhanar, plan.pk, plan.version, goal(actions=(action(),)))
    elif name == "drop_goal":
        first = queries.goals_of(plan).first()
        if first:
            commands.drop_goal(zhanar, first.pk, plan.version)
    elif name == "ask":
        commands.ask_plan_approval(zhanar, plan.pk, plan.version)
    elif name == "drop":
        commands.drop_plan(zhanar, plan.pk, plan.version, WHY)
    else:
        approved = name == "approve"
        commands.decide_plan(dana, plan.pk, plan.version, approved=approved, words=WHY)
