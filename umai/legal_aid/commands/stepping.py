"""The steps of a procedure: handed in, done, refused, appealed, left out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.directory import queries as directory
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.legal_aid import events, queries, rules, terms
from umai.legal_aid.commands import births, holding
from umai.legal_aid.models import Procedure
from umai.people import commands as people
from umai.people import queries as people_known

Kind = terms.FactKind
APPEAL = "AP.COMPLAINT"
# What is told of each block (`rules.block`). No concern is named: it may be one that few may see.
BLOCKS = {
    "asylum": gettext_lazy(
        "This child or family seeks protection:"
        " nobody contacts the consulate, nobody returns the child."
    ),
    "trafficking": gettext_lazy(
        "The case has an open concern that forbids a return now. Speak with the supervisor."
    ),
    "view": gettext_lazy("The child was not asked yet."),
    "decision": gettext_lazy(
        "The child objects: without a decision of the meeting there is no return."
    ),
    "receiver": gettext_lazy("Nobody is confirmed who receives the child."),
}


@dataclass(frozen=True, kw_only=True)
class StepTold:
    """What is told of a step: the day, the agency, what (an answer or a reason), words."""

    on: date
    agency_id: UUID | None = None
    what: str = ""
    words: str = ""
    obtained: bool = False


@transaction.atomic
def submit_step(actor: Actor, procedure_id: UUID, version: int, told: StepTold) -> Procedure:
    """Note that papers were handed in with an authority; its time begins to run."""
    row = holding.hold(actor, procedure_id, version)
    step = _step(row)
    _check_block(actor, row, told.agency_id)
    clock = _after_submitting(actor, row, step, told.on)
    holding.happened(
        actor, row, Kind.SUBMITTED, on=told.on, agency_id=told.agency_id, words=told.words, **clock
    )
    log.record(actor, events.STEP_SUBMITTED, row, {"procedure": row.template, "step": row.step})
    return holding.saved(row)


@transaction.atomic
def finish_step(actor: Actor, procedure_id: UUID, version: int, told: StepTold) -> Procedure:
    """Note that a step is done; the next one begins, or the procedure ends. A paper that was
    obtained becomes a document of the child.
    """
    row = holding.hold(actor, procedure_id, version)
    step = _step(row)
    after = step.leads(told.what)
    if after is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "what")
    _check_block(actor, row, told.agency_id)
    gives = step.gives if told.obtained else ""
    known = people_known.individuals(actor).filter(pk=row.individual_id)
    if gives and not known.exists():
        raise Refused(_("Only who may know this person notes the paper."), "obtained")
    holding.happened(
        actor,
        row,
        Kind.DONE,
        on=told.on,
        agency_id=told.agency_id,
        what=told.what,
        words=told.words,
        gives=gives,
        due_at=row.due_at,
        due_rule=row.due_rule,
        due_version=row.due_version,
    )
    if gives:
        paper = people.DocumentDetails(
            id=uuid7(), individual_id=row.individual_id, type=gives, state="RECEIVED"
        )
        people.note_document(actor, paper)
    births.end_birth(actor, row, gives, told.on)
    _go_on(actor, row, after, told.on)
    facts = {"procedure": row.template, "step": step.code, "type": gives}
    log.record(actor, events.STEP_DONE, row, facts)
    return holding.saved(row)


@transaction.atomic
def refuse_step(actor: Actor, procedure_id: UUID, version: int, told: StepTold) -> Procedure:
    """Note that the authority refused, and why in its words. The step waits for an appeal."""
    row = holding.hold(actor, procedure_id, version)
    if told.what not in terms.RefusalReason.values:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "what")
    holding.happened(
        actor,
        row,
        Kind.REFUSED,
        on=told.on,
        agency_id=told.agency_id,
        what=told.what,
        words=holding.check_reason(told.words),
        due_at=row.due_at,
        due_rule=row.due_rule,
        due_version=row.due_version,
    )
    holding.set_due(row, None)
    facts = {"procedure": row.template, "step": row.step, "reason": told.what}
    log.record(actor, events.STEP_REFUSED, row, facts)
    return holding.saved(row)


@transaction.atomic
def appeal_refusal(actor: Actor, procedure_id: UUID, version: int, told: StepTold) -> Procedure:
    """Note that a refusal was appealed; the time for an answer to a complaint begins."""
    row = holding.hold(actor, procedure_id, version)
    clock = holding.set_due(row, holding.due_of(actor, APPEAL, told.on))
    holding.happened(
        actor, row, Kind.APPEALED, on=told.on, agency_id=told.agency_id, words=told.words, **clock
    )
    log.record(actor, events.REFUSAL_APPEALED, row, {"procedure": row.template, "step": row.step})
    return holding.saved(row)


@transaction.atomic
def skip_step(actor: Actor, procedure_id: UUID, version: int, told: StepTold) -> Procedure:
    """Leave out a step that is not needed, and say why. What protects the child is never left out.
    """
    row = holding.hold(actor, procedure_id, version)
    step = _step(row)
    if step.role in rules.MUST:
        raise Refused(_("This step protects the child: it cannot be left out."))
    after = step.leads(told.what)
    if after is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "what")
    reason = holding.check_reason(told.words)
    holding.happened(actor, row, Kind.SKIPPED, on=told.on, what=told.what, words=reason)
    _go_on(actor, row, after, told.on)
    log.record(actor, events.STEP_SKIPPED, row, {"procedure": row.template, "step": step.code})
    return holding.saved(row)


def _after_submitting(
    actor: Actor, row: Procedure, step: rules.Step, on: date
) -> dict[str, Any]:
    """The authority's time begins; or our own time to hand in was kept, or missed, and is over."""
    if step.counts == "submitted":
        return holding.set_due(row, holding.due_of(actor, step.rule, on))
    if row.due_at is None or step.who not in {terms.Who.US, terms.Who.FAMILY}:
        return {}
    ended = {"due_at": row.due_at, "due_rule": row.due_rule, "due_version": row.due_version}
    holding.set_due(row, None)
    return {**ended, "what": terms.LIMIT_ENDED}


def _step(row: Procedure) -> rules.Step:
    return queries.template_of(row).steps[row.step]


def _go_on(actor: Actor, row: Procedure, after: str, on: date) -> None:
    if after != terms.END:
        holding.begin(actor, row, after, on)
        return
    result = queries.template_of(row).result
    obtained = result and queries.facts(row).filter(gives=result).exists()
    what = "DOCUMENT_OBTAINED" if obtained else ""
    holding.happened(actor, row, Kind.CLOSED, on=on, what=what)


def _check_block(actor: Actor, row: Procedure, agency_id: UUID | None) -> None:
    kind = directory.agency(actor, agency_id).type if agency_id else ""
    if why := queries.blocked(actor, row, kind):
        raise Refused(str(BLOCKS[why]))
