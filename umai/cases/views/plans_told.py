"""What pages say of plans: versions, who may do an action, what differs between two versions."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umai.cases import permissions, queries, rules, terms
from umai.cases.forms.planning import OF_PLAN, PlanForm
from umai.cases.models import Case, Plan
from umai.directory import queries as directory
from umai.directory import terms as directory_terms
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import moments
from umai.foundation.ui.fields import Pairs
from umai.foundation.vocabulary import queries as vocabulary

State = terms.PlanState
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Difference:
    """What one version says and the version before it says otherwise; a blank was not there."""

    label: str
    before: str
    after: str


def doers(actor: Actor, case: Case) -> Pairs:
    """Who may do an action: the family, the team of the case, the agencies of the directory."""
    working = directory.agencies(actor).filter(state=directory_terms.AgencyState.ACTIVE)
    agencies = [(f"agency:{one.pk}", agency_name(one)) for one in working]
    mates: Pairs = [(f"colleague:{key}", name) for key, name in team(actor, case)]
    found: Pairs = [("family", str(terms.Doer.FAMILY.label)), (_("The team"), mates)]
    if agencies:
        found.append((_("Agencies"), sorted(agencies, key=lambda one: one[1])))
    return found


def team(actor: Actor, case: Case) -> Pairs:
    """Those who work on the case, by name; the reader first, if among them."""
    ids = list(queries.members(case).values_list("person_id", flat=True))
    names = access.names(actor, ids)
    ids.sort(key=lambda one: one != actor.person_id)
    return [(str(one), names.get(one, "")) for one in ids]


def agency_name(agency: Any) -> str:
    """The name of an agency in the language of the page."""
    return vocabulary.in_language({one: getattr(agency, f"name_{one}") for one in LANGUAGES})


def whole(actor: Actor, case: Case, of: Plan) -> dict[str, Any]:
    """Everything that a page says of one version. Call it after it was read."""
    rows = list(queries.plans(case))
    before = next((one for one in rows if one.pk == of.before_id), None)
    told = queries.told_plans(actor, case, [of, before] if before else [of])
    approval = queries.approvals(case).filter(subject_id=of.pk).first()
    force = queries.plan_in_force(case)
    here = force == of and rules.is_open(case.state)
    draft = of.state == State.DRAFT
    return {
        "plan": of,
        "told": told[0],
        "versions": rows,
        "before": before,
        "differences": differences(told[1], told[0]) if before else [],
        "missing": queries.missing_for_plan(actor, case, told[0]) if draft else [],
        "names": access.names(actor, [of.begun_by_id, of.decided_by_id]),
        "template": queries.template_label(of.template, of.edition) if of.template else "",
        "answered": _answered(case, approval),
        "in_force": force == of,
        "may_tick": here and actor.may(permissions.FOLLOW_UP),
        "writing": draft and actor.may(permissions.MAKE_PLAN),
        "deciding": of.state == State.ASKED and actor.may(permissions.APPROVE, case.team_id),
        "may_renew": here and not queries.open_plan(case) and actor.may(permissions.MAKE_PLAN),
    }


def _answered(case: Case, approval: Any) -> str:
    if approval is None:
        return ""
    said = queries.opened(approval, "words", queries.key_of(case))
    return str(said.get("answered", ""))


def differences(before: queries.PlanTold, after: queries.PlanTold) -> list[Difference]:
    """Goal by goal and action by action, what was added, taken out and changed."""
    found = [
        Difference(str(label), was.get(name, ""), now.get(name, ""))
        for was, now in [(before.words, after.words)]
        for name, label in _labels().items()
        if was.get(name, "") != now.get(name, "")
    ]
    if before.plan.review_on != after.plan.review_on:
        days = [moments.day(one.plan.review_on) for one in (before, after)]
        found.append(Difference(_("When is the plan reviewed?"), *days))
    goals = {one.goal.thread: one for one in before.goals}
    for one in after.goals:
        found += _goal(goals.pop(one.goal.thread, None), one)
    for gone in goals.values():
        found += _goal(gone, None)
    return found


def _goal(was: queries.GoalTold | None, now: queries.GoalTold | None) -> list[Difference]:
    found = []
    texts = [_goal_line(one) if one else "" for one in (was, now)]
    if texts[0] != texts[1]:
        found.append(Difference(pgettext("plan", "Goal"), *texts))
    lines: dict[Any, list[str]] = {}
    for place, side in enumerate((was, now)):
        for one in side.actions if side else []:
            lines.setdefault(one.action.thread, ["", ""])[place] = _action_line(one)
    label = pgettext("plan", "Action")
    return found + [Difference(label, *pair) for pair in lines.values() if pair[0] != pair[1]]


def _goal_line(one: queries.GoalTold) -> str:
    by = moments.day(one.goal.target_on) if one.goal.target_on else ""
    return ", ".join(part for part in (one.words.get("goal", ""), by) if part)


def _action_line(one: queries.ActionTold) -> str:
    service = vocabulary.label("service", one.action.service)
    by = moments.day(one.action.due_on) if one.action.due_on else ""
    return ", ".join(part for part in (service, one.words.get("what", ""), one.who, by) if part)


def _labels() -> dict[str, Any]:
    return {name: PlanForm.base_fields[name].label for name in OF_PLAN}
