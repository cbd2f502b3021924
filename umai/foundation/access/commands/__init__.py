"""What can be done about people and postings, each as one act with its entry."""

from umai.foundation.access.commands.factors import ask_reset, confirm_reset, recover_access
from umai.foundation.access.commands.organisations import (
    OrganisationDetails,
    open_office,
    open_organisation,
    open_programme,
    open_team,
)
from umai.foundation.access.commands.people import (
    NewPerson,
    PersonDetails,
    choose_preferences,
    close_person,
    correct_person,
    open_person,
    readmit_person,
    renew_password,
    sign_out_everywhere,
)
from umai.foundation.access.commands.postings import (
    PostingDetails,
    confirm_posting,
    end_posting,
    ends_only_when,
    open_posting,
)

__all__ = [
    "NewPerson",
    "OrganisationDetails",
    "PersonDetails",
    "PostingDetails",
    "ask_reset",
    "choose_preferences",
    "close_person",
    "confirm_posting",
    "confirm_reset",
    "correct_person",
    "end_posting",
    "ends_only_when",
    "open_office",
    "open_organisation",
    "open_person",
    "open_posting",
    "open_programme",
    "open_team",
    "readmit_person",
    "recover_access",
    "renew_password",
    "sign_out_everywhere",
]
