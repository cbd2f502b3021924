"""A procedure is opened from a case, and read."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import queries as cases
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.legal_aid import events, permissions, queries, terms
from umai.legal_aid.commands import births, holding, proving
from umai.legal_aid.models import Evidence, Procedure, ProcedureFact


@dataclass(frozen=True, kw_only=True)
class ProcedureDetails:
    """Which template, and `origin`: the day from which the law counts (birth, arrival, the fact).
    """

    id: UUID
    template: str
    origin: date
    words: str = ""


@dataclass(frozen=True)
class Read:
    """A procedure with its template and everything that was said in it."""

    procedure: Procedure
    origin: date
    course: list[tuple[ProcedureFact, str]]
    evidence: list[tuple[Evidence, str]]


@transaction.atomic
def open_procedure(actor: Actor, case_id: UUID, details: ProcedureDetails) -> Procedure:
    """Open a procedure for the child of a case; the first step begins. Sent twice opens one."""
    actor.require(permissions.KEEP_PROCEDURE)
    case = cases.case(actor, case_id)
    # One at a time in a case: neither a double click nor a colleague opens the same twice.
    wait_for_turn(f"procedures of {case.pk}")
    if known := queries.procedures(actor).filter(pk=details.id).first():
        return known
    one = queries.latest().get(details.template)
    if one is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "template")
    today = clock.today(actor.time_zone)
    if details.origin > today:
        raise Refused(_("This day has not come yet."), "origin")
    same = queries.procedures_of_case(actor, case.pk).filter(template=one.code)
    if same.exclude(state=terms.State.ENDED).exists():
        raise Refused(_("This procedure is running already in this case."), "template")
    row = Procedure(
        id=details.id,
        organisation_id=actor.organisation,
        team_id=case.team_id,
        owner_id=actor.person,
        code=holding.next_code(actor, case.team_id),
        case_id=case.pk,
        individual_id=case.individual_id,
        template=one.code,
        template_version=one.version,
        state=terms.State.OPEN,
        phase=terms.Phase.TODO,
        opened_at=clock.now(),
    )
    said = json.dumps({"origin": details.origin.isoformat()})
    key = cases.key_of(case)
    row.words_sealed = seals.seal(key, "legal_aid_procedure.words", row.pk, said)
    row.save(force_insert=True)
    holding.happened(actor, row, terms.FactKind.OPENED, words=details.words)
    holding.begin(actor, row, one.begin, today)
    row.save()
    births.follow_birth(actor, row, details.origin)
    facts = {"procedure": one.code, "version": one.version, "case": case.code}
    log.record(actor, events.PROCEDURE_OPENED, row, facts)
    return row


@transaction.atomic
def read_procedure(actor: Actor, procedure_id: UUID) -> Read:
    """Open a procedure with all that was said. That somebody did is written down."""
    actor.require(permissions.READ_PROCEDURE)
    row = queries.procedure(actor, procedure_id)
    key = queries.key_of(row)
    course = [
        (one, seals.open_(key, "legal_aid_procedurefact.words", one.pk, one.words_sealed))
        for one in queries.facts(row)
    ]
    log.record(actor, events.PROCEDURE_READ, row)
    return Read(row, holding.origin_of(row), course, proving.evidence_told(row))
