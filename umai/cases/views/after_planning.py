"""The parts of a case's page that tell of the plan, what follows it, and the tasks of the team."""

from typing import Any

from umai.cases import permissions, queries, rules, terms
from umai.cases.models import Case
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor

SHOWN, REVIEWS = 4, 3
Told = dict[str, Any] | None


def plan(actor: Actor, case: Case) -> Told:
    """The plan in force with its ticks, and the version that is being written."""
    rows = [one for one in queries.plans(case) if one.state != terms.PlanState.DROPPED]
    open_ = next((one for one in rows if one.state != terms.PlanState.APPROVED), None)
    force = next((one for one in rows if one.state == terms.PlanState.APPROVED), None)
    assessed = case.state in {str(one) for one in rules.ASSESSED}
    running = rules.is_open(case.state)
    may_make = running and actor.may(permissions.MAKE_PLAN)
    if not rows and not assessed:
        return None
    by = access.names(actor, [force.decided_by_id]).get(force.decided_by_id, "") if force else ""
    return {
        "force": queries.told_plan(actor, case, force) if force else None,
        "open": open_,
        "by": by,
        "may_tick": running and actor.may(permissions.FOLLOW_UP),
        "may_renew": may_make and open_ is None,
        "may_begin": may_make and assessed,
    }


def following(actor: Actor, case: Case) -> Told:
    """Follow-ups to come and those that were, and the reviews."""
    rows = list(queries.follow_ups(case)[: SHOWN * 3])
    planned = [one for one in rows if one.state == terms.FollowUpState.PLANNED][:SHOWN]
    done = [one for one in rows if one.state != terms.FollowUpState.PLANNED][:SHOWN]
    reviews = list(queries.reviews(case)[:REVIEWS])
    ids = [one.person_id for one in planned] + [one.done_by_id for one in done]
    names = access.names(actor, ids)
    running = rules.is_open(case.state)
    reviewable = case.state == terms.State.IN_PROGRESS
    return {
        "planned": [(one, names.get(one.person_id, "")) for one in planned],
        "done": [(one, names.get(one.done_by_id, "")) for one in done],
        "review": next((one for one in reviews if one.ended_at is None), None),
        "reviews": [one for one in reviews if one.ended_at is not None],
        "may_follow": running and actor.may(permissions.FOLLOW_UP),
        "may_review": reviewable and actor.may(permissions.REVIEW_PLAN),
    }


def tasks(actor: Actor, case: Case) -> Told:
    """What the team has to do."""
    rows = list(queries.tasks_of(case))
    names = access.names(actor, [one.person_id for one in rows])
    key = queries.key_of(case) if rows else None
    return {
        "tasks": [
            (one, queries.opened(one, "words", key)["what"], names.get(one.person_id, ""))
            for one in rows
            if key is not None
        ],
        "may_give": rules.is_open(case.state) and actor.may(permissions.GIVE_TASK),
    }
