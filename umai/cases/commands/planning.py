"""Plans: written in versions, of which none is ever lost; approved by another person."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import holding
from umai.cases.models import Action, Case, Goal, Plan
from umai.directory import queries as directory
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

DRAFT = terms.PlanState.DRAFT
SAFETY = ("call", "place", "triggers", "contingency")
PLAIN = ("child_present", "child_agrees", "carer_agrees", "review_on")
OF_ACTION = ("service", "doer", "person_id", "agency_id", "start_on", "due_on", "frequency")


@dataclass(frozen=True, kw_only=True)
class PlanDetails:
    """Who made the plan and what holds in danger. `words` are sealed: see the table."""

    child_present: bool | None = None
    child_agrees: bool | None = None
    carer_agrees: bool | None = None
    review_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ActionDetails:
    """One action. `id` is the row's, if it stands in this version already."""

    id: UUID | None = None
    service: str
    doer: str = ""
    person_id: UUID | None = None
    agency_id: UUID | None = None
    start_on: date | None = None
    due_on: date | None = None
    frequency: str = ""
    what: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class GoalDetails:
    """One goal with all its actions. `words` are sealed: need, goal, indicator, for_child."""

    id: UUID
    target_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)
    actions: tuple[ActionDetails, ...] = ()


@transaction.atomic
def begin_plan(
    actor: Actor,
    case_id: UUID,
    plan_id: UUID,
    *,
    template: str = "",
    language: str = "en",
    why_new: str = "",
) -> Plan:
    """Begin a version: from the plan in force with all its goals, from a template, or empty."""
    case = holding.hold(actor, permissions.MAKE_PLAN, case_id)
    if known := queries.plans(case).filter(pk=plan_id).first():
        return known
    if queries.open_plan(case):
        raise Refused(_("A version of the plan is being written already. Go on with that one."))
    before = queries.plan_in_force(case)
    if before and not why_new.strip():
        raise Refused(_("Write why a new version is needed."), "why_new")
    latest = queries.plans(case).first()
    row = Plan(
        id=plan_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        number=latest.number + 1 if latest else 1,
        before_id=before.pk if before else None,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
        written_by_id=actor.person_id,
    )
    said = {"why_new": why_new.strip()}
    if before:
        told = queries.told_plan(actor, case, before)
        # Who took part and what they said is asked anew; what holds in danger stays.
        said |= {name: told.words.get(name, "") for name in SAFETY}
    row.words_sealed = holding.seal(case, row, "words", said)
    row.save(force_insert=True)
    if before:
        _carry_on(case, row, told)
    elif template:
        _fill(actor, case, row, _template(template), language)
    holding.happened(actor, case, terms.FactKind.PLAN_BEGUN, subject_id=row.pk)
    _save(case)
    facts = {"number": row.number, "template": row.template}
    log.record(actor, events.PLAN_BEGUN, case, facts)
    return row


@transaction.atomic
def write_plan(actor: Actor, plan_id: UUID, version: int, details: PlanDetails) -> Plan:
    """Write who took part, what holds in danger and when the plan is reviewed."""
    row, case = _draft(actor, plan_id, version)
    for name in PLAIN:
        setattr(row, name, getattr(details, name))
    before = queries.opened(row, "words", queries.key_of(case))
    words = {name: said.strip() for name, said in details.words.items()}
    row.words_sealed = holding.seal(case, row, "words", {**before, **words})
    _written(actor, row)
    log.record(actor, events.PLAN_WRITTEN, case, {"number": row.number})
    return row


@transaction.atomic
def write_goal(actor: Actor, plan_id: UUID, version: int, details: GoalDetails) -> Goal:
    """Write a goal with its actions into a version that is still being written."""
    actor.require(permissions.MAKE_PLAN)
    of, case = queries.plan(actor, plan_id)
    if known := _sent_before(actor, case, of, version, details):
        return known
    of, case = _draft(actor, plan_id, version)
    _check(actor, case, details)
    goals = queries.goals_of(of)
    row = goals.filter(pk=details.id).first()
    if row is None:
        last = goals.last()
        number = last.number + 1 if last else 1
        row = _new_goal(of, details.id, uuid7(), number)
    row.target_on = details.target_on
    words = {name: said.strip() for name, said in details.words.items()}
    row.words_sealed = holding.seal(case, row, "words", words)
    row.save()
    _write_actions(case, row, details.actions)
    _written(actor, of)
    facts = {"number": of.number, "actions": len(details.actions)}
    log.record(actor, events.GOAL_WRITTEN, case, facts)
    return row


@transaction.atomic
def drop_goal(actor: Actor, goal_id: UUID, version: int) -> Plan:
    """Take a goal out of a version that is still being written. Earlier versions keep it."""
    actor.require(permissions.MAKE_PLAN)
    found, plan, _case = queries.goal(actor, goal_id)
    of, case = _draft(actor, plan.pk, version)
    queries.actions_of([found]).delete()
    found.delete()
    _written(actor, of)
    log.record(actor, events.GOAL_DROPPED, case, {"number": of.number})
    return of


@transaction.atomic
def drop_plan(actor: Actor, plan_id: UUID, version: int, why: str) -> Plan:
    """Lay a version aside that nobody approved. It stays to be read."""
    row, case = _draft(actor, plan_id, version)
    if len(why.strip()) < holding.LEAST:
        raise Refused(_("Write why, in a sentence."), "why")
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "why_dropped": why.strip()})
    row.state = terms.PlanState.DROPPED
    row.decided_at, row.decided_by_id = clock.now(), actor.person_id
    _written(actor, row)
    log.record(actor, events.PLAN_DROPPED, case, {"number": row.number})
    return row


