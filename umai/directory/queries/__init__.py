"""What can be asked of the directory: entries, and what was found for a need."""

from umai.directory.queries.agreements import (
    Duty,
    Invited,
    duties,
    hours_known,
    invitation_by_hash,
    invited,
    open_invitations,
    organisation_by_prefix,
    proposal,
    proposals,
    responsibilities,
    responsibility,
    waiting_proposals,
)
from umai.directory.queries.confirming import (
    Queue,
    agreements_ending,
    confirm_queue,
    stale_before,
    to_confirm,
)
from umai.directory.queries.entries import (
    agencies,
    agency,
    listing,
    location,
    locations,
    locations_of,
    service,
    services,
    services_of,
    working_at,
)
from umai.directory.queries.finding import Asked, Find, Found, find
from umai.directory.queries.home import home_region, own_region
from umai.directory.queries.offers import Offer, agency_of, offers, spots_for
from umai.directory.queries.publishing import (
    open_agencies,
    open_links,
    open_locations,
    open_services,
)
from umai.directory.queries.versions import past
from umai.directory.rules import name_of

__all__ = [
    "Asked",
    "Duty",
    "Find",
    "Found",
    "Invited",
    "Offer",
    "Queue",
    "agencies",
    "agency",
    "agency_of",
    "agreements_ending",
    "confirm_queue",
    "duties",
    "find",
    "hours_known",
    "invitation_by_hash",
    "invited",
    "listing",
    "location",
    "locations",
    "locations_of",
    "name_of",
    "open_agencies",
    "offers",
    "open_invitations",
    "open_links",
    "open_locations",
    "open_services",
    "organisation_by_prefix",
    "home_region",
    "own_region",
    "past",
    "proposal",
    "proposals",
    "responsibilities",
    "responsibility",
    "service",
    "services",
    "services_of",
    "spots_for",
    "stale_before",
    "to_confirm",
    "waiting_proposals",
    "working_at",
]
