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
CASE_PRINTED = "cases.case_printed"
READERS_WATCHED = "cases.readers_watched"
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
PLAN_BEGUN = "cases.plan_begun"
PLAN_READ = "cases.plan_read"
PLAN_WRITTEN = "cases.plan_written"
GOAL_WRITTEN = "cases.goal_written"
GOAL_DROPPED = "cases.goal_dropped"
PLAN_DROPPED = "cases.plan_dropped"
PLAN_LAID_BEFORE = "cases.plan_laid_before"
PLAN_APPROVED = "cases.plan_approved"
PLAN_RETURNED = "cases.plan_returned"
ACTION_TICKED = "cases.action_ticked"
GOAL_JUDGED = "cases.goal_judged"
PLAN_COPY_PRINTED = "cases.plan_copy_printed"
PLAN_COPY_OFFERED = "cases.plan_copy_offered"
FOLLOW_UP_PLANNED = "cases.follow_up_planned"
FOLLOW_UP_NOTED = "cases.follow_up_noted"
FOLLOW_UP_MISSED = "cases.follow_up_missed"
FOLLOW_UP_READ = "cases.follow_up_read"
REVIEW_BEGUN = "cases.review_begun"
REVIEW_WRITTEN = "cases.review_written"
REVIEW_ENDED = "cases.review_ended"
REVIEW_READ = "cases.review_read"
TASK_GIVEN = "cases.task_given"
TASK_ENDED = "cases.task_ended"
SESSION_RECORDED = "cases.session_recorded"
SESSION_CORRECTED = "cases.session_corrected"
SESSION_READ = "cases.session_read"
PROCESS_NOTE_WRITTEN = "cases.process_note_written"
PROCESS_NOTE_CORRECTED = "cases.process_note_corrected"
PROCESS_NOTE_READ = "cases.process_note_read"
NOTE_SUPERVISOR_NAMED = "cases.note_supervisor_named"
SCORE_NOTED = "cases.score_noted"
SCORE_STRUCK = "cases.score_struck"
SCORES_READ = "cases.scores_read"
CLOSURE_ASKED = "cases.closure_asked"
CLOSURE_READ = "cases.closure_read"
CASE_CLOSED = "cases.case_closed"
CLOSURE_REFUSED = "cases.closure_refused"
ATTEMPT_NOTED = "cases.attempt_noted"
CASE_REOPENED = "cases.case_reopened"
CASE_HELD = "cases.case_held"
CASE_RELEASED = "cases.case_released"
TRANSFER_ASKED = "cases.transfer_asked"
TRANSFER_READ = "cases.transfer_read"
TRANSFER_ACCEPTED = "cases.transfer_accepted"
TRANSFER_REFUSED = "cases.transfer_refused"
TRANSFER_WITHDRAWN = "cases.transfer_withdrawn"
HANDOVER_OFFERED = "cases.handover_offered"
HANDOVER_READ = "cases.handover_read"
HANDOVER_ACCEPTED = "cases.handover_accepted"
HANDOVER_REFUSED = "cases.handover_refused"
CASE_TRANSFERRED = "cases.case_transferred"
CASE_MERGED = "cases.case_merged"
CASE_UNMERGED = "cases.case_unmerged"
CASES_REMINDED = "cases.cases_reminded"
SUPERVISION_RECORDED = "cases.supervision_recorded"
SUPERVISION_READ = "cases.supervision_read"
SUPERVISION_CORRECTED = "cases.supervision_corrected"
SUPERVISION_CONFIRMED = "cases.supervision_confirmed"
FILE_AUDITED = "cases.file_audited"
AUDIT_READ = "cases.audit_read"
AUDIT_CORRECTED = "cases.audit_corrected"
AUDIT_ANSWERED = "cases.audit_answered"

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
    CASE_PRINTED: _("printed the file of a case"),
    READERS_WATCHED: _("looked who had opened a case"),
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
    PLAN_BEGUN: _("began a version of a plan"),
    PLAN_READ: _("read a plan"),
    PLAN_WRITTEN: _("wrote on a plan"),
    GOAL_WRITTEN: _("wrote a goal of a plan"),
    GOAL_DROPPED: _("took a goal out of a plan"),
    PLAN_DROPPED: _("laid a version of a plan aside"),
    PLAN_LAID_BEFORE: _("asked for approval of a plan"),
    PLAN_APPROVED: _("approved a plan"),
    PLAN_RETURNED: _("gave a plan back"),
    ACTION_TICKED: _("ticked an action of a plan"),
    GOAL_JUDGED: _("said how far a goal has come"),
    PLAN_COPY_PRINTED: _("printed the plan for the child"),
    PLAN_COPY_OFFERED: _("noted that the plan was offered to the child"),
    FOLLOW_UP_PLANNED: _("planned a follow-up"),
    FOLLOW_UP_NOTED: _("noted a follow-up"),
    FOLLOW_UP_MISSED: _("noted that a follow-up did not happen"),
    FOLLOW_UP_READ: _("read a follow-up"),
    REVIEW_BEGUN: _("began to review a plan"),
    REVIEW_WRITTEN: _("wrote on a review"),
    REVIEW_ENDED: _("ended a review"),
    REVIEW_READ: _("read a review"),
    TASK_GIVEN: _("gave a task"),
    TASK_ENDED: _("settled a task"),
    SESSION_RECORDED: _("wrote down a session or service"),
    SESSION_CORRECTED: _("corrected a session or service"),
    SESSION_READ: _("read about a session or service"),
    PROCESS_NOTE_WRITTEN: _("wrote a process note"),
    PROCESS_NOTE_CORRECTED: _("corrected a process note"),
    PROCESS_NOTE_READ: _("read a process note"),
    NOTE_SUPERVISOR_NAMED: _("named who supervises a process note"),
    SCORE_NOTED: _("noted a score"),
    SCORE_STRUCK: _("struck a score out"),
    SCORES_READ: _("looked at the scores of a case"),
    CLOSURE_ASKED: _("asked for the closure of a case"),
    CLOSURE_READ: _("read what was said at the end of a case"),
    CASE_CLOSED: _("closed a case"),
    CLOSURE_REFUSED: _("gave a request for closure back"),
    ATTEMPT_NOTED: _("noted an attempt to reach a child"),
    CASE_REOPENED: _("reopened a case"),
    CASE_HELD: _("put a case on hold"),
    CASE_RELEASED: _("took a case up again"),
    TRANSFER_ASKED: _("offered a case to another team"),
    TRANSFER_READ: _("read the handover of a case"),
    TRANSFER_ACCEPTED: _("took a case over"),
    TRANSFER_REFUSED: _("refused to take a case over"),
    TRANSFER_WITHDRAWN: _("took the offer of a case back"),
    HANDOVER_OFFERED: _("offered a case to another organisation"),
    HANDOVER_READ: _("read the offer of another organisation"),
    HANDOVER_ACCEPTED: _("took a case over from another organisation"),
    HANDOVER_REFUSED: _("refused a case of another organisation"),
    CASE_TRANSFERRED: _("a case went to another organisation"),
    CASE_MERGED: _("merged a case into another"),
    CASE_UNMERGED: _("undid the merge of a case"),
    CASES_REMINDED: _("reminded people of cases"),
    SUPERVISION_RECORDED: _("wrote down supervision of a colleague"),
    SUPERVISION_READ: _("read a record of supervision"),
    SUPERVISION_CORRECTED: _("corrected a record of supervision"),
    SUPERVISION_CONFIRMED: _("confirmed having read a record of supervision"),
    FILE_AUDITED: _("looked through the file of a case by the checklist"),
    AUDIT_READ: _("read the audit of a file"),
    AUDIT_CORRECTED: _("corrected the audit of a file"),
    AUDIT_ANSWERED: _("answered the audit of a file"),
}
