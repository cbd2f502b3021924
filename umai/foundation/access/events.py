"""What can have happened at the door and in the list of people, in the past tense."""

from django.utils.translation import gettext_lazy as _

SIGNED_IN = "access.signed_in"
SIGN_IN_FAILED = "access.sign_in_failed"
SIGNED_OUT = "access.signed_out"
SIGNED_OUT_EVERYWHERE = "access.signed_out_everywhere"
ENTRY_REFUSED = "access.entry_refused"
FIELDS_UNASKED = "access.fields_unasked"
PREFERENCES_CHOSEN = "access.preferences_chosen"
SECOND_FACTOR_CHANGED = "access.second_factor_changed"
RESET_ASKED = "access.reset_asked"
RESET_CONFIRMED = "access.reset_confirmed"
ACCESS_RECOVERED = "access.access_recovered"
PASSWORD_CHANGED = "access.password_changed"  # noqa: S105  # the name of an event
PASSWORD_RENEWED = "access.password_renewed"  # noqa: S105  # the name of an event
ORGANISATION_OPENED = "access.organisation_opened"
OFFICE_OPENED = "access.office_opened"
TEAM_OPENED = "access.team_opened"
PROGRAMME_OPENED = "access.programme_opened"
PERSON_OPENED = "access.person_opened"
PERSON_CORRECTED = "access.person_corrected"
PERSON_CLOSED = "access.person_closed"
PERSON_READMITTED = "access.person_readmitted"
POSTING_OPENED = "access.posting_opened"
POSTING_CONFIRMED = "access.posting_confirmed"
POSTING_ENDED = "access.posting_ended"

SENTENCES = {
    SIGNED_IN: _("signed in"),
    SIGN_IN_FAILED: _("tried to sign in without success"),
    SIGNED_OUT: _("signed out"),
    SIGNED_OUT_EVERYWHERE: _("ended all sessions"),
    ENTRY_REFUSED: _("was refused a page"),
    FIELDS_UNASKED: _("sent fields that the form does not have; they were ignored"),
    PREFERENCES_CHOSEN: _("chose language and colours"),
    SECOND_FACTOR_CHANGED: _("changed a second factor"),
    RESET_ASKED: _("asked to take away a colleague's second factor"),
    RESET_CONFIRMED: _("took away a colleague's second factor"),
    ACCESS_RECOVERED: _("gave a person a new way in from the console"),
    PASSWORD_CHANGED: _("changed a password"),
    PASSWORD_RENEWED: _("gave a colleague a new start password"),
    ORGANISATION_OPENED: _("opened an organisation"),
    OFFICE_OPENED: _("opened an office"),
    TEAM_OPENED: _("opened a team"),
    PROGRAMME_OPENED: _("opened a programme"),
    PERSON_OPENED: _("added a person"),
    PERSON_CORRECTED: _("corrected a person's name, address or language"),
    PERSON_CLOSED: _("closed a person's sign-in"),
    PERSON_READMITTED: _("opened a person's sign-in again"),
    POSTING_OPENED: _("proposed a posting"),
    POSTING_CONFIRMED: _("confirmed a posting"),
    POSTING_ENDED: _("ended a posting"),
}
