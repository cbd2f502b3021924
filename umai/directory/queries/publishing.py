"""What may leave the house, and what belongs to it: never what is confidential.

A service that is given at hidden places only is hidden with them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from umai.directory import permissions
from umai.directory.models import (
    Agency,
    AgencyQuerySet,
    Location,
    LocationQuerySet,
    Service,
    ServiceAtLocation,
    ServiceQuerySet,
)
from umai.directory.queries.entries import agencies, listing, locations, said, services
from umai.foundation.kernel.actor import Actor


def as_public(actor: Actor) -> Actor:
    """The same actor who may not know of anything confidential, whatever the role."""
    held = dict(actor.grants)
    held.pop(permissions.READ_CONFIDENTIAL, None)
    return replace(actor, grants=held)


def open_agencies(actor: Actor) -> AgencyQuerySet:
    """The agencies that may be shown to anybody."""
    return agencies(as_public(actor))


def open_locations(actor: Actor) -> LocationQuerySet:
    """The places that may be shown to anybody."""
    return locations(as_public(actor))


def open_links(actor: Actor) -> QuerySet[ServiceAtLocation]:
    """Services at places, where both may be shown."""
    return ServiceAtLocation.objects.filter(
        organisation_id=actor.organisation,
        service_id__in=open_services(actor).values("pk"),
        location_id__in=open_locations(actor).values("pk"),
    )


def open_services(actor: Actor) -> ServiceQuerySet:
    """The services that may be shown to anybody."""
    at = ServiceAtLocation.objects.filter(
        organisation_id=actor.organisation, service_id=OuterRef("pk")
    )
    shown = at.filter(location_id__in=open_locations(actor).values("pk"))
    return services(as_public(actor)).filter(Exists(shown) | ~Exists(at))


def saying(actor: Actor, words: str) -> Q:
    """Services whose search rows say these words, in any script."""
    return Q(pk__in=said(listing(as_public(actor)), words).values("service_id"))


def agencies_saying(actor: Actor, words: str) -> Q:
    """Agencies that say these words in a name, or that offer a service which does."""
    named = Q()
    for word in words.split():
        here = Q()
        for name in ("name_kk", "name_ru", "name_en", "alternate_name"):
            here |= Q(**{f"{name}__icontains": word})
        named &= here
    rows = open_services(actor).filter(saying(actor, words))
    return named | Q(pk__in=rows.values("agency_id"))


@dataclass
class Belongings:
    """What stands around some entries and may be shown with them."""

    agencies: dict[UUID, Agency] = field(default_factory=dict)
    services: dict[UUID, list[Service]] = field(default_factory=dict)
    locations: dict[UUID, Location] = field(default_factory=dict)
    of_agency: dict[UUID, list[Location]] = field(default_factory=dict)
    links: dict[UUID, list[ServiceAtLocation]] = field(default_factory=dict)


def around_services(actor: Actor, rows: Iterable[Service]) -> Belongings:
    """Agencies of services, those above them, and the open places where they are given."""
    shown = list(rows)
    found = Belongings(agencies=_with_parents(actor, {row.agency_id for row in shown}))
    _links(actor, found, [row.pk for row in shown])
    return found


def around_agencies(actor: Actor, rows: Iterable[Agency]) -> Belongings:
    """Agencies above these, and their open places and services."""
    ids = {row.pk for row in rows}
    found = Belongings(agencies=_with_parents(actor, ids))
    below = list(open_services(actor).filter(agency_id__in=ids).order_by("pk"))
    found.services = _grouped(below)
    _links(actor, found, [row.pk for row in below])
    found.of_agency = _grouped(open_locations(actor).filter(agency_id__in=ids).order_by("pk"))
    return found


def names_of(actor: Actor, rows: Iterable[Location]) -> dict[UUID, Agency]:
    """The open agencies of places."""
    return open_agencies(actor).in_bulk({row.agency_id for row in rows if row.agency_id})


def _with_parents(actor: Actor, ids: set[UUID]) -> dict[UUID, Agency]:
    here = open_agencies(actor)
    found = here.in_bulk(ids)
    above = {one.parent_id for one in found.values() if one.parent_id}
    return found | here.in_bulk(above - set(found))


def _links(actor: Actor, found: Belongings, services: list[UUID]) -> None:
    links = open_links(actor).filter(service_id__in=services).order_by("pk")
    by_service: dict[UUID, list[ServiceAtLocation]] = defaultdict(list)
    for link in links:
        by_service[link.service_id].append(link)
    found.links = by_service
    found.locations = open_locations(actor).in_bulk({link.location_id for link in links})


def _grouped(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    by_agency: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_agency[row.agency_id].append(row)
    return by_agency