def _draft(actor: Actor, plan_id: UUID, version: int) -> tuple[Plan, Case]:
    """A version that may still be written, held with its case."""
    actor.require(permissions.MAKE_PLAN)
    _found, case = queries.plan(actor, plan_id)
    case = holding.hold(actor, permissions.MAKE_PLAN, case.pk)
    row = queries.plans(case).select_for_update(no_key=True).get(pk=plan_id)
    if row.version != version:
        raise holding.Newer(row)
    if row.state != DRAFT:
        raise Refused(_("This version is not being written any more. Begin a new one."))
    return row, case


def _sent_before(
    actor: Actor, case: Case, of: Plan, version: int, details: GoalDetails
) -> Goal | None:
    """The goal, if the same person sent these very words a moment ago: a double click."""
    row = queries.goals_of(of).filter(pk=details.id).first()
    if row is None or version != of.version - 1 or of.written_by_id != actor.person_id:
        return None
    key = queries.key_of(case)
    kept: list[Any] = [queries.opened(row, "words", key), row.target_on]
    for each in queries.actions_of([row]):
        words = queries.opened(each, "words", key)
        kept.append([*(getattr(each, name) for name in OF_ACTION), words.get("what", "")])
    texts = {name: told.strip() for name, told in details.words.items() if told.strip()}
    said: list[Any] = [texts, details.target_on]
    said += [
        [*(getattr(one, name) for name in OF_ACTION), one.what.strip()] for one in details.actions
    ]
    return row if kept == said else None


def _written(actor: Actor, row: Plan) -> None:
    row.written_by_id = actor.person_id
    row.version += 1
    row.save()


def _save(case: Case) -> None:
    case.version += 1
    case.save()


def _check(actor: Actor, case: Case, details: GoalDetails) -> None:
    if not details.words.get("goal", "").strip():
        raise Refused(_("Write what shall be so for the child."), "goal")
    team = set(queries.members(case).values_list("person_id", flat=True))
    for number, one in enumerate(details.actions):
        place = f"actions-{number}"
        vocabulary.check_word("service", one.service, f"{place}-service")
        if one.doer and one.doer not in terms.Doer.values:
            raise Refused(_("Say who does it."), f"{place}-doer")
        if one.person_id is not None and one.person_id not in team:
            words = _("This colleague does not work on the case. Add them to the team first.")
            raise Refused(words, f"{place}-doer")
        if one.start_on and one.due_on and one.due_on < one.start_on:
            raise Refused(_("It cannot be due before it starts."), f"{place}-due_on")
        if one.agency_id is not None:
            directory.agency(actor, one.agency_id)


def _write_actions(case: Case, goal: Goal, actions: tuple[ActionDetails, ...]) -> None:
    known = {one.pk: one for one in queries.actions_of([goal])}
    kept = {one.id for one in actions if one.id in known}
    gone = [one for one in known if one not in kept]
    Action.objects.filter(organisation_id=goal.organisation_id, pk__in=gone).delete()
    for number, said in enumerate(actions, start=1):
        row = known.get(said.id) if said.id else None
        if row is None:
            row = Action(organisation_id=goal.organisation_id, goal_id=goal.pk, thread=uuid7())
        row.number = number
        for name in OF_ACTION:
            setattr(row, name, getattr(said, name))
        words = {"what": said.what.strip(), "who": said.who.strip()}
        row.words_sealed = holding.seal(case, row, "words", words)
        row.save()


def _new_goal(of: Plan, goal_id: UUID, thread: UUID, number: int) -> Goal:
    return Goal(
        id=goal_id,
        organisation_id=of.organisation_id,
        plan_id=of.pk,
        thread=thread,
        number=number,
    )


def _carry_on(case: Case, to: Plan, told: queries.PlanTold) -> None:
    """Copy every goal and action of the plan in force into a new version; threads stay."""
    for one in told.goals:
        goal = _new_goal(to, uuid7(), one.goal.thread, one.goal.number)
        for name in ("target_on", "progress", "judged_at", "judged_by_id"):
            setattr(goal, name, getattr(one.goal, name))
        goal.words_sealed = holding.seal(case, goal, "words", one.words)
        goal.save(force_insert=True)
        for each in one.actions:
            row = Action(organisation_id=to.organisation_id, goal_id=goal.pk)
            for name in ("thread", "number", *OF_ACTION, "done_at", "done_by_id"):
                setattr(row, name, getattr(each.action, name))
            row.words_sealed = holding.seal(case, row, "words", each.words)
            row.save(force_insert=True)


def _template(code: str) -> queries.PlanTemplate:
    found = queries.plan_template(code)
    if found is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "template")
    return found


def _fill(
    actor: Actor, case: Case, to: Plan, template: queries.PlanTemplate, language: str
) -> None:
    """Write the goals of a template into a version, in the language of who begins it."""
    to.template, to.edition = template.code, template.edition
    to.save(update_fields=["template", "edition"])
    for number, one in enumerate(template.goals, start=1):
        goal = _new_goal(to, uuid7(), uuid7(), number)
        goal.words_sealed = holding.seal(case, goal, "words", one.said(language))
        goal.save(force_insert=True)
        actions = tuple(
            ActionDetails(
                service=each.service,
                doer=each.doer,
                person_id=case.owner_id if each.doer == terms.Doer.COLLEAGUE else None,
                frequency=each.frequency,
                due_on=clock.today(actor.time_zone) + each.within,
                what=each.said("what", language),
                who=each.said("who", language),
            )
            for each in one.actions
        )
        _write_actions(case, goal, actions)
