"""The parts of a case's page that tell of the plan, what follows it, and the tasks of the team."""

from typing import Any

from umai.cases import permissions, queries, rules, terms

SHOWN, REVIEWS = 4, 3
Told = dict[str, Any] | None


def plan(whole: queries.Whole) -> Told:
    """The plan in force with its ticks, and the version that is being written."""
    actor, case = whole.actor, whole.case
    rows = [one for one in whole.plans if one.state != terms.PlanState.DROPPED]
    open_ = next((one for one in rows if one.state != terms.PlanState.APPROVED), None)
    assessed = case.state in {str(one) for one in rules.ASSESSED}
    running = rules.is_open(case.state)
    may_make = running and actor.may(permissions.MAKE_PLAN)
    if not rows and not assessed:
        return None
    force = whole.plan
    return {
        "force": force,
        "open": open_,
        "by": whole.name(force.plan.decided_by_id) if force else "",
        "may_tick": running and actor.may(permissions.FOLLOW_UP),
        "may_renew": may_make and open_ is None,
        "may_begin": may_make and assessed,
    }


def following(whole: queries.Whole) -> Told:
    """Follow-ups to come and those that were, and the reviews."""
    actor, case, rows = whole.actor, whole.case, whole.follow_ups
    planned = [one for one in rows if one.state == terms.FollowUpState.PLANNED][:SHOWN]
    done = [one for one in rows if one.state != terms.FollowUpState.PLANNED][:SHOWN]
    reviews = whole.reviews[:REVIEWS]
    running = rules.is_open(case.state)
    reviewable = case.state == terms.State.IN_PROGRESS
    return {
        "planned": [(one, whole.name(one.person_id)) for one in planned],
        "done": [(one, whole.name(one.done_by_id)) for one in done],
        "review": next((one for one in reviews if one.ended_at is None), None),
        "reviews": [one for one in reviews if one.ended_at is not None],
        "may_follow": running and actor.may(permissions.FOLLOW_UP),
        "may_review": reviewable and actor.may(permissions.REVIEW_PLAN),
    }


def tasks(whole: queries.Whole) -> Told:
    """What the team has to do."""
    may_give = rules.is_open(whole.case.state) and whole.actor.may(permissions.GIVE_TASK)
    return {
        "tasks": [
            (one, whole.opened(one)["what"], whole.name(one.person_id)) for one in whole.tasks
        ],
        "may_give": may_give,
    }
