"""What can have happened at the hotline, in the past tense, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

CONTACT_RECORDED = "hotline.contact_recorded"
CONTACT_READ = "hotline.contact_read"
CONTACT_CORRECTED = "hotline.contact_corrected"
CONTACTS_LINKED = "hotline.contacts_linked"
CONTACT_HANDED_OVER = "hotline.contact_handed_over"
NUMBER_REVEALED = "hotline.number_revealed"
CALL_BACK_TRIED = "hotline.call_back_tried"
EMERGENCY_TAKEN = "hotline.emergency_taken"
EMERGENCY_ENDED = "hotline.emergency_ended"
ALARM_PASSED_ON = "hotline.alarm_passed_on"
FOLLOW_UP_DONE = "hotline.follow_up_done"
CONTACT_CLOSED = "hotline.contact_closed"
CONTACT_REOPENED = "hotline.contact_reopened"
CONTACTS_IMPORTED = "hotline.contacts_imported"
DRAFT_BEGUN = "hotline.draft_begun"
DRAFT_DISCARDED = "hotline.draft_discarded"
DRAFTS_EXPIRED = "hotline.drafts_expired"

SENTENCES = {
    CONTACT_RECORDED: _("recorded a contact"),
    CONTACT_READ: _("opened a contact"),
    CONTACT_CORRECTED: _("corrected a contact"),
    CONTACTS_LINKED: _("linked two contacts"),
    CONTACT_HANDED_OVER: _("handed a contact over"),
    NUMBER_REVEALED: _("had a number shown"),
    CALL_BACK_TRIED: _("tried to call back"),
    EMERGENCY_TAKEN: _("took an emergency"),
    EMERGENCY_ENDED: _("ended an emergency"),
    ALARM_PASSED_ON: _("passed an alarm to the next on the roster"),
    FOLLOW_UP_DONE: _("did a follow-up"),
    CONTACT_CLOSED: _("closed a contact"),
    CONTACT_REOPENED: _("reopened a contact"),
    CONTACTS_IMPORTED: _("imported contacts"),
    DRAFT_BEGUN: _("began to write down a contact"),
    DRAFT_DISCARDED: _("threw an unfinished contact away"),
    DRAFTS_EXPIRED: _("let old drafts expire"),
}
