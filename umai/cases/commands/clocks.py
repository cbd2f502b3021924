"""Clocks: started, met and stopped by the acts that they belong to; never moved."""

from collections.abc import Iterable
from datetime import datetime
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


def start(
    actor: Actor,
    case: Case,
    kind: terms.ClockKind,
    *,
    began_at: datetime | None = None,
    subject_id: UUID | None = None,
) -> Clock | None:
    """Start a clock under the rule in force. None if the rule is off or asks nothing here."""
    code = rules.clock_rule(kind, case.risk)
    moment = began_at or clock.now()
    try:
        due = calendar.due_under(actor, code, moment) if code else None
    except KeyError:
        due = None
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
    look_ahead(case)
    return met


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
        code = rules.clock_rule(running.kind, case.risk)
        due = calendar.due_under(actor, code, clock.now()) if code else None
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
