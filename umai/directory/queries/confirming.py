"""What must be confirmed again: entries that are stale or were never confirmed, agreements."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from umai.directory import rules, terms
from umai.directory.models import Agency, Service
from umai.directory.queries import entries
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

SIZE = 25
NEVER = date.min


@dataclass(frozen=True)
class Queue:
    """Entries to confirm, those never confirmed first, then the oldest; `after` as in Find."""

    agencies: list[Agency]
    after: str = ""


def stale_before(actor: Actor) -> date:
    """Entries confirmed before this day are stale today, by the rule DIR.STALE."""
    return rules.stale_before(clock.today(actor.time_zone), vocabulary.amount("DIR.STALE"))


def to_confirm(actor: Actor) -> QuerySet[Agency]:
    """Agencies that work and are stale, or offer something that is."""
    limit = stale_before(actor)
    old_service = Service.objects.filter(
        organisation_id=actor.organisation,
        agency_id=OuterRef("pk"),
        status=terms.ServiceStatus.ACTIVE,
        verified_on__lt=limit,
    )
    stale = Q(verified_on__isnull=True) | Q(verified_on__lt=limit) | Exists(old_service)
    return entries.agencies(actor).filter(stale, state=terms.AgencyState.ACTIVE)


def confirm_queue(actor: Actor, *, after: str = "", size: int = SIZE) -> Queue:
    """One page of the entries to confirm."""
    seen = Coalesce("verified_on", Value(NEVER, DateField()))
    rows: Any = to_confirm(actor).annotate(seen=seen)
    day, _sign, last = after.partition("~")
    with suppress(ValueError):
        key, pk = date.fromisoformat(day), UUID(last)
        rows = rows.filter(Q(seen__gt=key) | Q(seen=key, pk__gt=pk))
    some = list(rows.order_by("seen", "pk")[: size + 1])
    more, some = len(some) > size, some[:size]
    return Queue(some, f"{some[-1].seen.isoformat()}~{some[-1].pk}" if more else "")


def agreements_ending(actor: Actor) -> QuerySet[Agency]:
    """Agencies whose agreement is over, or ends within the days of the rule, the first first."""
    soon = clock.today(actor.time_zone) + timedelta(days=vocabulary.amount("DIR.AGREEMENT_SOON"))
    working = entries.agencies(actor).filter(state=terms.AgencyState.ACTIVE)
    return working.filter(agreement_until__lte=soon).order_by("agreement_until", "pk")
