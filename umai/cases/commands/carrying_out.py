"""A plan is approved, carried out, and given to the child in words of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import approving, clocks, holding
from umai.cases.models import Action, Case, Goal, Plan
from umai.foundation.access.queries import known
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands as people

WHAT = terms.Approvable.PLAN
FOLLOWING = (terms.ClockKind.FOLLOW_UP, terms.ClockKind.REVIEW)


@dataclass(frozen=True)
class CopyToPrint:
    """What stands on the copy for the child: the code, or the name if it was revealed."""

    called: str
    code: str
    language: str
    organisation: str
    told: queries.PlanTold


Writer = Callable[[CopyToPrint, Mark], bytes]


@transaction.atomic
def read_plan(actor: Actor, plan_id: UUID) -> tuple[Plan, Case]:
    """Look into one version of a plan. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.plan(actor, plan_id)
    log.record(actor, events.PLAN_READ, case, {"number": row.number})
    return row, case


@transaction.atomic
def ask_plan_approval(actor: Actor, plan_id: UUID, version: int, words: str = "") -> Plan:
    """Lay a version before a second person. Refused while something is missing, saying what."""
    row, case = _held(actor, permissions.MAKE_PLAN, plan_id)
    if row.state == terms.PlanState.ASKED:
        return row
    if row.version != version:
        raise holding.Newer(row)
    if row.state != terms.PlanState.DRAFT:
        raise Refused(_("This version is not being written any more. Begin a new one."))
    _refuse_unready(actor, case, row)
    approving.ask(actor, case, WHAT, row.pk, words)
    row.state = terms.PlanState.ASKED
    row.version += 1
    row.save()
    log.record(actor, events.PLAN_LAID_BEFORE, case, {"number": row.number})
    return row


@transaction.atomic
def decide_plan(
    actor: Actor, plan_id: UUID, version: int, *, approved: bool, words: str = ""
) -> Plan:
    """Approve a version or give it back. Approved it is in force, and follow-ups and review run.

    What was done meanwhile under the version before stays done.
    """
    row, case = _held(actor, permissions.APPROVE, plan_id, leading=True)
    if row.version != version:
        raise holding.Newer(row)
    if approved:
        _refuse_unready(actor, case, row)
    before = queries.plan_in_force(case)
    authors = tuple(queries.all_authors(row))
    approving.decide(actor, case, WHAT, row.pk, approved=approved, words=words, authors=authors)
    row.state = terms.PlanState.APPROVED if approved else terms.PlanState.DRAFT
    if approved:
        row.decided_at, row.decided_by_id = clock.now(), actor.person
        if before:
            _bring_along(before, row)
        holding.happened(actor, case, terms.FactKind.PLAN_APPROVED, subject_id=row.pk)
        _run_clocks(actor, case)
        case.version += 1
        case.save()
    row.version += 1
    row.save()
    event = events.PLAN_APPROVED if approved else events.PLAN_RETURNED
    log.record(actor, event, case, {"number": row.number})
    return row


@transaction.atomic
def tick_action(actor: Actor, action_id: UUID, *, done: bool) -> Action:
    """Say that an action of the plan in force is done, or that it is not after all."""
    actor.require(permissions.FOLLOW_UP)
    found, plan, _case = queries.action(actor, action_id)
    _plan, case = _in_force(actor, plan)
    row = Action.objects.select_for_update(no_key=True).get(
        organisation_id=actor.organisation, pk=found.pk
    )
    if (row.done_at is not None) == done:
        return row
    row.done_at = clock.now() if done else None
    row.done_by_id = actor.person_id if done else None
    row.save()
    if done and queries.standing(case).state == terms.State.PLAN_APPROVED:
        holding.happened(actor, case, terms.FactKind.SERVICE_GIVEN, subject_id=row.pk)
    case.version += 1
    case.save()
    log.record(actor, events.ACTION_TICKED, case, {"service": row.service, "done": done})
    return row


