"""What happens by itself: a limit that comes near or is over is told, then the supervisor is."""

from uuid import UUID

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import events, permissions, queries, terms
from umai.legal_aid.models import Procedure

NEAR, LATE = "LG.REMIND", "LG.ESCALATE"


@transaction.atomic
def remind_of_procedures(actor: Actor) -> int:
    """Tell the lawyer that a limit comes near and that it is over, then who supervises; each once.
    Returns how many procedures somebody was told of.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    wait_for_turn(f"procedure reminders {actor.organisation}")
    moment = clock.now()
    near, late = vocabulary.span(NEAR), vocabulary.span(LATE)
    running = Procedure.objects.filter(
        organisation_id=actor.organisation,
        state=terms.State.OPEN,
        due_at__lte=moment + near,
        warned__lt=len(terms.Notice),
    )
    told = 0
    for row in running.order_by("pk").select_for_update(skip_locked=True):
        # Never empty: the question above asks only for what has a limit.
        over = moment - row.due_at if row.due_at else -near
        stage = 3 if over >= late else 2 if over.total_seconds() >= 0 else 1
        if stage > row.warned:
            _tell(actor, row, stage)
            told += 1
    if told:
        log.record(actor, events.PROCEDURES_REMINDED, None, {"told": told})
    return told


def _tell(actor: Actor, row: Procedure, stage: int) -> None:
    kind = list(terms.Notice)[stage - 1]
    whom: set[UUID] = queries.answering_for(row)
    if stage == len(terms.Notice):
        whom = queries.leading(row) or whom
    row.warned = stage
    row.save(update_fields=["warned"])
    for person_id in sorted(whom):
        notices.tell(actor, person_id, kind, row.code, row.pk, urgent=False)
