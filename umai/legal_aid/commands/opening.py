"""A procedure is opened from a case or a consultation, and read."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import queries as cases
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.legal_aid import events, permissions, queries, rules, terms
from umai.legal_aid.commands import births, holding, proving
from umai.legal_aid.models import Evidence, Procedure, ProcedureFact
from umai.people import queries as people


@dataclass(frozen=True, kw_only=True)
class ProcedureDetails:
    """Which template, and `origin`: the day from which the law counts (birth, arrival, the fact).

    `individual_id`: whom it is for, if not the child of the case; `contact`: the code of the
    contact from which somebody without a case came.
    """

    id: UUID
    template: str
    origin: date
    words: str = ""
    individual_id: UUID | None = None
    contact: str = ""


@dataclass(frozen=True)
class Read:
    """A procedure with its template and everything that was said in it."""

    procedure: Procedure
    origin: date
    course: list[tuple[ProcedureFact, str]]
    evidence: list[tuple[Evidence, str]]


@transaction.atomic
def open_procedure(actor: Actor, case_id: UUID | None, details: ProcedureDetails) -> Procedure:
    """Open a procedure for the child of a case, for somebody of its family, or without a case for
    somebody whom the actor may know; the first step begins. Sent twice opens one.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    whom = _whom(actor, case_id, details)
    # One at a time for everybody: neither a double click nor a colleague opens the same twice.
    wait_for_turn(f"procedures of {whom.individual_id}")
    if known := queries.procedures(actor).filter(pk=details.id).first():
        return known
    one = _check(actor, whom, details)
    row = Procedure(
        id=details.id,
        organisation_id=actor.organisation,
        owner_id=actor.person,
        code=holding.next_code(actor, whom.team_id),
        contact=details.contact,
        template=one.code,
        template_version=one.version,
        state=terms.State.OPEN,
        phase=terms.Phase.TODO,
        opened_at=clock.now(),
        **asdict(whom),
    )
    said = json.dumps({"origin": details.origin.isoformat()})
    key = queries.key_of(row)
    row.words_sealed = seals.seal(key, "legal_aid_procedure.words", row.pk, said)
    row.save(force_insert=True)
    holding.happened(actor, row, terms.FactKind.OPENED, words=details.words)
    holding.begin(actor, row, one.begin, clock.today(actor.time_zone))
    row.save()
    births.follow_birth(actor, row, details.origin)
    held = queries.case_of(row)
    facts = {"procedure": one.code, "version": one.version, "case": held.code if held else ""}
    log.record(actor, events.PROCEDURE_OPENED, row, facts)
    return row


@dataclass(frozen=True)
class _Whom:
    """Whom a procedure is for, its case if there is one, and whose key seals it if not the child's.
    """

    individual_id: UUID
    team_id: UUID
    case_id: UUID | None = None
    key_id: UUID | None = None


def _whom(actor: Actor, case_id: UUID | None, details: ProcedureDetails) -> _Whom:
    if case_id is None:
        return _without_case(actor, details)
    case = cases.case(actor, case_id)
    if details.individual_id in {None, case.individual_id}:
        return _Whom(case.individual_id, case.team_id, case.pk)
    if details.individual_id not in {key for key, *_told in queries.family_of_case(actor, case)}:
        raise Refused(_("Choose the child, or somebody of its family whom you may know."),
                      "individual_id")  # fmt: skip
    person = people.individual(actor, details.individual_id)
    of_family = _Whom(person.pk, case.team_id, case.pk, person.key_id)
    return _in_own_case(actor, person) or of_family


def _without_case(actor: Actor, details: ProcedureDetails) -> _Whom:
    """Somebody of the actor's circle."""
    if details.individual_id is None:
        raise Http404
    person = people.individual(actor, details.individual_id)
    alone = _Whom(person.pk, person.team_id, None, person.key_id)
    return _in_own_case(actor, person) or alone


def _in_own_case(actor: Actor, person: people.Individual) -> _Whom | None:
    """A child with an open case gets every procedure there: the case is not closed over it."""
    held = cases.case_of(actor, person.pk)
    if held is None or held.ended_at is not None:
        return None
    return _Whom(held.individual_id, held.team_id, held.pk)


def _check(actor: Actor, whom: _Whom, details: ProcedureDetails) -> rules.Template:
    one = queries.latest().get(details.template)
    if one is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "template")
    if details.origin > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "origin")
    running = queries.procedures(actor).exclude(state=terms.State.ENDED)
    same = running.filter(individual_id=whom.individual_id, template=one.code)
    if same.exists():
        raise Refused(_("This procedure is running already for this person."), "template")
    if details.contact and not queries.knows_contact(actor, details.contact):
        raise Refused(_("There is no contact with this code that you may see."))
    return one


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
