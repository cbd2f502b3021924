"""What can have happened with referrals, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

REFERRAL_DRAFTED = "referrals.referral_drafted"
REFERRAL_WRITTEN = "referrals.referral_written"
CONSENT_AWAITED = "referrals.consent_awaited"
REFERRAL_SENT = "referrals.referral_sent"
REFERRAL_PREVIEWED = "referrals.referral_previewed"
REFERRAL_READ = "referrals.referral_read"
REFERRAL_REVOKED = "referrals.referral_revoked"
REFERRAL_EXPIRED = "referrals.referral_expired"
ACCESS_ENDED = "referrals.access_ended"
LETTER_PRINTED = "referrals.letter_printed"
CODE_GIVEN = "referrals.code_given"
CODE_TAKEN_BACK = "referrals.code_taken_back"
DOOR_OPENED = "referrals.door_opened"
DOOR_REFUSED = "referrals.door_refused"
DOOR_LEFT = "referrals.door_left"
SHOWN_TO_PROVIDER = "referrals.shown_to_provider"
REFERRAL_RECEIVED = "referrals.referral_received"
REFERRAL_ACCEPTED = "referrals.referral_accepted"
REFERRAL_REFUSED = "referrals.referral_refused"
APPOINTMENT_GIVEN = "referrals.appointment_given"
SERVICE_BEGUN = "referrals.service_begun"
SERVICE_CONFIRMED = "referrals.service_confirmed"
SERVICE_FAILED = "referrals.service_failed"
FEEDBACK_NOTED = "referrals.feedback_noted"
UNMET_NEED_RECORDED = "referrals.unmet_need_recorded"
ARRIVAL_RECORDED = "referrals.arrival_recorded"
ARRIVAL_READ = "referrals.arrival_read"
ARRIVAL_TAKEN_IN = "referrals.arrival_taken_in"
ARRIVAL_REFUSED = "referrals.arrival_refused"
REFERRALS_REMINDED = "referrals.referrals_reminded"

SENTENCES = {
    REFERRAL_DRAFTED: _("began a referral"),
    REFERRAL_WRITTEN: _("wrote on a referral"),
    CONSENT_AWAITED: _("waits for consent to a referral"),
    REFERRAL_SENT: _("sent a referral"),
    REFERRAL_PREVIEWED: _("looked at what a referral tells"),
    REFERRAL_READ: _("read a referral"),
    REFERRAL_REVOKED: _("took a referral back"),
    REFERRAL_EXPIRED: _("a referral that nobody answered ended"),
    ACCESS_ENDED: _("what a referral told can no longer be opened"),
    LETTER_PRINTED: _("printed the letter of a referral"),
    CODE_GIVEN: _("gave a code for a referral"),
    CODE_TAKEN_BACK: _("took the code of a referral back"),
    DOOR_OPENED: _("opened a referral with a code"),
    DOOR_REFUSED: _("was refused at the door of referrals"),
    DOOR_LEFT: _("closed the page of a referral"),
    SHOWN_TO_PROVIDER: _("was shown what a referral tells"),
    REFERRAL_RECEIVED: _("received a referral"),
    REFERRAL_ACCEPTED: _("accepted a referral"),
    REFERRAL_REFUSED: _("refused a referral"),
    APPOINTMENT_GIVEN: _("gave an appointment for a referral"),
    SERVICE_BEGUN: _("began the service of a referral"),
    SERVICE_CONFIRMED: _("confirmed that the service of a referral happened"),
    SERVICE_FAILED: _("noted that the service of a referral did not happen"),
    FEEDBACK_NOTED: _("noted what was said after a referral"),
    UNMET_NEED_RECORDED: _("noted a need that nobody can meet"),
    ARRIVAL_RECORDED: _("wrote down a referral that came in"),
    ARRIVAL_READ: _("read a referral that came in"),
    ARRIVAL_TAKEN_IN: _("took in a referral that came in"),
    ARRIVAL_REFUSED: _("did not take in a referral that came in"),
    REFERRALS_REMINDED: _("reminded people of referrals"),
}
