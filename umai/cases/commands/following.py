"""Follow-ups and visits: planned, done or not done; each done one asks for the next."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, FollowUp
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

DONE = terms.FollowUpState.DONE
PLANNED = terms.FollowUpState.PLANNED
FOLLOW_UP = terms.ClockKind.FOLLOW_UP


@dataclass(frozen=True, kw_only=True)
class FollowUpDetails:
    """What was seen. `words` are sealed: see the table. `id` may be that of a planned one."""

    id: UUID
    kind: str
    done_on: date
    face_to_face: bool | None = None
    seen_alone: bool | None = None
    safe: str = ""
    risk_change: str = ""
    next_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def plan_follow_up(
    actor: Actor,
    case_id: UUID,
    follow_up_id: UUID,
    kind: str,
    on: date,
    person_id: UUID,
    place: str = "",
) -> FollowUp:
    """Plan a visit or another look at how the child is, for somebody of the team."""
    case = holding.hold(actor, permissions.FOLLOW_UP, case_id)
    if known := queries.follow_ups(case).filter(pk=follow_up_id).first():
        return known
    _check_open(case)
    vocabulary.check_word("followup_type", kind, "kind")
    if on < clock.today(actor.time_zone):
        raise Refused(_("This day has passed. Write down what was, or plan a day to come."), "on")
    if not queries.members(case).filter(person_id=person_id).exists():
        words = _("This colleague does not work on the case. Add them to the team first.")
        raise Refused(words, "person")
    row = _planned(actor, case, kind, on, person_id, follow_up_id)
    row.words_sealed = holding.seal(case, row, "words", {"place": place.strip()})
    row.save(force_insert=True)
    if person_id != actor.person_id:
        holding.tell(actor, case, {person_id}, terms.Notice.TASK_GIVEN)
    log.record(actor, events.FOLLOW_UP_PLANNED, case, {"kind": kind})
    return row


@transaction.atomic
def note_follow_up(
    actor: Actor, case_id: UUID, details: FollowUpDetails, version: int = 0
) -> FollowUp:
    """Write down a follow-up that was. It stops the clocks it answers and starts the next one."""
    case = holding.hold(actor, permissions.FOLLOW_UP, case_id)
    row = queries.follow_ups(case).select_for_update(no_key=True).filter(pk=details.id).first()
    if row is not None and row.state == DONE and row.done_by_id == actor.person_id:
        return row
    if row is not None and row.version != version:
        raise holding.Newer(row)
    if row is not None and row.state != PLANNED:
        raise Refused(_("This follow-up was settled already."))
    _check_open(case)
    _check(actor, details)
    fresh = row is None
    if row is None:
        row = _planned(actor, case, details.kind, None, None, details.id)
    said = {} if fresh else queries.opened(row, "words", queries.key_of(case))
    for name in ("kind", "done_on", "face_to_face", "seen_alone", "safe", "risk_change", "next_on"):
        setattr(row, name, getattr(details, name))
    words = {name: told.strip() for name, told in details.words.items()}
    row.words_sealed = holding.seal(case, row, "words", {**said, **words})
    row.state, row.done_by_id, row.noted_at = DONE, actor.person_id, clock.now()
    row.version += 0 if fresh else 1
    row.save(force_insert=fresh)
    _follow(actor, case, row, details.done_on)
    facts = {"kind": row.kind, "alone": row.seen_alone, "safe": row.safe}
    log.record(actor, events.FOLLOW_UP_NOTED, case, facts)
    return row


@transaction.atomic
def miss_follow_up(actor: Actor, follow_up_id: UUID, version: int, why: str) -> FollowUp:
    """Say that a planned follow-up did not happen, and why. What is due stays due."""
    actor.require(permissions.FOLLOW_UP)
    _found, case = queries.follow_up(actor, follow_up_id)
    case = holding.hold(actor, permissions.FOLLOW_UP, case.pk)
    row = queries.follow_ups(case).select_for_update(no_key=True).get(pk=follow_up_id)
    if row.version != version:
        raise holding.Newer(row)
    if row.state != PLANNED:
        raise Refused(_("This follow-up was settled already."))
    if not why.strip():
        raise Refused(_("Write why it did not happen."), "why_not")
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "why_not": why.strip()})
    row.state, row.done_by_id = terms.FollowUpState.NOT_DONE, actor.person_id
    row.noted_at = clock.now()
    row.version += 1
    row.save()
    log.record(actor, events.FOLLOW_UP_MISSED, case, {"kind": row.kind})
    return row


@transaction.atomic
def read_follow_up(actor: Actor, follow_up_id: UUID) -> tuple[FollowUp, Case]:
    """Look into a follow-up. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.follow_up(actor, follow_up_id)
    log.record(actor, events.FOLLOW_UP_READ, case)
    return row, case


def _planned(
    actor: Actor, case: Case, kind: str, on: date | None, person_id: UUID | None, row_id: UUID
) -> FollowUp:
    return FollowUp(
        id=row_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        kind=kind,
        planned_on=on,
        person_id=person_id,
        noted_at=clock.now(),
        noted_by_id=actor.person_id,
    )


def _check_open(case: Case) -> None:
    if not rules.is_open(case.state):
        raise Refused(_("The case is closed. Reopen it first."))


def _check(actor: Actor, details: FollowUpDetails) -> None:
    vocabulary.check_word("followup_type", details.kind, "kind")
    today = clock.today(actor.time_zone)
    if details.done_on > today:
        raise Refused(_("This day has not come yet."), "done_on")
    if details.next_on is not None and details.next_on < today:
        raise Refused(_("This day has passed."), "next_on")
    if details.seen_alone and not details.face_to_face:
        words = _("A child seen alone was met face to face. Answer that too.")
        raise Refused(words, "face_to_face")
    if details.safe not in terms.Safe.values:
        raise Refused(_("Say whether the child is safe."), "safe")
    if details.risk_change not in terms.RiskChange.values:
        raise Refused(_("Say how the risk has changed."), "risk_change")
    if not details.words.get("condition", "").strip():
        raise Refused(_("Write how the child is."), "condition")


def _follow(actor: Actor, case: Case, row: FollowUp, on: date) -> None:
    """Clocks, the next date, and an alarm if the child is in danger."""
    at = clocks.moment_of(actor, on)
    clocks.acted(actor, case, on, face_to_face=bool(row.face_to_face))
    running = queries.clocks(case).filter(kind=FOLLOW_UP).first()
    if running is None or at >= running.began_at:
        clocks.meet(case, FOLLOW_UP, at=at)
        if queries.plan_in_force(case):
            clocks.start(actor, case, FOLLOW_UP, began_at=at)
    if row.next_on is not None:
        following = FollowUp(
            organisation_id=case.organisation_id,
            case_id=case.pk,
            kind=row.kind,
            planned_on=row.next_on,
            person_id=actor.person_id,
            noted_at=clock.now(),
            noted_by_id=actor.person_id,
        )
        following.save(force_insert=True)
    case.version += 1
    case.save()
    if row.safe == terms.Safe.NO:
        leads = access.holders(actor, permissions.SCREEN_OUT_CASE, {case.team_id})
        people = {*leads, case.owner_id}
        holding.tell(actor, case, people, terms.Notice.CASE_URGENT, urgent=True)
