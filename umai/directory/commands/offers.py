"""Services and the places where they are given: open, correct."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from umai.directory import events, permissions, queries, terms
from umai.directory.commands import holding
from umai.directory.commands.listing import relist
from umai.directory.models import Location, Service, ServiceAtLocation
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn

Items = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class LocationDetails:
    """What stands in the entry of a place; lists as in HSDS 3."""

    id: UUID
    agency_id: UUID | None = None
    source_id: str = ""
    location_type: str = terms.LocationType.PHYSICAL
    name: str = ""
    alternate_name: str = ""
    description: str = ""
    transportation: str = ""
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str = ""
    external_identifier_type: str = ""
    region: str = ""
    district: str = ""
    addresses: Items = field(default_factory=list)
    phones: Items = field(default_factory=list)
    contacts: Items = field(default_factory=list)
    schedules: Items = field(default_factory=list)
    languages: Items = field(default_factory=list)
    accessibility: Items = field(default_factory=list)
    confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class ServiceDetails:
    """What stands in the entry of a service; lists as in HSDS 3. `at` are the ids of its places.

    A service area may carry `region`, an ISO code or `KZ` for the whole country: our own addition.
    """

    id: UUID
    agency_id: UUID
    source_id: str = ""
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    status: str = terms.ServiceStatus.ACTIVE
    needs: list[str] = field(default_factory=list)
    interpretation_services: str = ""
    application_process: str = ""
    fees_description: str = ""
    wait_time: str = ""
    waiting_days: int | None = None
    accreditations: str = ""
    eligibility_description: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    alert: str = ""
    assurer_email: str = ""
    phones: Items = field(default_factory=list)
    contacts: Items = field(default_factory=list)
    schedules: Items = field(default_factory=list)
    languages: Items = field(default_factory=list)
    required_documents: Items = field(default_factory=list)
    cost_options: Items = field(default_factory=list)
    service_areas: Items = field(default_factory=list)
    at: tuple[UUID, ...] = ()


@transaction.atomic
def open_location(actor: Actor, details: LocationDetails) -> Location:
    """Put a place into the directory. Sending the form twice opens it once."""
    actor.require(permissions.KEEP_DIRECTORY)
    wait_for_turn(f"location {details.id}")
    if known := queries.locations(actor).filter(pk=details.id).first():
        return known
    if details.agency_id:
        queries.agency(actor, details.agency_id)
    location = Location(id=details.id, organisation_id=actor.organisation)
    holding.fill(location, details)
    holding.insert(location)
    log.record(actor, events.LOCATION_OPENED, location, _facts(location))
    return location


@transaction.atomic
def correct_location(actor: Actor, version: int, details: LocationDetails) -> Location:
    """Change what stands in the entry of a place. Raises Meanwhile if somebody was quicker."""
    location = holding.hold(actor, queries.locations(actor), details.id, version)
    changed = holding.fill(location, details)
    holding.keep(location)
    here = queries.services(actor).filter(
        pk__in=ServiceAtLocation.objects.filter(
            organisation_id=actor.organisation, location_id=location.pk
        ).values("service_id")
    )
    relist(actor.organisation, set(here.values_list("agency_id", flat=True)), actor.time_zone)
    facts = {**_facts(location), "fields": changed}
    log.record(actor, events.LOCATION_CORRECTED, location, facts)
    return location


@transaction.atomic
def open_service(actor: Actor, details: ServiceDetails) -> Service:
    """Put a service of an agency into the directory. Sending the form twice opens it once."""
    actor.require(permissions.KEEP_DIRECTORY)
    wait_for_turn(f"service {details.id}")
    if known := queries.services(actor).filter(pk=details.id).first():
        return known
    queries.agency(actor, details.agency_id)
    service = Service(id=details.id, organisation_id=actor.organisation)
    holding.fill(service, details)
    holding.insert(service)
    _place(actor, service, details.at)
    relist(actor.organisation, [service.agency_id], actor.time_zone)
    log.record(actor, events.SERVICE_OPENED, service, _service_facts(service))
    return service


@transaction.atomic
def correct_service(actor: Actor, version: int, details: ServiceDetails) -> Service:
    """Change what stands in the entry of a service. Raises Meanwhile if somebody was quicker."""
    service = holding.hold(actor, queries.services(actor), details.id, version)
    queries.agency(actor, details.agency_id)
    before = service.agency_id
    changed = holding.fill(service, details)
    holding.keep(service)
    _place(actor, service, details.at)
    relist(actor.organisation, {before, service.agency_id}, actor.time_zone)
    facts = {**_service_facts(service), "fields": changed}
    log.record(actor, events.SERVICE_CORRECTED, service, facts)
    return service


def _place(actor: Actor, service: Service, at: Iterable[UUID]) -> None:
    """Let the service be given at these places. Those that the actor may not see stay."""
    wanted = set(queries.locations(actor).filter(pk__in=list(at)).values_list("pk", flat=True))
    shown = queries.working_at(actor, [service.pk])
    known = set(shown.values_list("location_id", flat=True))
    shown.filter(location_id__in=known - wanted).delete()
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(
            organisation_id=actor.organisation, service_id=service.pk, location_id=one
        )
        for one in wanted - known
    )


def _facts(location: Location) -> dict[str, object]:
    return {"region": location.region, "confidential": location.confidential}


def _service_facts(service: Service) -> dict[str, object]:
    return {"needs": service.needs, "status": service.status}
