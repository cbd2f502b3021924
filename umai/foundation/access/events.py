"""What can have happened at the door and in the list of people, in the past tense."""

from django.utils.translation import gettext_lazy as _

SIGNED_IN = "access.signed_in"
SIGN_IN_FAILED = "access.sign_in_failed"
SIGNED_OUT = "access.signed_out"
SIGNED_OUT_EVERYWHERE = "access.signed_out_everywhere"
ENTRY_REFUSED = "access.entry_refused"
SECOND_FACTOR_CHANGED = "access.second_factor_changed"
PASSWORD_CHANGED = "access.password_changed"  # noqa: S105  # the name of an event
ORGANISATION_OPENED = "access.organisation_opened"
OFFICE_OPENED = "access.office_opened"
TEAM_OPENED = "access.team_opened"
PERSON_OPENED = "access.person_opened"
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
    SECOND_FACTOR_CHANGED: _("changed a second factor"),
    PASSWORD_CHANGED: _("changed a password"),
    ORGANISATION_OPENED: _("opened an organisation"),
    OFFICE_OPENED: _("opened an office"),
    TEAM_OPENED: _("opened a team"),
    PERSON_OPENED: _("added a person"),
    PERSON_CLOSED: _("closed a person's sign-in"),
    PERSON_READMITTED: _("opened a person's sign-in again"),
    POSTING_OPENED: _("proposed a posting"),
    POSTING_CONFIRMED: _("confirmed a posting"),
    POSTING_ENDED: _("ended a posting"),
}
