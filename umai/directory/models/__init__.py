"""The tables of the directory, shaped after Open Referral HSDS 3.

What is only ever read with its entry (phones, hours, focal points, papers asked) is JSON of that
entry, with the field names of HSDS; what is searched stands in `Listing`, one row for each service
at each place, written anew by every command that touches it.
"""

from umai.directory.models.agreements import Invitation, Proposal, Responsibility
from umai.directory.models.entries import (
    Agency,
    AgencyQuerySet,
    Location,
    LocationQuerySet,
    Service,
    ServiceAtLocation,
    ServiceQuerySet,
)
from umai.directory.models.listing import Listing, ListingQuerySet

__all__ = [
    "Agency",
    "AgencyQuerySet",
    "Invitation",
    "Listing",
    "ListingQuerySet",
    "Location",
    "LocationQuerySet",
    "Proposal",
    "Responsibility",
    "Service",
    "ServiceAtLocation",
    "ServiceQuerySet",
]
