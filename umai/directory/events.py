"""What can have happened in the directory, in the past tense, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

AGENCY_OPENED = "directory.agency_opened"
AGENCY_CORRECTED = "directory.agency_corrected"
AGENCY_CLOSED = "directory.agency_closed"
AGENCY_REOPENED = "directory.agency_reopened"
SERVICE_OPENED = "directory.service_opened"
SERVICE_CORRECTED = "directory.service_corrected"
LOCATION_OPENED = "directory.location_opened"
LOCATION_CORRECTED = "directory.location_corrected"
ENTRY_CONFIRMED = "directory.entry_confirmed"
RESPONSIBILITY_GIVEN = "directory.responsibility_given"
RESPONSIBILITY_ENDED = "directory.responsibility_ended"
CORRECTION_INVITED = "directory.correction_invited"
INVITATION_REVOKED = "directory.invitation_revoked"
CODE_ENTERED = "directory.code_entered"
CODE_REFUSED = "directory.code_refused"
CORRECTION_PROPOSED = "directory.correction_proposed"
PROPOSAL_ACCEPTED = "directory.proposal_accepted"
PROPOSAL_DECLINED = "directory.proposal_declined"
DIRECTORY_IMPORTED = "directory.directory_imported"
DIRECTORY_EXPORTED = "directory.directory_exported"
CONFIDENTIAL_ENTRY_READ = "directory.confidential_entry_read"

SENTENCES = {
    AGENCY_OPENED: _("opened an agency in the directory"),
    AGENCY_CORRECTED: _("corrected an agency in the directory"),
    AGENCY_CLOSED: _("closed an agency in the directory"),
    AGENCY_REOPENED: _("reopened an agency in the directory"),
    SERVICE_OPENED: _("opened a service in the directory"),
    SERVICE_CORRECTED: _("corrected a service in the directory"),
    LOCATION_OPENED: _("opened a place in the directory"),
    LOCATION_CORRECTED: _("corrected a place in the directory"),
    ENTRY_CONFIRMED: _("confirmed an entry of the directory"),
    RESPONSIBILITY_GIVEN: _("wrote down who is responsible"),
    RESPONSIBILITY_ENDED: _("took a responsibility away"),
    CORRECTION_INVITED: _("gave an agency a code to correct its entry"),
    INVITATION_REVOKED: _("took the code of an agency back"),
    CODE_ENTERED: _("opened the entry of an agency with its code"),
    CODE_REFUSED: _("typed a code that opens no entry"),
    CORRECTION_PROPOSED: _("proposed a correction of the directory"),
    PROPOSAL_ACCEPTED: _("accepted a proposed correction"),
    PROPOSAL_DECLINED: _("declined a proposed correction"),
    DIRECTORY_IMPORTED: _("imported a directory"),
    DIRECTORY_EXPORTED: _("exported the directory"),
    CONFIDENTIAL_ENTRY_READ: _("opened a confidential entry of the directory"),
}
