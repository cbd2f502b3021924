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
ASSESSMENT_BEGUN = "cases.assessment_begun"
ASSESSMENT_READ = "cases.assessment_read"
DOMAIN_ASSESSED = "cases.domain_assessed"
ASSESSMENT_SUMMED_UP = "cases.assessment_summed_up"
ASSESSMENT_FINISHED = "cases.assessment_finished"
ASSESSMENT_LAID_BEFORE = "cases.assessment_laid_before"
ASSESSMENT_APPROVED = "cases.assessment_approved"
ASSESSMENT_RETURNED = "cases.assessment_returned"
INTERESTS_BEGUN = "cases.interests_begun"
INTERESTS_READ = "cases.interests_read"
INTERESTS_WEIGHED = "cases.interests_weighed"
INTERESTS_LAID_BEFORE = "cases.interests_laid_before"
INTERESTS_APPROVED = "cases.interests_approved"
INTERESTS_RETURNED = "cases.interests_returned"
MEETING_CALLED = "cases.meeting_called"
MEETING_READ = "cases.meeting_read"
MEETING_HELD = "cases.meeting_held"
MEETING_CANCELLED = "cases.meeting_cancelled"
MINUTES_ISSUED = "cases.minutes_issued"
RECOMMENDATION_ANSWERED = "cases.recommendation_answered"
REPORT_DECIDED = "cases.report_decided"
REPORT_DECISIONS_READ = "cases.report_decisions_read"

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
    ASSESSMENT_BEGUN: _("began an assessment"),
    ASSESSMENT_READ: _("read an assessment"),
    DOMAIN_ASSESSED: _("assessed one domain"),
    ASSESSMENT_SUMMED_UP: _("summed an assessment up"),
    ASSESSMENT_FINISHED: _("finished a rapid assessment"),
    ASSESSMENT_LAID_BEFORE: _("asked for approval of an assessment"),
    ASSESSMENT_APPROVED: _("approved an assessment"),
    ASSESSMENT_RETURNED: _("gave an assessment back"),
    INTERESTS_BEGUN: _("began a best-interests paper"),
    INTERESTS_READ: _("read a best-interests paper"),
    INTERESTS_WEIGHED: _("wrote on a best-interests paper"),
    INTERESTS_LAID_BEFORE: _("asked for approval of a best-interests paper"),
    INTERESTS_APPROVED: _("approved a best-interests paper"),
    INTERESTS_RETURNED: _("gave a best-interests paper back"),
    MEETING_CALLED: _("called a meeting about a case"),
    MEETING_READ: _("read the minutes of a meeting"),
    MEETING_HELD: _("wrote down that a meeting was held"),
    MEETING_CANCELLED: _("cancelled a meeting"),
    MINUTES_ISSUED: _("issued the minutes of a meeting"),
    RECOMMENDATION_ANSWERED: _("answered a recommendation of a meeting"),
    REPORT_DECIDED: _("decided whether violence is reported"),
    REPORT_DECISIONS_READ: _("read the decisions to report"),
}
