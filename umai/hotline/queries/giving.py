"""What was given to a caller from the directory, with the entries as they stand today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from umai.directory import queries as directory
from umai.directory import terms as directory_terms
from umai.foundation.kernel.actor import Actor
from umai.hotline.models import Contact, GivenService

Pair = tuple[UUID, UUID | None]


@dataclass(frozen=True)
class Given:
    """A service given to a caller. Without `service` the actor may not know of it (any more).

    `closed` says that it is not offered any more: nobody is to be sent there again.
    """

    pair: Pair
    service: Any = None
    agency: Any = None
    location: Any = None
    closed: bool = False
    given_at: datetime | None = None

    @property
    def code(self) -> str:
        """The pair as a form carries it: the service, and its place after a mark if there is one.
        """
        service, location = self.pair
        return f"{service}~{location}" if location else str(service)


def given_at(contact: Contact, version: int) -> list[GivenService]:
    """What one version of a contact had as given, in the order in which it was."""
    found = GivenService.objects.filter(
        Q(until_version__isnull=True) | Q(until_version__gte=version),
        organisation_id=contact.organisation_id,
        contact_id=contact.pk,
        from_version__lte=version,
    )
    return list(found.order_by("given_at", "id"))


def given(actor: Actor, contact: Contact) -> list[Given]:
    """What was given to the caller of a contact, with the entries behind it."""
    rows = given_at(contact, contact.version)
    told = entries_of(actor, [(row.service_id, row.location_id) for row in rows])
    return [
        Given(one.pair, one.service, one.agency, one.location, one.closed, row.given_at)
        for one, row in zip(told, rows, strict=True)
    ]


def entries_of(actor: Actor, pairs: Iterable[Pair]) -> list[Given]:
    """Services at places with their entries, in the same order."""
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        return []
    services = directory.services(actor).in_bulk({service for service, _location in wanted})
    agencies = directory.agencies(actor).in_bulk({one.agency_id for one in services.values()})
    spots = directory.locations(actor).in_bulk({spot for _service, spot in wanted if spot})
    return [
        _given(pair, services.get(pair[0]), agencies, spots.get(pair[1]) if pair[1] else None)
        for pair in wanted
    ]


def given_names(actor: Actor, pairs: Iterable[Pair]) -> dict[UUID, str]:
    """What services are called, by their ids, for a history."""
    return {
        one.pair[0]: f"{_name(one.service)} ({_name(one.agency)})"
        for one in entries_of(actor, pairs)
        if one.service is not None
    }


def _given(pair: Pair, service: Any, agencies: dict[UUID, Any], location: Any) -> Given:
    agency = agencies.get(service.agency_id) if service else None
    if agency is None:
        return Given(pair)
    offered = (
        agency.state == directory_terms.AgencyState.ACTIVE
        and service.status == directory_terms.ServiceStatus.ACTIVE
    )
    return Given(pair, service, agency, location, closed=not offered)


def _name(entry: Any) -> str:
    return directory.name_of(entry, get_language() or "en")
