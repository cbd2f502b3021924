"""Plans, follow-ups, reviews and tasks in the browser: every act by HTTP, nothing typed is lost."""

import pypdfium2
import pytest
from django.urls import reverse

from tests.cases.told import WHY, again, assessed, begun, drafted, led, plan_asked, planned
from umai.cases import commands, queries
from umai.cases.models import Action, FollowUp, Goal, Plan, Review, Task
from umai.foundation.access.models import Person
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def ready(sana, zhanar, saule, child):
    return assessed(zhanar, saule, led(saule, zhanar, sana, child))


@pytest.fixture
def browser(as_person):
    """A browser of somebody who acts, in English."""

    def of(actor):
        web = as_person(Person.objects.get(pk=actor.person_id))
        web.cookies["umai-language"] = "en"
        return web

    return of


def page(browser, name, *args):
    answer = browser.get(reverse(f"cases:{name}", args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def read(content):
    """The words of the first page of a PDF."""
    return pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()


def sent(browser, name, *args, **said):
    return browser.post(reverse(f"cases:{name}", args=args), said)


def test_a_plan_is_written_from_a_template_and_approved_in_the_browser(
    ready, zhanar, saule, browser
):
    mine, theirs = browser(zhanar), browser(saule)
    assert "begin" in page(mine, "case", ready.pk)
    assert "Out of school" in page(mine, "begin_plan", ready.pk)
    plan_id = uuid7()
    done = sent(mine, "begin_plan", ready.pk, id=plan_id, template="OUT_OF_SCHOOL")
    assert done.status_code == 302
    told = page(mine, "read_plan", plan_id)
    assert "The child goes to a school near home" in told
    assert "It is not said whether the child took part" in told
    refused = sent(mine, "ask_plan_approval", plan_id, version=1)
    assert refused.status_code == 422
    today = clock.today("Asia/Almaty")
    written = {
        "version": 1, "child_present": "yes", "child_words": "I want to read.",
        "review_on": today.isoformat(), "call": "My aunt", "child_agrees": "yes",
    }  # fmt: skip
    assert sent(mine, "write_plan", plan_id, **written).status_code == 302
    plan = Plan.objects.get(pk=plan_id)
    assert sent(mine, "ask_plan_approval", plan_id, version=plan.version).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "asked"
    assert "I want to read." in page(theirs, "decide_plan", plan_id)
    said = {"version": plan.version, "answer": "yes", "words": ""}
    assert sent(theirs, "decide_plan", plan_id, **said).status_code == 302
    shown = page(mine, "case", ready.pk)
    assert "The child goes to a school near home" in shown
    row = Action.objects.first()
    assert sent(mine, "tick_action", row.pk).status_code == 302
    assert "1 of 3" in page(mine, "case", ready.pk)
    assert sent(mine, "tick_action", row.pk, undo="1").status_code == 302
    assert Action.objects.filter(done_at__isnull=False).count() == 0


def test_a_goal_is_written_row_by_row_and_nothing_typed_is_lost(ready, zhanar, browser):
    """R1, R5."""
    mine = browser(zhanar)
    plan = drafted(zhanar, ready)
    page(mine, "write_goal", plan.pk)
    goal_id = uuid7()
    said = {
        "id": goal_id, "version": plan.version, "goal": "She reads.", "for_child": "You read.",
        "actions-0-what": "Speak with the school", "actions-1-service": "SO03",
        "actions-1-doer": f"colleague:{zhanar.person}", "actions-1-due_on": "2031-01-01",
    }  # fmt: skip
    wrong = sent(mine, "write_goal", plan.pk, **said)
    assert wrong.status_code == 422
    assert "Speak with the school" in wrong.content.decode()
    assert "Choose the service" in wrong.content.decode()
    said["actions-0-service"] = "SO02"
    said["actions-0-doer"] = "family"
    assert sent(mine, "write_goal", plan.pk, **said).status_code == 302
    goal = Goal.objects.get(pk=goal_id)
    assert [one.service for one in queries.actions_of([goal])] == ["SO02", "SO03"]
    late = sent(mine, "change_goal", goal.pk, **{**said, "goal": "She writes."})
    assert late.status_code == 422
    assert "She writes." in late.content.decode()
    assert "She reads." in late.content.decode()
    plan.refresh_from_db()
    told = page(mine, "change_goal", goal.pk)
    assert "Speak with the school" in told
    assert sent(mine, "drop_goal", goal.pk, version=plan.version).status_code == 302


def test_a_refusal_stands_at_its_row(ready, zhanar, browser):
    plan = drafted(zhanar, ready)
    said = {
        "id": uuid7(), "version": plan.version, "goal": "She reads.",
        "actions-2-service": "SO03", "actions-2-doer": "family",
        "actions-2-start_on": "2031-02-01", "actions-2-due_on": "2031-01-01",
    }  # fmt: skip
    wrong = sent(browser(zhanar), "write_goal", plan.pk, **said)
    assert wrong.status_code == 422
    assert 'href="#id_actions-2-due_on"' in wrong.content.decode()


def test_versions_and_what_differs_between_them(ready, zhanar, saule, browser):
    case = planned(zhanar, saule, ready)
    new = drafted(zhanar, case, words={"child_words": "I want to go home."})
    told = page(browser(zhanar), "read_plan", new.pk)
    assert "What differs from version 1" in told
    assert "I want to go to school." in told
    assert "I want to go home." in told


def test_the_copy_for_the_child_carries_the_code_or_the_name_for_who_may(
    ready, zhanar, saule, browser
):
    """S22: the name is opened on demand, which is written down."""
    case = planned(zhanar, saule, ready)
    plan = queries.plan_in_force(case)
    mine = browser(zhanar)
    page(mine, "print_plan_copy", plan.pk)
    for language in ("kk", "ru", "uz", "tg", "en"):
        answer = sent(mine, "print_plan_copy", plan.pk, language=language)
        words = read(answer.content)
        assert case.code in words
        assert "Nodira" not in words
    assert not Entry.objects.filter(event="people.identity_revealed").exists()
    answer = sent(mine, "print_plan_copy", plan.pk, language="en", named="on")
    words = read(answer.content)
    assert "You get your paper" in words
    assert Entry.objects.filter(event="people.identity_revealed").count() == 1
    assert Entry.objects.filter(event="cases.plan_copy_printed").count() == 6
    done = sent(mine, "offer_plan_copy", plan.pk, on="2026-01-01", language="uz")
    assert done.status_code == 302
    plan.refresh_from_db()
    assert plan.offered_language == "uz"


def test_follow_ups_in_the_browser(ready, zhanar, saule, browser):
    case = begun(zhanar, saule, ready)
    mine = browser(zhanar)
    page(mine, "note_follow_up", case.pk)
    said = {
        "id": uuid7(), "version": 0, "kind": "HOME_VISIT", "done_on": "2031-01-01",
        "face_to_face": "yes", "seen_alone": "yes", "safe": "yes", "risk_change": "higher",
        "condition": "She is calm.",
    }  # fmt: skip
    wrong = sent(mine, "note_follow_up", case.pk, **said)
    assert wrong.status_code == 422
    assert "She is calm." in wrong.content.decode()
    today = clock.today("Asia/Almaty").isoformat()
    done = sent(mine, "note_follow_up", case.pk, **{**said, "done_on": today, "next_on": today})
    assert done["Location"] == reverse("cases:rate_risk", args=[case.pk])
    row = FollowUp.objects.get(state="done")
    assert "She is calm." in page(mine, "read_follow_up", row.pk)
    waiting = FollowUp.objects.get(state="planned")
    page(mine, "note_planned_follow_up", waiting.pk)
    assert "She is calm." in page(mine, "case", case.pk)
    done = sent(mine, "miss_follow_up", waiting.pk, version=waiting.version, why_not="Away.")
    assert done.status_code == 302
    page(mine, "plan_follow_up", case.pk)
    planned_ = {"id": uuid7(), "kind": "PHONE_CHECK", "on": today, "person": zhanar.person}
    assert sent(mine, "plan_follow_up", case.pk, **planned_).status_code == 302


def test_a_review_in_the_browser(ready, zhanar, saule, browser):
    case = begun(zhanar, saule, ready)
    mine, theirs = browser(zhanar), browser(saule)
    page(mine, "begin_review", case.pk)
    review_id = uuid7()
    said = {"id": review_id, "version": again(case).version, "cause": "change", "why": WHY}
    assert sent(mine, "begin_review", case.pk, **said).status_code == 302
    page(mine, "write_review", review_id)
    found = {"version": 1, "found": "She goes to school.", "child_words": "I like it."}
    assert sent(mine, "write_review", review_id, **found).status_code == 302
    assert "I like it." in page(mine, "read_review", review_id)
    assert mine.get(reverse("cases:end_review", args=[review_id])).status_code == 403
    page(theirs, "end_review", review_id)
    row = Review.objects.get(pk=review_id)
    on = queries.last_review_day(saule, case).isoformat()
    end = {"version": row.version, "outcome": "unchanged", "reason": WHY, "next_on": on}
    assert sent(theirs, "end_review", review_id, **end).status_code == 302
    assert "The plan stays as it is" in page(mine, "case", case.pk)


def test_tasks_in_the_browser_show_codes_across_cases(ready, zhanar, browser):
    """S31: the list of tasks carries codes, the words stand in the case."""
    mine = browser(zhanar)
    page(mine, "give_task", ready.pk)
    said = {"id": uuid7(), "what": "Ring the school.", "person": zhanar.person}
    assert sent(mine, "give_task", ready.pk, **said).status_code == 302
    listed = page(mine, "tasks")
    assert ready.code in listed
    assert "Ring" not in listed
    assert "Ring the school." in page(mine, "case", ready.pk)
    row = Task.objects.get()
    page(mine, "end_task", row.pk)
    done = {"version": row.version, "state": "done", "answer": ""}
    assert sent(mine, "end_task", row.pk, **done).status_code == 302
    assert "Nothing to do" in page(mine, "tasks")


def test_a_stranger_finds_no_page_of_it(ready, zhanar, saule, malika, timur, browser):
    """S2: the same 404 for what is hidden and what is not there."""
    case = begun(zhanar, saule, ready)
    plan = queries.plan_in_force(case)
    goal = queries.goals_of(plan).first()
    action = queries.actions_of([goal]).first()
    task = commands.give_task(zhanar, case.pk, uuid7(), zhanar.person, "Ring.", None)
    pages = [
        ("begin_plan", case.pk), ("read_plan", plan.pk), ("write_plan", plan.pk),
        ("write_goal", plan.pk), ("change_goal", goal.pk), ("judge_goal", goal.pk),
        ("print_plan_copy", plan.pk), ("offer_plan_copy", plan.pk), ("drop_plan", plan.pk),
        ("plan_follow_up", case.pk), ("note_follow_up", case.pk), ("begin_review", case.pk),
        ("give_task", case.pk), ("end_task", task.pk),
    ]  # fmt: skip
    for stranger in (malika, timur):
        other = browser(stranger)
        for name, key in pages:
            for known in (key, uuid7()):
                assert other.get(reverse(f"cases:{name}", args=[known])).status_code == 404, name
        assert sent(other, "tick_action", action.pk).status_code == 404
        assert task.pk.hex not in page(other, "tasks")


def test_a_plan_that_waits_is_not_written_on(ready, zhanar, browser):
    plan = plan_asked(zhanar, ready)
    told = page(browser(zhanar), "read_plan", plan.pk)
    assert reverse("cases:write_goal", args=[plan.pk]) not in told
    wrong = sent(browser(zhanar), "write_plan", plan.pk, version=plan.version)
    assert wrong.status_code == 422
