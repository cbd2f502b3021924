"""A procedure goes to another lawyer; several at once when somebody leaves."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import commands as cases
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.legal_aid import events, permissions, queries, terms
from umai.legal_aid.commands import holding
from umai.legal_aid.models import Procedure
from umai.people import commands as people
from umai.people.queries import individuals

LAWYER = "lawyer"  # of the roles in the team of a case


@transaction.atomic
def give_procedure(
    actor: Actor, procedure_id: UUID, version: int, person_id: UUID, words: str
) -> Procedure:
    """Hand a procedure to another lawyer, and say why. Its own lawyer does, or who leads lawyers.
    """
    row = holding.hold(actor, procedure_id, version)
    if row.owner_id != actor.person and not actor.may(permissions.LEAD_PROCEDURES, row.team_id):
        raise Refused(_("Its lawyer hands a procedure on, or who leads the lawyers of the team."))
    return _give(actor, row, person_id, holding.check_reason(words))


@transaction.atomic
def give_procedures(
    actor: Actor, procedure_ids: Collection[UUID], person_id: UUID, words: str
) -> int:
    """Hand several procedures to one lawyer, all of them or none. Returns how many."""
    actor.require(permissions.LEAD_PROCEDURES)
    reason = holding.check_reason(words)
    if not procedure_ids:
        raise Refused(_("Choose at least one procedure."), "procedures")
    # Held in one order, so that two who do this never wait for each other.
    rows = [holding.hold(actor, one) for one in sorted(set(procedure_ids))]
    for row in rows:
        actor.require(permissions.LEAD_PROCEDURES, row.team_id)
        if row.owner_id != person_id:
            _give(actor, row, person_id, reason)
    return len(rows)


def follow_case(actor: Actor, case: Any) -> None:
    """A part of handing a case to another team: what runs in it goes along. Whoever leads lawyers
    there is told, and gives it to one if its own lawyer stays behind.
    """
    running = Procedure.objects.filter(organisation_id=actor.organisation, case_id=case.pk)
    rows = running.exclude(state=terms.State.ENDED).order_by("pk")
    for row in rows.select_for_update(no_key=True):
        row.team_id = case.team_id
        holding.saved(row)
        if row.owner_id not in queries.able(actor, case.team_id):
            for person_id in sorted(queries.leading(row) - {actor.person_id}):
                kind = terms.Told.PROCEDURE_LEFT
                notices.tell(actor, person_id, kind, row.code, row.pk, urgent=False)


def _give(actor: Actor, row: Procedure, person_id: UUID, reason: str) -> Procedure:
    if row.state == terms.State.ENDED:
        raise Refused(_("This procedure has ended: there is nothing to hand on."))
    if person_id == row.owner_id:
        raise Refused(_("This colleague leads the procedure already."), "person")
    if person_id not in queries.able(actor, row.team_id):
        raise Refused(_("Choose somebody who leads procedures in this team."), "person")
    _let_in(actor, row, person_id)
    row.owner_id, row.warned = person_id, 0
    holding.happened(actor, row, terms.FactKind.GIVEN, words=reason)
    if person_id != actor.person_id:
        kind = terms.Told.PROCEDURE_GIVEN
        notices.tell(actor, person_id, kind, row.code, row.pk, urgent=False)
    facts = {"procedure": row.template, "person": str(person_id)}
    log.record(actor, events.PROCEDURE_GIVEN, row, facts)
    return holding.saved(row)


def _let_in(actor: Actor, row: Procedure, person_id: UUID) -> None:
    """Who leads a procedure works on its case, and so may know the child; and whom it is for."""
    them = actors.actor_of(access.people(actor).get(pk=person_id))
    known = queries.procedures(them).filter(pk=row.pk)
    if row.case_id is not None and not known.exists():
        cases.join_case_team(actor, row.case_id, person_id, LAWYER)
    if row.key_id is not None and not individuals(them).filter(pk=row.individual_id).exists():
        people.stand_by(actor, queries.person_of(row), person_id)
