"""What can have happened with cases, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

CASE_OPENED = "cases.case_opened"
CASE_READ = "cases.case_read"
CASE_SCREENED_OUT = "cases.case_screened_out"
CASE_REGISTERED = "cases.case_registered"
CASE_ASSIGNED = "cases.case_assigned"
RISK_RATED = "cases.risk_rated"
CONCERN_NOTED = "cases.concern_noted"
CONCERN_CHANGED = "cases.concern_changed"
JOINED_CASE_TEAM = "cases.joined_case_team"
LEFT_CASE_TEAM = "cases.left_case_team"

SENTENCES = {
    CASE_OPENED: _("opened a case"),
    CASE_READ: _("looked into a case"),
    CASE_SCREENED_OUT: _("decided that no case is needed"),
    CASE_REGISTERED: _("registered a case"),
    CASE_ASSIGNED: _("gave a case to a caseworker"),
    RISK_RATED: _("rated the risk of a case"),
    CONCERN_NOTED: _("noted a concern"),
    CONCERN_CHANGED: _("changed the state of a concern"),
    JOINED_CASE_TEAM: _("added somebody to the team of a case"),
    LEFT_CASE_TEAM: _("took somebody out of the team of a case"),
}
