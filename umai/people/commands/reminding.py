"""Remind those who answer for a limit: once before it ends and once after."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.people import events, permissions, queries, rules, terms
from umai.people.models import DataRequest, Incident


@transaction.atomic
def remind_of_limits(actor: Actor) -> int:
    """Every hour: tell who keeps a breach or a request that its limit is near, or over.

    Returns of how many.
    """
    actor.require(permissions.KEEP_BREACHES)
    actor.require(permissions.KEEP_REQUESTS)
    wait_for_turn(f"limits {actor.organisation}")
    count = _breaches(actor) + _requests(actor)
    if count:
        log.record(actor, events.LIMITS_REMINDED, None, {"count": count})
    return count


def _breaches(actor: Actor) -> int:
    open_ = Incident.objects.filter(
        organisation_id=actor.organisation,
        due_at__isnull=False,
        notified_at__isnull=True,
        closed_at__isnull=True,
    ).annotate(ends=F("due_at"))
    told = 0
    for row, state in _near(open_, queries.BREACH_REMIND):
        keepers = queries.keepers(actor, row.kind, row.team_id, queries.shut_from(row))
        for person_id in sorted(keepers):
            kind = terms.Notice.BREACH_DUE
            notices.tell(actor, person_id, kind, row.code, row.pk, urgent=True)
        Incident.objects.filter(organisation_id=actor.organisation, pk=row.pk).update(
            reminded=state
        )
        told += 1
    return told


def _requests(actor: Actor) -> int:
    open_ = DataRequest.objects.filter(
        organisation_id=actor.organisation, answered_at__isnull=True
    ).annotate(ends=Coalesce(F("extended_to"), F("due_at")))
    told = 0
    for row, state in _near(open_, queries.REQUEST_REMIND):
        for person_id in sorted(access.holders(actor, permissions.WATCH_CIRCLES)):
            kind = terms.Notice.REQUEST_DUE
            notices.tell(actor, person_id, kind, row.code, row.pk, urgent=False)
        DataRequest.objects.filter(organisation_id=actor.organisation, pk=row.pk).update(
            reminded=state
        )
        told += 1
    return told


def _near(rows: QuerySet, rule: str) -> list[tuple]:  # type: ignore[type-arg]
    """Rows whose limit is near or over and of which nobody was reminded so."""
    moment = clock.now()
    found = []
    for row in rows.filter(ends__lte=moment + queries.reminder_before(rule)):
        state = rules.Reminded.OVER if row.ends <= moment else rules.Reminded.SOON
        if row.reminded not in (state, rules.Reminded.OVER):
            found.append((row, state))
    return found
