"""Follow-ups, reviews and tasks: what comes after a plan, and the clocks that ask for it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import (
    WHY,
    again,
    assessed,
    begun,
    drafted,
    led,
    met,
    opened,
    planned,
)
from tests.people.known import register
from umai.cases import commands, queries
from umai.cases.models import Clock, FollowUp, Review, Task
from umai.cases.terms import ClockKind
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice

pytestmark = pytest.mark.usefixtures("here")
ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
def ready(sana, zhanar, saule, child):
    """A case whose assessment is approved."""
    return assessed(zhanar, saule, led(saule, zhanar, sana, child))


@pytest.fixture
def working(ready, zhanar, saule):
    """A case whose plan is carried out."""
    return begun(zhanar, saule, ready)


def running(case):
    return {one.kind: one for one in queries.clocks(case)}


def today():
    return clock.today("Asia/Almaty")


def seen(**said):
    words = {
        "id": uuid7(), "kind": "HOME_VISIT", "done_on": today(), "face_to_face": True,
        "seen_alone": True, "safe": "yes", "risk_change": "same",
        "words": {"condition": "She sleeps well."}, **said,
    }  # fmt: skip
    return commands.FollowUpDetails(**words)


def local(year, month, day, hour=12, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=ALMATY)


def test_the_first_action_and_the_first_meeting_stop_their_clocks(sana, zhanar, child):
    """Domain 2.17."""
    case = opened(zhanar, sana, child, risk="MEDIUM", why_risk=WHY)
    by_phone = seen(kind="PHONE_CHECK", face_to_face=False, seen_alone=None)
    commands.note_follow_up(zhanar, case.pk, by_phone)
    assert ClockKind.FIRST_ACTION not in running(case)
    assert ClockKind.FACE in running(case)
    commands.note_follow_up(zhanar, case.pk, seen())
    assert ClockKind.FACE not in running(case)
    assert ClockKind.FOLLOW_UP not in running(case)  # nothing to follow up before there is a plan


def test_a_day_without_an_hour_never_looks_timelier_than_it_was(sana, zhanar):
    """A visit of yesterday counts from the end of yesterday."""
    with clock.told_at(local(2028, 2, 28, 9)):
        child = register(zhanar, sana, given_name="Aru", family_name="Namunaeva", born="2015")
        case = opened(zhanar, sana, child, risk="HIGH", why_risk=WHY)
    with clock.told_at(local(2028, 3, 1, 8)):
        commands.note_follow_up(zhanar, case.pk, seen(done_on=date(2028, 2, 29)))
    face = Clock.objects.get(case_id=case.pk, kind="face")
    assert face.due_at == local(2028, 2, 29, 9)
    assert face.ended_at == local(2028, 3, 1, 0)


def test_each_follow_up_asks_for_the_next(working, zhanar):
    before = running(working)[ClockKind.FOLLOW_UP]
    row = commands.note_follow_up(zhanar, working.pk, seen(next_on=today() + timedelta(days=5)))
    after = running(again(working))[ClockKind.FOLLOW_UP]
    assert after.pk != before.pk
    assert Clock.objects.get(pk=before.pk).state == "met"
    assert after.began_at <= clock.now()
    following = queries.planned_follow_ups(working).get()
    assert (following.planned_on, following.person_id) == (row.next_on, zhanar.person_id)
    assert Entry.objects.filter(event="cases.follow_up_noted").count() == 1


def test_noted_late_an_older_visit_does_not_answer_a_newer_promise(sana, zhanar, saule):
    with clock.told_at(local(2027, 5, 10)):
        child = register(zhanar, sana, given_name="Aru", family_name="Namunaeva", born="2015")
        case = planned(zhanar, saule, assessed(zhanar, saule, led(saule, zhanar, sana, child)))
    with clock.told_at(local(2027, 5, 20)):
        commands.note_follow_up(zhanar, case.pk, seen(done_on=date(2027, 5, 20)))
        due = running(again(case))[ClockKind.FOLLOW_UP]
        commands.note_follow_up(zhanar, case.pk, seen(done_on=date(2027, 5, 12)))
        assert running(again(case))[ClockKind.FOLLOW_UP].pk == due.pk


def test_at_high_risk_twice_a_week_in_the_first_month_then_weekly(sana, zhanar, saule):
    """Domain 2.17, over the end of February in a leap year."""
    with clock.told_at(local(2028, 1, 31)):
        child = register(zhanar, sana, given_name="Aru", family_name="Namunaeva", born="2015")
        case = assessed(zhanar, saule, led(saule, zhanar, sana, child, risk="HIGH"), risk="HIGH")
        met(zhanar, saule, case)
        case = planned(zhanar, saule, case, review_on=date(2028, 2, 10))
        first = running(case)[ClockKind.FOLLOW_UP]
        assert first.due_at == local(2028, 2, 4, 0)
        assert running(case)[ClockKind.REVIEW].due_at == local(2028, 2, 15, 0)
    for day, due, rule in (
        (date(2028, 2, 28), local(2028, 3, 3, 0), "RK.HIGH.FOLLOW_UP_FIRST"),
        (date(2028, 3, 1), local(2028, 3, 9, 0), "RK.HIGH.FOLLOW_UP"),
    ):
        with clock.told_at(local(day.year, day.month, day.day)):
            commands.note_follow_up(zhanar, case.pk, seen(done_on=day))
        running_now = running(again(case))[ClockKind.FOLLOW_UP]
        assert (running_now.due_at, running_now.rule) == (due, rule)


def test_a_risk_that_rises_shortens_what_is_due(working, zhanar):
    before = running(working)[ClockKind.FOLLOW_UP]
    case = commands.rate_risk(zhanar, working.pk, working.version, "HIGH", (), WHY)
    after = running(case)[ClockKind.FOLLOW_UP]
    assert (before.rule, after.rule) == ("RK.MEDIUM.FOLLOW_UP", "RK.HIGH.FOLLOW_UP_FIRST")
    assert Clock.objects.get(pk=before.pk).due_at == before.due_at


def test_a_child_in_danger_is_told_at_once(working, zhanar, saule):
    """S31: the notice carries the code and nothing else."""
    commands.note_follow_up(zhanar, working.pk, seen(safe="no", risk_change="higher"))
    told = Notice.objects.get(person_id=saule.person_id, kind="case_urgent")
    assert told.code == working.code


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "NO_SUCH"}, "kind"),
        ({"done_on": date(2999, 1, 1)}, "done_on"),
        ({"next_on": date(2001, 1, 1)}, "next_on"),
        ({"face_to_face": False}, "face_to_face"),
        ({"safe": ""}, "safe"),
        ({"risk_change": ""}, "risk_change"),
        ({"words": {}}, "condition"),
    ],
)
def test_what_is_missing_is_said_at_its_field(working, zhanar, said, field):
    with pytest.raises(Refused) as no:
        commands.note_follow_up(zhanar, working.pk, seen(**said))
    assert no.value.field == field


def test_a_planned_one_is_done_or_not_done_once(working, zhanar, malika):
    """S2, R1, R5."""
    row = commands.plan_follow_up(
        zhanar, working.pk, uuid7(), "SCHOOL_CHECK", today(), zhanar.person, "School 12"
    )
    with pytest.raises(Http404):
        commands.miss_follow_up(malika, row.pk, row.version, WHY)
    with pytest.raises(commands.Newer):
        commands.note_follow_up(zhanar, working.pk, seen(id=row.pk), row.version + 1)
    for _click in range(2):
        done = commands.note_follow_up(zhanar, working.pk, seen(id=row.pk), row.version)
    assert (done.state, FollowUp.objects.count()) == ("done", 1)
    words = queries.opened(done, "words", queries.key_of(working))
    assert (words["place"], words["condition"]) == ("School 12", "She sleeps well.")
    with pytest.raises(Refused, match="settled"):
        commands.miss_follow_up(zhanar, row.pk, done.version, WHY)


def test_what_did_not_happen_stays_due(working, zhanar):
    before = running(working)[ClockKind.FOLLOW_UP]
    row = commands.plan_follow_up(
        zhanar, working.pk, uuid7(), "HOME_VISIT", today(), zhanar.person
    )
    with pytest.raises(Refused):
        commands.miss_follow_up(zhanar, row.pk, row.version, " ")
    commands.miss_follow_up(zhanar, row.pk, row.version, "Nobody opened.")
    assert running(working)[ClockKind.FOLLOW_UP].pk == before.pk


def test_a_follow_up_is_planned_for_somebody_of_the_team(working, zhanar, malika):
    with pytest.raises(Refused) as no:
        commands.plan_follow_up(
            zhanar, working.pk, uuid7(), "HOME_VISIT", today(), malika.person
        )
    assert no.value.field == "person"


# Reviews ------------------------------------------------------------------------------------------


def review(zhanar, case, cause="change", why=WHY):
    return commands.begin_review(zhanar, case.pk, case.version, uuid7(), cause, why)


def found(zhanar, row):
    return commands.write_review(zhanar, row.pk, row.version, {"found": "She goes to school."})


def test_a_review_waits_for_its_day_or_for_a_change(working, zhanar):
    """Domain 3.4, 10."""
    with pytest.raises(Refused) as no:
        review(zhanar, working, "due", "")
    assert no.value.field == "cause"
    with pytest.raises(Refused) as no:
        review(zhanar, working, "change", "yes")
    assert no.value.field == "why"
    review(zhanar, working)
    assert again(working).state == "UNDER_REVIEW"


def test_on_its_day_a_review_needs_no_other_reason(sana, zhanar, saule):
    """A month from 31 January ends with the last day of February."""
    with clock.told_at(local(2027, 1, 31)):
        child = register(zhanar, sana, given_name="Aru", family_name="Namunaeva", born="2015")
        case = assessed(zhanar, saule, led(saule, zhanar, sana, child))
        case = begun(zhanar, saule, case)
        plan = queries.plan_in_force(case)
        plan.review_on = None
        plan.save()
        assert running(case)[ClockKind.REVIEW].due_at == local(2027, 3, 1, 0)
    with clock.told_at(local(2027, 2, 27)), pytest.raises(Refused):
        review(zhanar, case, "due", "")
    with clock.told_at(local(2027, 2, 28)):
        assert review(zhanar, case, "due", "").cause == "due"


def test_no_review_without_a_plan_that_is_carried_out(ready, zhanar, saule):
    with pytest.raises(Refused):
        review(zhanar, ready)
    case = planned(zhanar, saule, ready)
    with pytest.raises(Refused, match="cannot be done"):
        review(zhanar, case)
    assert not Review.objects.exists()


def test_unchanged_needs_a_reason_and_another_person(working, zhanar, saule):
    """Domain 3.4, 11."""
    row = review(zhanar, working)
    later = today() + timedelta(days=20)
    with pytest.raises(Refused) as no:
        commands.end_review(saule, row.pk, row.version, "unchanged", later, WHY)
    assert no.value.field == "found"
    row = found(zhanar, row)
    with pytest.raises(PermissionDenied):
        commands.end_review(zhanar, row.pk, row.version, "unchanged", later, WHY)
    with pytest.raises(Refused) as no:
        commands.end_review(saule, row.pk, row.version, "unchanged", later, "no")
    assert no.value.field == "reason"
    with pytest.raises(Refused) as no:
        commands.end_review(
            saule, row.pk, row.version, "unchanged", today() + timedelta(days=60), WHY
        )
    assert no.value.field == "next_on"
    before = running(working)[ClockKind.REVIEW]
    commands.end_review(saule, row.pk, row.version, "unchanged", later, WHY)
    assert again(working).state == "IN_PROGRESS"
    assert running(again(working))[ClockKind.REVIEW].pk != before.pk
    assert Clock.objects.get(pk=before.pk).state == "met"


def test_nobody_ends_the_review_that_they_began(working, saule):
    row = review(saule, working)
    row = found(saule, row)
    with pytest.raises(Refused, match="their own"):
        commands.end_review(
            saule, row.pk, row.version, "unchanged", today() + timedelta(days=9), WHY
        )


def test_a_review_with_a_new_version_needs_that_version(working, zhanar, saule, dana):
    row = found(zhanar, review(zhanar, working))
    later = today() + timedelta(days=20)
    with pytest.raises(Refused) as no:
        commands.end_review(saule, row.pk, row.version, "new_version", later)
    assert no.value.field == "outcome"
    new = drafted(zhanar, working)
    with pytest.raises(Refused, match="being written"):
        commands.end_review(saule, row.pk, row.version, "unchanged", later, WHY)
    new = commands.ask_plan_approval(zhanar, new.pk, new.version)
    commands.decide_plan(dana, new.pk, new.version, approved=True)
    done = commands.end_review(saule, row.pk, row.version, "new_version", later)
    assert done.new_plan_id == new.pk
    assert again(working).state == "IN_PROGRESS"


# Tasks --------------------------------------------------------------------------------------------


def test_a_task_is_for_somebody_of_the_team_and_its_notice_says_nothing(
    working, zhanar, malika, saule
):
    """S31, R1."""
    task_id = uuid7()
    with pytest.raises(Refused) as no:
        commands.give_task(zhanar, working.pk, task_id, malika.person, "Ring the school.", None)
    assert no.value.field == "person"
    commands.join_case_team(zhanar, working.pk, malika.person, "lawyer")
    for _click in range(2):
        row = commands.give_task(
            zhanar, working.pk, task_id, malika.person, "Ring the school.", today()
        )
    assert Task.objects.count() == 1
    told = Notice.objects.get(person_id=malika.person_id, kind="task_given")
    assert told.code == working.code
    assert b"school" not in bytes(row.words_sealed)
    assert [one.pk for one in queries.tasks(malika)] == [row.pk]
    assert not queries.tasks(saule).exists()


def test_settled_once_and_whoever_gave_it_is_told(working, zhanar, malika):
    """R5."""
    commands.join_case_team(zhanar, working.pk, malika.person, "lawyer")
    row = commands.give_task(zhanar, working.pk, uuid7(), malika.person, "Ring.", None)
    with pytest.raises(commands.Newer):
        commands.end_task(malika, row.pk, row.version + 1, "done")
    for _click in range(2):
        done = commands.end_task(malika, row.pk, row.version, "done", "They take her.")
    assert done.state == "done"
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="task_ended").count() == 1
    assert not queries.tasks(malika).exists()


def test_whoever_leaves_the_team_sees_the_task_no_more(working, zhanar, malika):
    """S6."""
    commands.join_case_team(zhanar, working.pk, malika.person, "lawyer")
    row = commands.give_task(zhanar, working.pk, uuid7(), malika.person, "Ring.", None)
    commands.leave_case_team(zhanar, working.pk, malika.person)
    assert not queries.tasks(malika).exists()
    with pytest.raises(Http404):
        commands.end_task(malika, row.pk, row.version, "done")
