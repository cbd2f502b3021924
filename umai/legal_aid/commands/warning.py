"""What happens by itself: a hearing, the end of an appeal or of a power of attorney is told of."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import events, permissions, queries, terms
from umai.legal_aid.models import ProcedureMatter

NEAR, POWER = "LG.REMIND", "LG.POWER"


@transaction.atomic
def warn_of_matters(actor: Actor) -> int:
    """Tell the lawyer of a hearing, of an appeal's last day and of a power of attorney that ends,
    each once and in time. Returns how many were told.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    wait_for_turn(f"procedure warnings {actor.organisation}")
    found = ProcedureMatter.objects.filter(_near(actor), organisation_id=actor.organisation)
    told = 0
    waiting = found.filter(warned=False).select_related("procedure").order_by("pk")
    for one in waiting.select_for_update(skip_locked=True, of=("self",)):
        one.warned = True
        one.save(update_fields=["warned"])
        for person_id in sorted(queries.answering_for(one.procedure)):
            kind = queries.notice_of(one)
            notices.tell(actor, person_id, kind, one.procedure.code, one.procedure_id, urgent=False)
        told += 1
    if told:
        log.record(actor, events.PROCEDURES_REMINDED, None, {"told": told})
    return told


def _near(actor: Actor) -> Q:
    """What is near enough: by the rule of reminders, a power of attorney by its own."""
    moment, today = clock.now(), clock.today(actor.time_zone)
    soon, power = vocabulary.span(NEAR), vocabulary.span(POWER)

    def ends(within: timedelta) -> Q:
        return queries.ENDS & Q(until__gte=today, until__lte=today + within)

    represented = Q(kind=terms.MatterKind.REPRESENTED)
    hearings = queries.HEARING & Q(at__gte=moment, at__lte=moment + soon)
    return hearings | (ends(soon) & ~represented) | (ends(power) & represented)