@transaction.atomic
def judge_goal(actor: Actor, goal_id: UUID, progress: str, how_far: str = "") -> Goal:
    """Say how far a goal of the plan in force has come."""
    actor.require(permissions.FOLLOW_UP)
    found, plan, _case = queries.goal(actor, goal_id)
    _plan, case = _in_force(actor, plan)
    if progress not in terms.Progress.values:
        raise Refused(_("Say how far the goal has come."), "progress")
    row = Goal.objects.select_for_update(no_key=True).get(
        organisation_id=actor.organisation, pk=found.pk
    )
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "how_far": how_far.strip()})
    row.progress, row.judged_at, row.judged_by_id = progress, clock.now(), actor.person_id
    row.save()
    log.record(actor, events.GOAL_JUDGED, case, {"progress": progress})
    return row


@transaction.atomic
def print_plan_copy(
    actor: Actor, plan_id: UUID, language: str, write: Writer, *, named: bool = False
) -> bytes:
    """The plan in simple words for the child, as PDF: by the code, by the given name on demand."""
    actor.require(permissions.READ_CASE)
    row, case = queries.plan(actor, plan_id)
    called = case.code
    if named:
        called = people.reveal_identity(actor, case.individual_id).given_name or case.code
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    house = known.organisation_of(actor).name
    told = queries.told_plan(actor, case, row)
    asked = CopyToPrint(called, case.code, language, house, told)
    content = write(asked, Mark(actor.name, moment))
    facts = {"number": row.number, "language": language, "named": named, "bytes": len(content)}
    log.record(actor, events.PLAN_COPY_PRINTED, case, facts)
    return content


@transaction.atomic
def offer_plan_copy(actor: Actor, plan_id: UUID, language: str, on: date) -> Plan:
    """Note that the copy was offered to the child, when and in which language."""
    row, case = _held(actor, permissions.FOLLOW_UP, plan_id)
    if on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "on")
    vocabulary.check_word("language", language, "language")
    row.offered_on, row.offered_by_id, row.offered_language = on, actor.person_id, language
    row.save()
    facts = {"number": row.number, "language": language}
    log.record(actor, events.PLAN_COPY_OFFERED, case, facts)
    return row


def _held(
    actor: Actor, permission: str, plan_id: UUID, *, leading: bool = False
) -> tuple[Plan, Case]:
    actor.require(permission)
    _found, case = queries.plan(actor, plan_id)
    case = holding.hold(actor, permission, case.pk, leading=leading)
    return queries.plans(case).select_for_update(no_key=True).get(pk=plan_id), case


def _in_force(actor: Actor, plan: Plan) -> tuple[Plan, Case]:
    row, case = _held(actor, permissions.FOLLOW_UP, plan.pk)
    if not rules.is_open(case.state):
        raise Refused(_("The case is closed. Reopen it first."))
    if queries.plan_in_force(case) != row:
        raise Refused(_("This version of the plan is not in force. Look at the latest one."))
    return row, case


def _refuse_unready(actor: Actor, case: Case, row: Plan) -> None:
    missing = queries.missing_for_plan(actor, case, queries.told_plan(actor, case, row))
    if missing:
        raise Refused(" ".join(str(one.label) for one in missing))


def _bring_along(before: Plan, to: Plan) -> None:
    """What was ticked and judged under the version in force until now."""
    goals = {one.thread: one for one in queries.goals_of(before)}
    done = {one.thread: one for one in queries.actions_of(goals.values())}
    new_goals = list(queries.goals_of(to))
    for goal in new_goals:
        if was := goals.get(goal.thread):
            goal.progress, goal.judged_at = was.progress, was.judged_at
            goal.judged_by_id = was.judged_by_id
            goal.save()
    for row in queries.actions_of(new_goals):
        if earlier := done.get(row.thread):
            row.done_at, row.done_by_id = earlier.done_at, earlier.done_by_id
            row.save()


def _run_clocks(actor: Actor, case: Case) -> None:
    """The promise of a plan is kept; following it up and reviewing it begin, if they do not run."""
    clocks.meet(case, terms.ClockKind.PLAN)
    running = set(queries.clocks(case).values_list("kind", flat=True))
    for kind in FOLLOWING:
        if kind not in running:
            clocks.start(actor, case, kind)
