"""What an agency offers, with the places where it does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from umai.directory.models import Agency, Location, LocationQuerySet, Service, ServiceAtLocation
from umai.directory.queries.entries import agency, locations, services, services_of, working_at
from umai.foundation.kernel.actor import Actor


@dataclass(frozen=True)
class Offer:
    """A service and where it is given, as far as the actor may know."""

    service: Service
    spots: list[tuple[ServiceAtLocation, Location]] = field(default_factory=list)


def offers(actor: Actor, agency: Agency) -> tuple[list[Offer], list[Location]]:
    """The services of an agency with their places, and every place where it works."""
    known = list(services_of(actor, agency))
    at: dict[UUID, list[ServiceAtLocation]] = defaultdict(list)
    for link in working_at(actor, [one.pk for one in known]):
        at[link.service_id].append(link)
    used = [link.location_id for links in at.values() for link in links]
    spots = {one.pk: one for one in spots_for(actor, agency, used)}
    found = [Offer(one, [(link, spots[link.location_id]) for link in at[one.pk]]) for one in known]
    return found, list(spots.values())


def spots_for(actor: Actor, agency: Agency, used: Iterable[UUID]) -> LocationQuerySet:
    """The places of an agency, and others' that its services use."""
    here = Q(agency_id=agency.pk) | Q(pk__in=list(used))
    return locations(actor).filter(here).order_by("name", "id")


def agency_of(actor: Actor, location: Location) -> Agency:
    """The agency on whose page a place stands: its own, or the one that works there; else 404."""
    if location.agency_id:
        return agency(actor, location.agency_id)
    here = working_at(actor, services(actor).values_list("pk", flat=True))
    link = here.filter(location_id=location.pk).order_by("id").first()
    if link is None:
        raise Http404
    return agency(actor, services(actor).get(pk=link.service_id).agency_id)
