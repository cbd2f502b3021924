"""What can be done in the directory. Each command checks, writes and journals as one act."""

from umai.directory.commands.agencies import (
    AgencyDetails,
    close_agency,
    correct_agency,
    open_agency,
    read_agency,
    reopen_agency,
)
from umai.directory.commands.confirming import confirm_entry
from umai.directory.commands.exporting import export_directory
from umai.directory.commands.holding import Meanwhile
from umai.directory.commands.importing import Imported, Read, import_directory
from umai.directory.commands.inviting import (
    Given,
    enter_code,
    invite_correction,
    revoke_invitation,
)
from umai.directory.commands.offers import (
    LocationDetails,
    ServiceDetails,
    correct_location,
    correct_service,
    open_location,
    open_service,
)
from umai.directory.commands.proposing import (
    ProposalDetails,
    accept_proposal,
    decline_proposal,
    propose_correction,
    propose_with_code,
)
from umai.directory.commands.responsibilities import (
    ResponsibilityDetails,
    end_responsibility,
    give_responsibility,
)

__all__ = [
    "AgencyDetails",
    "Given",
    "Imported",
    "LocationDetails",
    "Meanwhile",
    "ProposalDetails",
    "Read",
    "ResponsibilityDetails",
    "ServiceDetails",
    "accept_proposal",
    "close_agency",
    "confirm_entry",
    "correct_agency",
    "correct_location",
    "correct_service",
    "decline_proposal",
    "end_responsibility",
    "enter_code",
    "export_directory",
    "give_responsibility",
    "import_directory",
    "invite_correction",
    "open_agency",
    "open_location",
    "open_service",
    "propose_correction",
    "propose_with_code",
    "read_agency",
    "reopen_agency",
    "revoke_invitation",
]
