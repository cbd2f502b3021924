"""Agencies, their services and their places, cut to the actor's scope."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex
from django.http import Http404

from umai.directory.models import (
    Agency,
    AgencyQuerySet,
    Listing,
    ListingQuerySet,
    Location,
    LocationQuerySet,
    Service,
    ServiceAtLocation,
    ServiceQuerySet,
)
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.text import folded


def agencies(actor: Actor) -> AgencyQuerySet:
    """The agencies that the actor may know of."""
    return Agency.objects.visible_to(actor)


def services(actor: Actor) -> ServiceQuerySet:
    """The services that the actor may know of."""
    return Service.objects.visible_to(actor)


def locations(actor: Actor) -> LocationQuerySet:
    """The places that the actor may know of."""
    return Location.objects.visible_to(actor)


def listing(actor: Actor) -> ListingQuerySet:
    """The search rows that the actor may know of."""
    return Listing.objects.visible_to(actor)


def agency(actor: Actor, agency_id: UUID) -> Agency:
    """One agency; the same 404 whether it is hidden from the actor or does not exist."""
    try:
        return agencies(actor).get(pk=agency_id)
    except Agency.DoesNotExist:
        raise Http404 from None


def service(actor: Actor, service_id: UUID) -> Service:
    """One service; 404 like `agency`."""
    try:
        return services(actor).get(pk=service_id)
    except Service.DoesNotExist:
        raise Http404 from None


def location(actor: Actor, location_id: UUID) -> Location:
    """One place; 404 like `agency`."""
    try:
        return locations(actor).get(pk=location_id)
    except Location.DoesNotExist:
        raise Http404 from None


def services_of(actor: Actor, agency: Agency) -> ServiceQuerySet:
    """What an agency offers, offered ones first."""
    return services(actor).filter(agency_id=agency.pk).order_by("status", "name_ru", "name_en")


def locations_of(actor: Actor, agency: Agency) -> LocationQuerySet:
    """Where an agency works, as far as the actor may know."""
    return locations(actor).filter(agency_id=agency.pk).order_by("name", "id")


def said(rows: ListingQuerySet, words: str) -> ListingQuerySet:
    """Those search rows that say all of these words, by their beginnings and in any script."""
    keys = dict.fromkeys(folded(words).split())
    if words.strip() and not keys:
        return rows.none()
    for key in keys:
        # Faster than LIKE, and no sign in a word means anything else.
        rows = rows.alias(at=StrIndex("words", Value(f" {key}"))).filter(at__gt=0)
    return rows


def working_at(actor: Actor, services: Iterable[UUID]) -> QuerySet[ServiceAtLocation]:
    """The places of services, without those that the actor may not know of."""
    return ServiceAtLocation.objects.filter(
        organisation_id=actor.organisation,
        service_id__in=services,
        location_id__in=locations(actor).values("pk"),
    )
