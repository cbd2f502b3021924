"""Reviews: the plan is looked at again, and stays or is followed by a new version."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, Plan, Review
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused

Words = dict[str, str]
REVIEW = terms.ClockKind.REVIEW


@transaction.atomic
def begin_review(
    actor: Actor, case_id: UUID, version: int, review_id: UUID, cause: str, why: str = ""
) -> Review:
    """Begin to review the plan: because its day has come, or something important changed."""
    case = holding.hold(actor, permissions.REVIEW_PLAN, case_id)
    if known := queries.reviews(case).filter(pk=review_id).first():
        return known
    if case.version != version:
        raise holding.Newer(case)
    if cause not in terms.ReviewCause.values:
        raise Refused(_("Say why the plan is reviewed."), "cause")
    plan = queries.plan_in_force(case)
    if plan is None:
        raise Refused(_("There is no approved plan to review."))
    if cause == terms.ReviewCause.DUE and not queries.review_due(actor, case, plan):
        words = _("The day of the review has not come. Say what has changed, or who asked for it.")
        raise Refused(words, "cause")
    if cause != terms.ReviewCause.DUE and len(why.strip()) < holding.LEAST:
        raise Refused(_("Write what has changed, or who asked, in a sentence."), "why")
    row = Review(
        id=review_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        plan_id=plan.pk,
        cause=cause,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    row.words_sealed = holding.seal(case, row, "words", {"why": why.strip()})
    row.save(force_insert=True)
    holding.happened(actor, case, terms.FactKind.REVIEW_BEGUN, subject_id=row.pk, what=cause)
    case.version += 1
    case.save()
    log.record(actor, events.REVIEW_BEGUN, case, {"cause": cause})
    return row


@transaction.atomic
def write_review(
    actor: Actor,
    review_id: UUID,
    version: int,
    words: Words,
    *,
    child_present: bool | None = None,
) -> Review:
    """Write what the review found, in the words of the child and the carer too, and whether the
    child took part.
    """
    row, case = _held(actor, permissions.REVIEW_PLAN, review_id, version)
    if not words.get("found", "").strip():
        raise Refused(_("Write what the review found."), "found")
    said = queries.opened(row, "words", queries.key_of(case))
    told = {name: one.strip() for name, one in words.items()}
    row.child_present = child_present
    row.words_sealed = holding.seal(case, row, "words", {**said, **told})
    row.version += 1
    row.save()
    log.record(actor, events.REVIEW_WRITTEN, case)
    return row


@transaction.atomic
def end_review(
    actor: Actor, review_id: UUID, version: int, outcome: str, next_on: date, reason: str = ""
) -> Review:
    """A supervisor ends a review: the plan stays, with a reason, or a new version is in force."""
    row, case = _held(actor, permissions.APPROVE, review_id, version, leading=True)
    if actor.person in {row.begun_by_id}:
        raise Refused(_("Nobody approves their own work. Another supervisor decides."))
    said = queries.opened(row, "words", queries.key_of(case))
    if not said.get("found"):
        raise Refused(_("Write what the review found."), "found")
    plan = queries.plan_in_force(case)
    _check(actor, case, row, plan, outcome, reason)
    _check_day(actor, case, next_on)
    row.outcome, row.next_on = outcome, next_on
    row.new_plan_id = plan.pk if plan and outcome == terms.ReviewOutcome.NEW_VERSION else None
    row.words_sealed = holding.seal(case, row, "words", {**said, "reason": reason.strip()})
    row.ended_at, row.ended_by_id = clock.now(), actor.person
    row.version += 1
    row.save()
    holding.happened(actor, case, terms.FactKind.REVIEW_ENDED, subject_id=row.pk, what=outcome)
    clocks.meet(case, REVIEW)
    clocks.start(actor, case, REVIEW)
    case.version += 1
    case.save()
    holding.tell(actor, case, {row.begun_by_id}, terms.Notice.APPROVAL_GIVEN)
    log.record(actor, events.REVIEW_ENDED, case, {"outcome": outcome})
    return row


@transaction.atomic
def read_review(actor: Actor, review_id: UUID) -> tuple[Review, Case]:
    """Look into a review. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.review(actor, review_id)
    log.record(actor, events.REVIEW_READ, case)
    return row, case


def _held(
    actor: Actor, permission: str, review_id: UUID, version: int, *, leading: bool = False
) -> tuple[Review, Case]:
    actor.require(permission)
    _found, case = queries.review(actor, review_id)
    case = holding.hold(actor, permission, case.pk, leading=leading)
    row = queries.reviews(case).select_for_update(no_key=True).get(pk=review_id)
    if row.version != version:
        raise holding.Newer(row)
    if row.ended_at is not None:
        raise Refused(_("This review has ended."))
    return row, case


def _check(
    actor: Actor, case: Case, row: Review, plan: Plan | None, outcome: str, reason: str
) -> None:
    if outcome not in terms.ReviewOutcome.values:
        raise Refused(_("Say what came of the review."), "outcome")
    waiting = queries.open_plan(case)
    if outcome == terms.ReviewOutcome.UNCHANGED:
        if waiting:
            raise Refused(_("A new version is being written. Approve it or lay it aside first."))
        if plan is None or plan.pk != row.plan_id:
            raise Refused(_("There is a new version of the plan since. Say so."), "outcome")
        if len(reason.strip()) < holding.LEAST:
            raise Refused(_("Write why the plan stays as it is, in a sentence."), "reason")
    elif plan is None or plan.pk == row.plan_id:
        words = _("No new version has been approved since the review began.")
        raise Refused(words, "outcome")


def _check_day(actor: Actor, case: Case, on: date) -> None:
    if on <= clock.today(actor.time_zone):
        raise Refused(_("Choose a day to come."), "next_on")
    last = queries.last_review_day(actor, case)
    if last is not None and on > last:
        raise Refused(str(terms.PlanLack.REVIEW_LATE.label), "next_on")
