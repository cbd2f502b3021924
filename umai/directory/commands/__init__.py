"""What can be done in the directory. Each command checks, writes and journals as one act."""

from umai.directory.commands.agencies import (
    AgencyDetails,
    close_agency,
    correct_agency,
    open_agency,
    read_agency,
    reopen_agency,
)
from umai.directory.commands.holding import Meanwhile
from umai.directory.commands.offers import (
    LocationDetails,
    ServiceDetails,
    correct_location,
    correct_service,
    open_location,
    open_service,
)

__all__ = [
    "AgencyDetails",
    "LocationDetails",
    "Meanwhile",
    "ServiceDetails",
    "close_agency",
    "correct_agency",
    "correct_location",
    "correct_service",
    "open_agency",
    "open_location",
    "open_service",
    "read_agency",
    "reopen_agency",
]
