"""Counts that may leave this room (indicator CO01). No row, name or address does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from umai.directory import permissions, queries, terms
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

NAMES = ("agencies", "agreements", "verified")


@dataclass(frozen=True)
class Entries:
    """Agencies that work, how many have an agreement in force, how many are confirmed and not
    stale, and the services that are offered. The base of every share is `agencies`.
    """

    agencies: int = 0
    agreements: int = 0
    verified: int = 0
    services: int = 0


@dataclass(frozen=True)
class Counted:
    """The whole, and the same by region and by type; the code "" is what names none."""

    whole: Entries
    by_region: Mapping[str, Entries]
    by_type: Mapping[str, Entries]


def entries_counted(actor: Actor) -> Counted:
    """Count the entries that the actor may know of, as they stand today.

    An agency counts in its own region, a service in every region where it is given: services of
    all regions may add up to more than the whole.
    """
    actor.require(permissions.COUNT_ENTRIES)
    return Counted(_whole(actor), _by(actor, "region"), _by(actor, "type"))


def entries_by_region(actor: Actor) -> Mapping[str, Entries]:
    """The same by region alone, for who finds agencies but does not report on them."""
    actor.require(permissions.READ_DIRECTORY)
    return _by(actor, "region")


def _whole(actor: Actor) -> Entries:
    numbers: Mapping[str, int] = _agencies(actor).aggregate(**_measures(actor))
    offered = queries.listing(actor).filter(offered=True)
    services = offered.aggregate(number=Count("service_id", distinct=True))["number"]
    return Entries(**numbers, services=services)


def _by(actor: Actor, name: str) -> Mapping[str, Entries]:
    rows: Iterable[Any] = _agencies(actor).values(name).annotate(**_measures(actor))
    found = {row[name]: {one: row[one] for one in NAMES} for row in rows}
    offered = queries.listing(actor).filter(offered=True).values(name)
    for row in offered.annotate(number=Count("service_id", distinct=True)):
        found.setdefault(row[name], {})["services"] = row["number"]
    return {code: Entries(**numbers) for code, numbers in found.items()}


def _agencies(actor: Actor) -> Any:
    return queries.agencies(actor).filter(state=terms.AgencyState.ACTIVE)


def _measures(actor: Actor) -> dict[str, Count]:
    today = clock.today(actor.time_zone)
    agreed = ~Q(agreement_number="") | Q(agreement_from__isnull=False)
    begun = Q(agreement_from__isnull=True) | Q(agreement_from__lte=today)
    lasts = Q(agreement_until__isnull=True) | Q(agreement_until__gte=today)
    return {
        "agencies": Count("pk"),
        "agreements": Count("pk", filter=agreed & begun & lasts),
        "verified": Count("pk", filter=Q(verified_on__gte=queries.stale_before(actor))),
    }
