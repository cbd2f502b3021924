"""Write the search rows of agencies anew, so that what was just written is found at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from umai.directory import rules, terms
from umai.directory.models import Agency, Listing, Location, Service, ServiceAtLocation
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.text import key_words
from umai.foundation.places import queries as places
from umai.foundation.vocabulary import queries as vocabulary

BATCH = 1000


def relist(organisation_id: UUID, agencies: Collection[UUID], time_zone: str) -> None:
    """Take away the search rows of these agencies and write them from the entries as they stand.

    Those of agencies that work at their places too: such a place is hidden with its agency.
    """
    here = {"organisation_id": organisation_id}
    for some in _batches(_with_guests(organisation_id, agencies)):
        Listing.objects.filter(**here, agency_id__in=some).delete()
        known = Agency.objects.filter(**here).in_bulk(some)
        services = list(Service.objects.filter(**here, agency_id__in=some))
        at: dict[UUID, list[ServiceAtLocation]] = defaultdict(list)
        for link in ServiceAtLocation.objects.filter(
            **here, service_id__in=[service.pk for service in services]
        ):
            at[link.service_id].append(link)
        spots = Location.objects.filter(**here).in_bulk(
            {link.location_id for links in at.values() for link in links}
        )
        hidden = _hidden(organisation_id, spots)
        today, offset = clock.today(time_zone), _offset(time_zone)
        rows = [
            _row(known[service.agency_id], service, link, spots, hidden, today, offset)
            for service in services
            for link in (*at[service.pk],) or (None,)
        ]
        Listing.objects.bulk_create(rows, batch_size=BATCH)


def _with_guests(organisation_id: UUID, agencies: Collection[UUID]) -> list[UUID]:
    """These agencies and those whose services are given at a place of theirs."""
    found = dict.fromkeys(agencies)
    for some in _batches(list(found)):
        at = ServiceAtLocation.objects.filter(
            organisation_id=organisation_id, location__agency_id__in=some
        )
        found |= dict.fromkeys(at.values_list("service__agency_id", flat=True).distinct())
    return list(found)


def _hidden(organisation_id: UUID, spots: Mapping[UUID, Location]) -> set[UUID]:
    """The places that must stay hidden: by themselves, or because their agency must."""
    owners = {spot.agency_id for spot in spots.values() if spot.agency_id}
    closed = set(
        Agency.objects.filter(
            organisation_id=organisation_id, pk__in=owners, confidential=True
        ).values_list("pk", flat=True)
    )
    return {pk for pk, spot in spots.items() if spot.confidential or spot.agency_id in closed}


def _batches(agencies: list[UUID]) -> Iterator[list[UUID]]:
    for first in range(0, len(agencies), BATCH):
        yield agencies[first : first + BATCH]


def _offset(time_zone: str) -> int:
    away = clock.now().astimezone(ZoneInfo(time_zone)).utcoffset()
    return int(away.total_seconds() // 60) if away else 0


def _row(
    agency: Agency,
    service: Service,
    link: ServiceAtLocation | None,
    spots: Mapping[UUID, Location],
    hidden: set[UUID],
    today: Any,
    offset: int,
) -> Listing:
    spot = spots.get(link.location_id) if link else None
    # An address that must stay hidden leaves the row its region and nothing nearer.
    shown = spot if spot is not None and spot.pk not in hidden else None
    where = spot or agency
    active = agency.state == terms.AgencyState.ACTIVE
    return Listing(
        id=uuid7(),
        organisation_id=agency.organisation_id,
        agency_id=agency.pk,
        service_id=service.pk,
        location_id=shown.pk if shown else None,
        type=agency.type,
        needs=_needs(service),
        languages=_languages(service, spot),
        region=where.region or agency.region,
        district=(where.district or agency.district) if spot is shown else "",
        covers=sorted({str(one["region"]) for one in service.service_areas if one.get("region")}),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        hours=_hours(agency, service, link, spot, today, offset),
        words=_words(agency, service, shown),
        offered=active and service.status == terms.ServiceStatus.ACTIVE,
        emergency=agency.emergency,
        confidential=agency.confidential,
        verified_on=service.verified_on or agency.verified_on,
    )


def _needs(service: Service) -> list[str]:
    """The codes of what is offered, and their groups, so that either can be asked for."""
    words = [vocabulary.word("service", code) for code in service.needs]
    return sorted({*service.needs, *(word.group for word in words if word and word.group)})


def _languages(service: Service, spot: Location | None) -> list[str]:
    spoken = [*service.languages, *(spot.languages if spot else [])]
    return sorted({str(one.get("code") or "").lower()[:16] for one in spoken if one.get("code")})


def _hours(
    agency: Agency,
    service: Service,
    link: ServiceAtLocation | None,
    spot: Location | None,
    today: Any,
    offset: int,
) -> list[int]:
    """The nearest hours that are known: here, of the service, of the place, of the agency."""
    for one in (link, service, spot):
        if one is not None and (week := rules.week_of(one.schedules, today, offset)):
            return week
    return list(rules.ALWAYS) if agency.open_all_hours else []


def _words(agency: Agency, service: Service, spot: Location | None) -> str:
    """Every name that somebody may type, in every language of the house."""
    kind = vocabulary.word("agency_type", agency.type)
    offered = [vocabulary.word("service", code) for code in service.needs]
    labels = [label for word in (kind, *offered) if word for label in word.labels.values()]
    region = places.regions().get((spot or agency).region)
    names = [
        getattr(one, name)
        for one in (agency, service)
        for name in ("name_kk", "name_ru", "name_en", "alternate_name")
    ]
    here = list(region.names.values()) if region else []
    return key_words(*names, *labels, *here, spot.name if spot else "")
