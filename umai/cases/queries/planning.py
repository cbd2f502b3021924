"""Plans of a case: their versions, what stands in them, and what one still lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet, Subquery
from django.http import Http404

from umai.cases import rules, terms
from umai.cases.models import Action, Case, Goal, Plan
from umai.cases.queries.cases import case as case_by_id
from umai.cases.queries.cases import key_of, opened
from umai.cases.queries.meetings import lacks_meeting
from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary

OPEN = (terms.PlanState.DRAFT, terms.PlanState.ASKED)
NAMES = ("kk", "ru", "en")
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ActionTold:
    """An action in words; `who` is a colleague, an agency or somebody of the family."""

    action: Action
    words: dict[str, Any]
    who: str

    @property
    def owned(self) -> bool:
        """Whether somebody is named who does it."""
        return bool(self.action.doer and (self.who or self.action.agency_id))


@dataclass(frozen=True)
class GoalTold:
    """A goal in words, with its actions."""

    goal: Goal
    words: dict[str, Any]
    actions: list[ActionTold]

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(one.action.done_at is not None for one in self.actions)


@dataclass(frozen=True)
class PlanTold:
    """One version of a plan in words."""

    plan: Plan
    words: dict[str, Any]
    goals: list[GoalTold] = field(default_factory=list)


def plans(case: Case) -> QuerySet[Plan]:
    """Every version, the latest first."""
    here = Plan.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-number")


def plan(actor: Actor, plan_id: UUID) -> tuple[Plan, Case]:
    """One version and its case, or 404."""
    found = _row(actor, Plan, plan_id)
    return found, case_by_id(actor, found.case_id)


def goal(actor: Actor, goal_id: UUID) -> tuple[Goal, Plan, Case]:
    """One goal with its plan and case, or 404."""
    found = _row(actor, Goal, goal_id)
    return found, *plan(actor, found.plan_id)


def action(actor: Actor, action_id: UUID) -> tuple[Action, Plan, Case]:
    """One action with its plan and case, or 404."""
    found = _row(actor, Action, action_id)
    _goal, of, case = goal(actor, found.goal_id)
    return found, of, case


def _row(actor: Actor, kind: type[Model], row_id: UUID) -> Any:
    found = kind._default_manager.filter(organisation_id=actor.organisation, pk=row_id).first()
    if found is None:
        raise Http404
    return found


def plan_in_force(case: Case) -> Plan | None:
    """The latest version that was approved."""
    return plans(case).filter(state=terms.PlanState.APPROVED).first()


def goals_in_force(case: Case) -> QuerySet[Goal]:
    """The goals of the plan in force, in order."""
    force = plans(case).filter(state=terms.PlanState.APPROVED).values("pk")[:1]
    here = Goal.objects.filter(organisation_id=case.organisation_id, plan_id=Subquery(force))
    return here.order_by("number", "id")


def actions_in_force(case: Case) -> QuerySet[Action]:
    """The actions of the plan in force, in order."""
    goals = goals_in_force(case).order_by().values("pk")
    here = Action.objects.filter(organisation_id=case.organisation_id, goal_id__in=goals)
    return here.order_by("number", "id")


def open_plan(case: Case) -> Plan | None:
    """The version that is being written or waits for approval."""
    return plans(case).filter(state__in=OPEN).first()


def goals_of(of: Plan) -> QuerySet[Goal]:
    """The goals of one version, in order."""
    here = Goal.objects.filter(organisation_id=of.organisation_id, plan_id=of.pk)
    return here.order_by("number", "id")


def actions_of(goals: Iterable[Goal]) -> QuerySet[Action]:
    """The actions of some goals, in order."""
    known = list(goals)
    if not known:
        return Action.objects.none()
    here = Action.objects.filter(
        organisation_id=known[0].organisation_id, goal_id__in=[one.pk for one in known]
    )
    return here.order_by("number", "id")


def told_plans(actor: Actor, case: Case, found: Iterable[Plan]) -> list[PlanTold]:
    """Some versions in words. Call it after the case was read."""
    rows = list(found)
    here = {"organisation_id": case.organisation_id}
    goals = list(
        Goal.objects.filter(**here, plan_id__in=[one.pk for one in rows]).order_by("number", "id")
    )
    actions = list(actions_of(goals))
    called = access.names(actor, [one.person_id for one in actions])
    agencies = agency_names(
        directory.agencies(actor).filter(pk__in={one.agency_id for one in actions})
    )
    return in_words(rows, goals, actions, called | agencies, key_of(case))


def in_words(
    rows: Iterable[Plan],
    goals: Sequence[Goal],
    actions: Sequence[Action],
    names: Mapping[UUID | None, str],
    key: DataKey,
) -> list[PlanTold]:
    """Versions with their goals and actions in words; `names` of colleagues and agencies."""

    def action_told(row: Action) -> ActionTold:
        words = opened(row, "words", key)
        who = names.get(row.person_id) or names.get(row.agency_id) or words.get("who", "")
        return ActionTold(row, words, who)

    def goal_told(row: Goal) -> GoalTold:
        mine = [action_told(one) for one in actions if one.goal_id == row.pk]
        return GoalTold(row, opened(row, "words", key), mine)

    return [
        PlanTold(
            one,
            opened(one, "words", key),
            [goal_told(goal) for goal in goals if goal.plan_id == one.pk],
        )
        for one in rows
    ]


def told_plan(actor: Actor, case: Case, of: Plan) -> PlanTold:
    """One version in words. Call it after the case was read."""
    return told_plans(actor, case, [of])[0]


def agency_names(rows: Iterable[Any]) -> dict[UUID | None, str]:
    """What agencies are called in the language of the page."""
    return {
        one.pk: vocabulary.in_language({lang: getattr(one, f"name_{lang}") for lang in NAMES})
        for one in rows
    }


def all_authors(of: Plan) -> set[UUID]:
    """Everybody who ever wrote on a version: none of them may approve it."""
    kept = apps.get_model("cases", "PlanEvent")._default_manager.filter(
        organisation_id=of.organisation_id, id=of.pk
    )
    written = {of.begun_by_id, of.written_by_id, *kept.values_list("written_by_id", flat=True)}
    return {one for one in written if one is not None}


def last_review_day(actor: Actor, case: Case) -> date | None:
    """The last day on which the plan may be reviewed, by the rule for its risk; none if it is off.
    """
    code = rules.clock_rule(terms.ClockKind.REVIEW, case.risk)
    try:
        due = calendar.due_under(actor, code, clock.now()) if code else None
    except KeyError:
        return None
    return clock.local_day(due.at, actor.time_zone) - A_DAY if due else None


def missing_for_plan(actor: Actor, case: Case, told: PlanTold) -> list[terms.PlanLack]:
    """What a version still lacks before anybody may approve it (domain 3.4, 7): empty if nothing.
    """
    lack = terms.PlanLack
    of, on = told.plan, told.plan.review_on
    today, last = clock.today(actor.time_zone), last_review_day(actor, case)
    absent, heard = told.words.get("why_absent"), told.words.get("child_words")
    every = [one for goal in told.goals for one in goal.actions]
    found = {
        lack.GOALS: not told.goals,
        lack.ACTIONS: any(not goal.actions for goal in told.goals),
        lack.WHO: any(not one.owned for one in every),
        lack.DUE: any(one.action.due_on is None for one in every),
        lack.PART: of.child_present is None or (not of.child_present and not absent),
        lack.CHILD: bool(of.child_present) and not heard,
        lack.REVIEW: on is None,
        lack.REVIEW_PAST: on is not None and on < today,
        lack.REVIEW_LATE: on is not None and last is not None and on > last,
        lack.MEETING: lacks_meeting(actor, case),
    }
    return [one for one, so in found.items() if so]
