"""What is kept open of a birth that is registered: that it is late, and how many weeks it took."""

from datetime import date

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.legal_aid import births, events, permissions, queries
from umai.legal_aid.commands import holding
from umai.legal_aid.models import BirthRegistration, Procedure


def follow_birth(actor: Actor, row: Procedure, born: date) -> None:
    """A part of opening a procedure: a registration of a birth is followed from its first day."""
    if row.template in queries.BIRTHS:
        BirthRegistration.objects.create(
            organisation_id=row.organisation_id,
            procedure_id=row.pk,
            late=queries.is_late(actor, row, born),
        )


def end_birth(actor: Actor, row: Procedure, gives: str, on: date) -> None:
    """A part of finishing a step: how old the child was when the certificate came, and whether
    one had applied late.
    """
    if row.template not in queries.BIRTHS or gives != births.CERTIFICATE:
        return
    born = holding.origin_of(row)
    here = BirthRegistration.objects.filter(
        organisation_id=row.organisation_id, procedure_id=row.pk
    )
    here.update(weeks=births.weeks(born, on), late=queries.is_late(actor, row, born))


@transaction.atomic
def mark_late_births(actor: Actor) -> int:
    """Mark the registrations for which the time to apply ended and nobody had applied. Returns how
    many it marked.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    wait_for_turn(f"late births {actor.organisation}")
    waiting = {one.procedure_id: one for one in queries.late_marks(actor)}
    here = Procedure.objects.filter(organisation_id=actor.organisation, pk__in=waiting)
    late = [
        waiting[row.pk].pk for row in here if queries.is_late(actor, row, holding.origin_of(row))
    ]
    BirthRegistration.objects.filter(pk__in=late).update(late=True)
    if late:
        log.record(actor, events.BIRTHS_LATE, None, {"marked": len(late)})
    return len(late)
