"""Clocks: started, met and stopped by the acts that they belong to; never moved."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from umai.cases import queries, rules, terms
from umai.cases.models import Case, Clock
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

BY_RISK = (
    terms.ClockKind.FIRST_ACTION,
    terms.ClockKind.FACE,
    terms.ClockKind.REGISTER,
    terms.ClockKind.ASSESS,
    terms.ClockKind.PLAN,
    terms.ClockKind.FOLLOW_UP,
    terms.ClockKind.REVIEW,
    terms.ClockKind.REPORT,
)
# Instead of the weekly rule in the first month of a plan, or of high risk.
OFTEN = "RK.HIGH.FOLLOW_UP_FIRST"


def start(
    actor: Actor,
    case: Case,
    kind: terms.ClockKind,
    *,
    began_at: datetime | None = None,
    subject_id: UUID | None = None,
) -> Clock | None:
    """Start a clock under the rule in force. None if the rule is off or asks nothing here."""
    moment = began_at or clock.now()
    due = _due(actor, case, kind, moment)
    if due is None:
        return None
    made = Clock.objects.create(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        kind=kind,
        subject_id=subject_id,
        rule=due.rule,
        rule_version=due.version,
        risk=case.risk,
        began_at=moment,
        due_at=due.at,
    )
    look_ahead(case)
    return made


def meet(
    case: Case,
    kind: terms.ClockKind,
    *,
    at: datetime | None = None,
    subject_id: UUID | None = None,
) -> int:
    """What was promised is done. Returns how many clocks were running for it."""
    found = queries.clocks(case).filter(kind=kind)
    if subject_id is not None:
        found = found.filter(subject_id=subject_id)
    met = found.order_by().update(state=terms.ClockState.MET, ended_at=at or clock.now())
    if met:
        look_ahead(case)
    return met


def acted(
    actor: Actor, case: Case, on: date | datetime, *, face_to_face: bool
) -> None:
    """Somebody did something for the child: the first action is done, and the first meeting too
    if they met. A day without an hour counts as its end, so that nothing late looks timely.
    """
    at = moment_of(actor, on)
    meet(case, terms.ClockKind.FIRST_ACTION, at=at)
    if face_to_face:
        meet(case, terms.ClockKind.FACE, at=at)


def moment_of(actor: Actor, on: date | datetime) -> datetime:
    """The moment of an act of which only the day may be known; never one that has not come."""
    at = on if isinstance(on, datetime) else calendar.days_after(actor, on, 0)
    return min(at, clock.now())


def stop(case: Case, kinds: Iterable[terms.ClockKind] | None = None) -> None:
    """Nobody waits for it any more: these kinds, or all of them."""
    found = queries.clocks(case)
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    found.order_by().update(state=terms.ClockState.STOPPED, ended_at=clock.now())
    look_ahead(case)


def follow_risk(actor: Actor, case: Case) -> None:
    """The risk has risen: what is still due is due sooner. What runs shorter already stays."""
    for running in list(queries.clocks(case).filter(kind__in=BY_RISK)):
        due = _due(actor, case, terms.ClockKind(running.kind), clock.now())
        if due is None or due.at >= running.due_at:
            continue
        running.state, running.ended_at = terms.ClockState.STOPPED, clock.now()
        running.save(update_fields=["state", "ended_at"])
        start(actor, case, terms.ClockKind(running.kind), subject_id=running.subject_id)
    look_ahead(case)


def look_ahead(case: Case) -> None:
    """Write into the row what is due next, so that lists need not ask."""
    first = queries.clocks(case).first()
    case.next_due_at = first.due_at if first else None
    case.next_due_kind = first.kind if first else ""


def _due(
    actor: Actor, case: Case, kind: terms.ClockKind, moment: datetime
) -> calendar.Due | None:
    """When this is due from a moment on; none if the rule is off or asks nothing at this risk."""
    code = rules.clock_rule(kind, case.risk)
    if code is None:
        return None
    try:
        if kind == terms.ClockKind.FOLLOW_UP and _often(actor, case, moment):
            return calendar.due_often(actor, OFTEN, moment)
        return calendar.due_under(actor, code, moment)
    except KeyError:
        return None


def _often(actor: Actor, case: Case, moment: datetime) -> bool:
    """Whether the case is in its first month of following up at high risk."""
    if case.risk != terms.Risk.HIGH:
        return False
    since = queries.high_since(case)
    return since is not None and moment < calendar.months_after(actor, since, 1)
