"""Closing a case: asked by one, decided by another; and reopening it under the same code."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import approving, clocks, holding
from umai.cases.commands.worrying import write_concern
from umai.cases.models import Attempt, Case, Closure, Concern
from umai.cases.terms import ClockKind, FactKind
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

WHAT = terms.Approvable.CLOSURE
FIELDS = {
    queries.ClosureLack.SAFETY: "safety",
    queries.ClosureLack.REUNIFIED: "reunified_on",
    queries.ClosureLack.TRANSITION: "transition",
    queries.ClosureLack.INCIDENT: "incident",
    queries.ClosureLack.OTHER: "other",
    queries.ClosureLack.CHILD: "child",
    queries.ClosureLack.INFORMED: "informed",
}
# What is promised anew when a case comes back, by how far it had come.
AGAIN = {
    terms.State.ASSESSMENT: (ClockKind.REOPEN, ClockKind.FACE, ClockKind.ASSESS, ClockKind.PLAN),
    terms.State.IDENTIFIED: (ClockKind.SCREEN, ClockKind.REGISTER, ClockKind.FACE),
}


@dataclass(frozen=True, kw_only=True)
class ClosureDetails:
    """What is said at the end (F13). `satisfaction` is 1 to 5, `wellbeing` 0 to 10."""

    id: UUID
    ending: queries.Ending
    satisfaction: int | None = None
    wellbeing: int | None = None
    documents_returned: bool | None = None


@transaction.atomic
def ask_closure(actor: Actor, case_id: UUID, version: int, details: ClosureDetails) -> Closure:
    """Ask a supervisor to close a case. Refused while anything is open, saying what."""
    case = holding.hold(actor, permissions.ASK_CLOSURE, case_id)
    if known := queries.closures(case).filter(pk=details.id).first():
        return known
    if case.version != version:
        raise holding.Newer(case)
    _check(actor, case, details)
    goals, met = queries.goals_counted(case)
    row = Closure(
        id=details.id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        reason=details.ending.reason,
        risk=case.risk,
        goals=goals,
        goals_met=met,
        satisfaction=details.satisfaction,
        wellbeing=details.wellbeing,
        documents_returned=details.documents_returned,
        reunified_on=details.ending.reunified_on,
        asked_at=clock.now(),
        asked_by_id=actor.person,
    )
    words = {name: said.strip() for name, said in details.ending.words.items()}
    row.words_sealed = holding.seal(case, row, "words", words)
    holding.happened(actor, case, FactKind.CLOSURE_ASKED, subject_id=row.pk, what=row.reason)
    row.save(force_insert=True)
    approving.ask(actor, case, WHAT, row.pk)
    clocks.start(actor, case, ClockKind.CLOSE)
    _saved(case)
    log.record(actor, events.CLOSURE_ASKED, case, {"closure_reason": row.reason})
    return row


@transaction.atomic
def read_closure(actor: Actor, closure_id: UUID) -> tuple[Closure, Case]:
    """Read what was said at the end. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.closure(actor, closure_id)
    log.record(actor, events.CLOSURE_READ, case)
    return row, case


@transaction.atomic
def decide_closure(
    actor: Actor, closure_id: UUID, version: int, *, approved: bool, words: str = ""
) -> Closure:
    """Close the case, or give it back with a reason. Never one's own request.

    A child at high risk who left or is lost: the supervisor writes why it is closed all the same.
    """
    actor.require(permissions.APPROVE)
    found, _case = queries.closure(actor, closure_id)
    case = holding.hold(actor, permissions.APPROVE, found.case_id, leading=True)
    row = queries.closures(case).select_for_update(no_key=True).get(pk=closure_id)
    if row.version != version:
        raise holding.Newer(row)
    if approved:
        _check_still(actor, case, row, words)
    approving.decide(actor, case, WHAT, row.pk, approved=approved, words=words)
    row.approved, row.decided_at, row.decided_by_id = approved, clock.now(), actor.person
    row.version += 1
    row.save()
    kind = FactKind.CLOSED if approved else FactKind.CLOSURE_REFUSED
    holding.happened(actor, case, kind, subject_id=row.pk, what=row.reason, words=words)
    clocks.meet(case, ClockKind.CLOSE)
    if approved:
        clocks.stop(case)
        case.closure_reason = row.reason
    _saved(case)
    event = events.CASE_CLOSED if approved else events.CLOSURE_REFUSED
    log.record(actor, event, case, {"closure_reason": row.reason})
    return row


