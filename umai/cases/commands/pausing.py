"""A hold: the work rests for a time that is limited, while the child is known to be safe."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, Clock
from umai.cases.terms import ClockKind, FactKind
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused

# What is promised to others goes on while a case rests; what we promised ourselves rests with it.
RESTING = [kind for kind in clocks.BY_RISK if kind != ClockKind.REPORT]


@transaction.atomic
def hold_case(
    actor: Actor, case_id: UUID, version: int, reason: str, *, safe: str, safety: str = ""
) -> Case:
    """Let a case rest, for no longer than the rule allows. At high risk only with a safety note."""
    case = holding.hold(actor, permissions.HOLD_CASE, case_id, version, leading=True)
    if len(reason.strip()) < holding.LEAST:
        raise Refused(_("Write why, in a sentence."), "reason")
    if safe != terms.Safe.YES:
        words = _("A case rests only while the child is safe. Act first.")
        raise Refused(words, "safe")
    if case.risk == terms.Risk.HIGH and len(safety.strip()) < holding.LEAST:
        words = _("The risk is high. Write how one knows that the child is safe, and who looks.")
        raise Refused(words, "safety")
    said = "\n\n".join(one.strip() for one in (reason, safety) if one.strip())
    fact = holding.happened(actor, case, FactKind.HELD, words=said)
    resting = queries.clocks(case).filter(kind__in=RESTING).order_by()
    resting.update(state=terms.ClockState.STOPPED, ended_at=fact.at)
    clocks.start(actor, case, ClockKind.HOLD)
    clocks.look_ahead(case)
    _saved(case)
    holding.tell(actor, case, {case.owner_id}, terms.Notice.APPROVAL_GIVEN)
    log.record(actor, events.CASE_HELD, case)
    return case


@transaction.atomic
def release_case(actor: Actor, case_id: UUID, version: int, words: str = "") -> Case:
    """Take a case up again. What rested is promised anew, from now on."""
    case = holding.hold(actor, permissions.RELEASE_CASE, case_id, version)
    held = queries.facts(case).filter(kind=FactKind.HELD).last()
    holding.happened(actor, case, FactKind.RELEASED, words=words)
    clocks.meet(case, ClockKind.HOLD)
    rested = Clock.objects.filter(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        kind__in=RESTING,
        ended_at=held.at if held else None,
    )
    for kind, subject_id in list(rested.values_list("kind", "subject_id")):
        clocks.start(actor, case, ClockKind(kind), subject_id=subject_id)
    clocks.look_ahead(case)
    _saved(case)
    holding.tell(actor, case, {case.owner_id}, terms.Notice.CASE_DUE)
    log.record(actor, events.CASE_RELEASED, case)
    return case


def _saved(case: Case) -> None:
    case.version += 1
    case.save()
