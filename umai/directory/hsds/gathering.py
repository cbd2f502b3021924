"""Documents with what belongs to them, nested as HSDS 3 nests them."""

from umai.directory.hsds import outgoing
from umai.directory.hsds.fields import Said
from umai.directory.models import Agency, Location, Service
from umai.directory.queries.publishing import Belongings


def flat_service(row: Service, around: Belongings, *, inner: bool) -> Said:
    """A service with what it says itself."""
    return outgoing.service(row, outgoing.id_of(around.agencies[row.agency_id]), inner=inner)


def whole_service(row: Service, around: Belongings, *, inner: bool, above: bool = True) -> Said:
    """A service with its agency (unless it stands inside it) and its places."""
    said = flat_service(row, around, inner=inner)
    if above:
        said["organization"] = flat_agency(around.agencies[row.agency_id], around, inner=inner)
    links = [
        outgoing.service_at_location(
            link,
            said["id"],
            place(around.locations[link.location_id], around, inner=inner),
            inner=inner,
        )
        for link in around.links.get(row.pk, ())
        if link.location_id in around.locations
    ]
    return said | ({"service_at_locations": links} if links else {})


def flat_agency(agency: Agency, around: Belongings, *, inner: bool) -> Said:
    """An agency with what it says itself."""
    parent = around.agencies.get(agency.parent_id) if agency.parent_id else None
    return outgoing.organization(agency, outgoing.id_of(parent) if parent else "", inner=inner)


def whole_agency(
    agency: Agency, around: Belongings, *, inner: bool, full_services: bool = False
) -> Said:
    """An agency with its places and services."""
    said = flat_agency(agency, around, inner=inner)
    spots = [place(one, around, inner=inner) for one in around.of_agency.get(agency.pk, ())]
    offers = [
        whole_service(one, around, inner=inner, above=False)
        if full_services
        else flat_service(one, around, inner=inner)
        for one in around.services.get(agency.pk, ())
    ]
    said |= {"locations": spots} if spots else {}
    return said | ({"services": offers} if offers else {})


def place(spot: Location, around: Belongings, *, inner: bool) -> Said:
    """A place with the id of its agency."""
    agency = around.agencies.get(spot.agency_id) if spot.agency_id else None
    return outgoing.location(spot, outgoing.id_of(agency) if agency else "", inner=inner)