@transaction.atomic
def note_attempt(
    actor: Actor, case_id: UUID, attempt_id: UUID, way: str, on: date, words: str = ""
) -> Attempt:
    """Note that somebody tried in vain to reach the child or the family."""
    case = holding.hold(actor, permissions.FOLLOW_UP, case_id)
    if known := queries.attempts(case).filter(pk=attempt_id).first():
        return known
    if not rules.is_open(case.state):
        raise Refused(_("The case is closed. Reopen it first."))
    if way not in terms.AttemptWay.values:
        raise Refused(_("Say how you tried."), "way")
    if on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "on")
    row = Attempt(
        id=attempt_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        way=way,
        on=on,
        noted_at=clock.now(),
        noted_by_id=actor.person,
    )
    row.words_sealed = holding.seal(case, row, "words", {"words": words.strip()})
    row.save(force_insert=True)
    log.record(actor, events.ATTEMPT_NOTED, case, {"way": way})
    return row


@transaction.atomic
def reopen_case(actor: Actor, case_id: UUID, version: int, concern: str, words: str) -> Case:
    """Open an ended case again, for a new concern. It keeps its code and counts as reopened."""
    case = holding.hold(actor, permissions.REOPEN_CASE, case_id, version, leading=True)
    vocabulary.check_word("protection_concern", concern, "concern")
    if len(words.strip()) < holding.LEAST:
        raise Refused(_("Write what one worries about now, in a sentence."), "words")
    holding.happened(actor, case, FactKind.REOPENED, words=words)
    case.reopened_at, case.closure_reason = clock.now(), ""
    here = Concern.objects.filter(organisation_id=actor.organisation, case_id=case.pk)
    if not here.filter(concern=concern).exclude(status="RESOLVED").exists():
        here.filter(main=True).update(main=False)
        write_concern(actor, case, concern, main=True, since_on=None, words=words)
    for kind in AGAIN[terms.State(case.state)]:
        clocks.start(actor, case, kind)
    if case.owner_id is None and case.state == terms.State.ASSESSMENT:
        clocks.start(actor, case, ClockKind.ASSIGN)
    _saved(case)
    leads = access.holders(actor, permissions.APPROVE, {case.team_id})
    holding.tell(actor, case, {*leads, case.owner_id}, terms.Notice.CASE_REOPENED)
    log.record(actor, events.CASE_REOPENED, case)
    return case


def _saved(case: Case) -> None:
    case.version += 1
    case.save()


def _check(actor: Actor, case: Case, details: ClosureDetails) -> None:
    said = details.ending
    vocabulary.check_word("closure_reason", said.reason, "reason")
    if details.satisfaction is not None and not 1 <= details.satisfaction <= 5:
        raise Refused(_("Choose one of the faces."), "satisfaction")
    if details.wellbeing is not None and not 0 <= details.wellbeing <= 10:
        raise Refused(_("Choose a number from 0 to 10."), "wellbeing")
    if missing := queries.missing_for_closure(actor, case, said):
        first = missing[0]
        words = " ".join(str(one.label) for one in missing)
        raise Refused(words, FIELDS.get(first, "reason"))
    _check_open(actor, case, said.reason)


def _check_open(actor: Actor, case: Case, reason: str) -> None:
    if left := queries.still_open(actor, case, reason):
        listed = "; ".join(str(one.words) for one in left)
        raise Refused(_("Still open: %(what)s.") % {"what": listed})


def _check_still(actor: Actor, case: Case, row: Closure, words: str) -> None:
    """What was true when it was asked for must be true when it is decided."""
    _check_open(actor, case, row.reason)
    said = queries.opened(row, "words", queries.key_of(case))
    ending = queries.Ending(
        reason=row.reason, reunified_on=row.reunified_on, informed=True, words=said
    )
    if missing := queries.missing_for_closure(actor, case, ending):
        raise Refused(" ".join(str(one.label) for one in missing))
    grave = case.risk == terms.Risk.HIGH and row.reason in rules.NOT_FOR_HIGH
    if grave and len(words.strip()) < holding.LEAST:
        raise Refused(_("Write why it is closed although the risk is high."), "words")
