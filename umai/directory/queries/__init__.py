"""What can be asked of the directory: entries, and what was found for a need."""

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

__all__ = [
    "Asked",
    "Find",
    "Found",
    "agencies",
    "agency",
    "find",
    "listing",
    "location",
    "locations",
    "locations_of",
    "service",
    "services",
    "services_of",
    "working_at",
]
