"""What can have happened with people whom we know, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

PEOPLE_LOADED = "people.people_loaded"
ROW_REVEALED = "people.row_revealed"
PEOPLE_SEARCHED = "people.people_searched"
CHILD_REGISTERED = "people.child_registered"
INDIVIDUAL_READ = "people.individual_read"
INDIVIDUAL_CORRECTED = "people.individual_corrected"
WATCHED_READERS = "people.watched_readers"
HISTORY_READ = "people.history_read"
HISTORY_REVEALED = "people.history_revealed"
IDENTITY_REVEALED = "people.identity_revealed"
NAMED_IN_CIRCLE = "people.named_in_circle"
TAKEN_OUT_OF_CIRCLE = "people.taken_out_of_circle"
SHUT_OUT = "people.shut_out"
GLASS_BROKEN = "people.glass_broken"
PEOPLE_MERGED = "people.people_merged"
MERGE_UNDONE = "people.merge_undone"
SAID_NOT_SAME = "people.said_not_same"
PAIRS_PROPOSED = "people.pairs_proposed"
PEOPLE_COMPARED = "people.people_compared"
STAYS_WATCHED = "people.stays_watched"
RETENTION_WATCHED = "people.retention_watched"
HOLD_PUT = "people.hold_put"
HOLD_LIFTED = "people.hold_lifted"
ERASURE_ASKED = "people.erasure_asked"
ERASURE_TAKEN_BACK = "people.erasure_taken_back"
INDIVIDUAL_ERASED = "people.individual_erased"
CERTIFICATE_READ = "people.certificate_read"
DOCUMENT_NOTED = "people.document_noted"
DOCUMENT_CORRECTED = "people.document_corrected"
DOCUMENT_READ = "people.document_read"
RELATION_NOTED = "people.relation_noted"
RELATION_CORRECTED = "people.relation_corrected"
RELATION_ENDED = "people.relation_ended"
RELATION_READ = "people.relation_read"
DETAILS_REVEALED = "people.details_revealed"
LIVES_TOGETHER = "people.lives_together"
HOUSEHOLD_CORRECTED = "people.household_corrected"
HOUSEHOLD_READ = "people.household_read"
TEAM_ASKED = "people.team_asked"
INQUIRY_READ = "people.inquiry_read"
INQUIRY_ANSWERED = "people.inquiry_answered"
CONSENT_NOTED = "people.consent_noted"
CONSENT_WITHDRAWN = "people.consent_withdrawn"
CONSENT_OVERRIDDEN = "people.consent_overridden"
CONSENT_FORM_PRINTED = "people.consent_form_printed"
FILE_ATTACHED = "people.file_attached"
FILE_OPENED = "people.file_opened"
ORIGINAL_OPENED = "people.original_opened"
FILE_REMOVED = "people.file_removed"
FILE_LOOKED_AT = "people.file_looked_at"
FILE_REDACTED = "people.file_redacted"
INCIDENT_REPORTED = "people.incident_reported"
INCIDENT_READ = "people.incident_read"
NOTICE_GIVEN = "people.notice_given"
INCIDENT_STEP_NOTED = "people.incident_step_noted"
INCIDENT_CLOSED = "people.incident_closed"
UNSEALING_ASKED = "people.unsealing_asked"
UNSEALING_READ = "people.unsealing_read"
UNSEALING_GRANTED = "people.unsealing_granted"
UNSEALING_REFUSED = "people.unsealing_refused"
REPORTER_SEEN = "people.reporter_seen"
REQUEST_NOTED = "people.request_noted"
REQUEST_READ = "people.request_read"
PROOF_NOTED = "people.proof_noted"
REQUEST_EXTENDED = "people.request_extended"
REQUEST_ANSWERED = "people.request_answered"
COPY_MADE = "people.copy_made"
LIMITS_REMINDED = "people.limits_reminded"

SENTENCES = {
    PEOPLE_LOADED: _("loaded a register of people"),
    ROW_REVEALED: _("had a name in a register shown"),
    PEOPLE_SEARCHED: _("searched for a person"),
    CHILD_REGISTERED: _("registered a child"),
    INDIVIDUAL_READ: _("opened the record of a person"),
    INDIVIDUAL_CORRECTED: _("corrected the record of a person"),
    WATCHED_READERS: _("looked who had opened the record of a person"),
    HISTORY_READ: _("opened the history of a person"),
    HISTORY_REVEALED: _("had the names in the history of a person shown"),
    IDENTITY_REVEALED: _("had a name shown"),
    NAMED_IN_CIRCLE: _("let somebody into a circle"),
    TAKEN_OUT_OF_CIRCLE: _("took somebody out of a circle"),
    SHUT_OUT: _("shut a colleague out of a circle"),
    GLASS_BROKEN: _("broke the glass"),
    PEOPLE_MERGED: _("merged two records of one person"),
    MERGE_UNDONE: _("undid a merge"),
    SAID_NOT_SAME: _("said that two records are two people"),
    PAIRS_PROPOSED: _("found records that may be of one person"),
    PEOPLE_COMPARED: _("compared two records"),
    STAYS_WATCHED: _("warned of stays that end soon"),
    RETENTION_WATCHED: _("looked which records must be erased soon"),
    HOLD_PUT: _("forbade to erase a record"),
    HOLD_LIFTED: _("allowed to erase a record again"),
    ERASURE_ASKED: _("asked to erase a record"),
    ERASURE_TAKEN_BACK: _("took back that a record be erased"),
    INDIVIDUAL_ERASED: _("erased a record"),
    CERTIFICATE_READ: _("opened the certificate of an erasure"),
    DOCUMENT_NOTED: _("noted a document"),
    DOCUMENT_CORRECTED: _("corrected what is known of a document"),
    DOCUMENT_READ: _("had the number of a document shown"),
    RELATION_NOTED: _("noted a relative or carer"),
    RELATION_CORRECTED: _("corrected what is known of a relative"),
    RELATION_ENDED: _("said that a relation ended"),
    RELATION_READ: _("had the name of a relative shown"),
    DETAILS_REVEALED: _("had document numbers and names of the family shown"),
    LIVES_TOGETHER: _("noted who lives together"),
    HOUSEHOLD_CORRECTED: _("corrected a place in a household"),
    HOUSEHOLD_READ: _("opened a household"),
    TEAM_ASKED: _("asked another team about a child"),
    INQUIRY_READ: _("opened a question of another team"),
    INQUIRY_ANSWERED: _("answered a question of another team"),
    CONSENT_NOTED: _("noted a consent"),
    CONSENT_WITHDRAWN: _("noted that a consent was taken back"),
    CONSENT_OVERRIDDEN: _("overrode a consent"),
    CONSENT_FORM_PRINTED: _("printed a consent form"),
    FILE_ATTACHED: _("attached a file"),
    FILE_OPENED: _("opened a file"),
    ORIGINAL_OPENED: _("opened a file as it came"),
    FILE_REMOVED: _("gave a file up"),
    FILE_LOOKED_AT: _("looked at a page of a file"),
    FILE_REDACTED: _("made a redacted copy of a file"),
    INCIDENT_REPORTED: _("reported an incident"),
    INCIDENT_READ: _("opened an incident"),
    NOTICE_GIVEN: _("noted the notice to the authority"),
    INCIDENT_STEP_NOTED: _("noted what was done about an incident"),
    INCIDENT_CLOSED: _("closed an incident"),
    UNSEALING_ASKED: _("asked who reported an incident"),
    UNSEALING_READ: _("opened the question who reported an incident"),
    UNSEALING_GRANTED: _("agreed that the name of a reporter be opened"),
    UNSEALING_REFUSED: _("refused to open the name of a reporter"),
    REPORTER_SEEN: _("had the name of a reporter shown"),
    REQUEST_NOTED: _("noted what somebody asks about their data"),
    REQUEST_READ: _("opened what somebody asks about their data"),
    PROOF_NOTED: _("noted how somebody showed who they are"),
    REQUEST_EXTENDED: _("extended the time for an answer"),
    REQUEST_ANSWERED: _("noted the answer to a request"),
    COPY_MADE: _("made a copy of what is held about a person"),
    LIMITS_REMINDED: _("reminded of limits that end"),
}

# Acts that only look: they stand in the journal, not in the history of what was changed.
LOOKS = frozenset(
    {
        INDIVIDUAL_READ,
        WATCHED_READERS,
        HISTORY_READ,
        HISTORY_REVEALED,
        IDENTITY_REVEALED,
        PEOPLE_COMPARED,
        DOCUMENT_READ,
        RELATION_READ,
        DETAILS_REVEALED,
        CONSENT_FORM_PRINTED,
        COPY_MADE,
        FILE_OPENED,
        ORIGINAL_OPENED,
    }
)
