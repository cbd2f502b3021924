"""What can have happened at the hotline, in the past tense, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

CONTACT_RECORDED = "hotline.contact_recorded"
CONTACT_READ = "hotline.contact_read"
CONTACT_CORRECTED = "hotline.contact_corrected"
HISTORY_READ = "hotline.history_read"
CONTACTS_LINKED = "hotline.contacts_linked"
CALLER_CODE_MISSED = "hotline.caller_code_missed"
CONTACTS_UNLINKED = "hotline.contacts_unlinked"
CONTACT_HANDED_OVER = "hotline.contact_handed_over"
NUMBER_REVEALED = "hotline.number_revealed"
CALL_BACK_PLANNED = "hotline.call_back_planned"
CALL_BACK_TRIED = "hotline.call_back_tried"
ATTEMPTS_GRANTED = "hotline.attempts_granted"
EMERGENCY_TAKEN = "hotline.emergency_taken"
FIRST_ACTION_NOTED = "hotline.first_action_noted"
EMERGENCY_ENDED = "hotline.emergency_ended"
ALARM_PASSED_ON = "hotline.alarm_passed_on"
FOLLOW_UP_NOTED = "hotline.follow_up_noted"
CASE_LINKED = "hotline.case_linked"
PEOPLE_REMINDED = "hotline.people_reminded"
CONTACT_CLOSED = "hotline.contact_closed"
CONTACT_REOPENED = "hotline.contact_reopened"
CONTACTS_IMPORTED = "hotline.contacts_imported"
CONSULTATION_GIVEN = "hotline.consultation_given"
CONSULTATION_CORRECTED = "hotline.consultation_corrected"
CONSULTATIONS_IMPORTED = "hotline.consultations_imported"
DRAFT_BEGUN = "hotline.draft_begun"
DRAFT_DISCARDED = "hotline.draft_discarded"
DRAFTS_EXPIRED = "hotline.drafts_expired"

SENTENCES = {
    CONTACT_RECORDED: _("recorded a contact"),
    CONTACT_READ: _("opened a contact"),
    CONTACT_CORRECTED: _("corrected a contact"),
    HISTORY_READ: _("opened the history of a contact"),
    CONTACTS_LINKED: _("linked two contacts"),
    CALLER_CODE_MISSED: _("typed a caller's code that led nowhere"),
    CONTACTS_UNLINKED: _("took the link of two contacts away"),
    CONTACT_HANDED_OVER: _("handed a contact over"),
    NUMBER_REVEALED: _("had a number shown"),
    CALL_BACK_PLANNED: _("agreed on a call-back"),
    CALL_BACK_TRIED: _("tried to call back"),
    ATTEMPTS_GRANTED: _("allowed more attempts to call back"),
    EMERGENCY_TAKEN: _("took an emergency"),
    FIRST_ACTION_NOTED: _("noted the first action"),
    EMERGENCY_ENDED: _("ended an emergency"),
    ALARM_PASSED_ON: _("passed an alarm to the next on the roster"),
    FOLLOW_UP_NOTED: _("followed up"),
    CASE_LINKED: _("linked a contact with a case"),
    PEOPLE_REMINDED: _("reminded people of what is due"),
    CONTACT_CLOSED: _("closed a contact"),
    CONTACT_REOPENED: _("reopened a contact"),
    CONTACTS_IMPORTED: _("imported contacts"),
    CONSULTATION_GIVEN: _("gave a consultation"),
    CONSULTATION_CORRECTED: _("corrected a consultation"),
    CONSULTATIONS_IMPORTED: _("imported consultations"),
    DRAFT_BEGUN: _("began to write down a contact"),
    DRAFT_DISCARDED: _("threw an unfinished contact away"),
    DRAFTS_EXPIRED: _("let old drafts expire"),
}
