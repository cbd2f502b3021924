"""The closed lists of the room. States, risk levels, concerns and reasons are vocabulary."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.notices.terms import Kind


class State(StrEnum):
    """Codes of the list `case_state`, as far as the rules know them."""

    IDENTIFIED = "IDENTIFIED"
    SCREENED_OUT = "SCREENED_OUT"
    REGISTERED = "REGISTERED"
    ASSESSMENT = "ASSESSMENT"
    ASSESSMENT_APPROVED = "ASSESSMENT_APPROVED"
    CONFERENCE = "CONFERENCE"
    PLAN_DRAFT = "PLAN_DRAFT"
    PLAN_APPROVED = "PLAN_APPROVED"
    IN_PROGRESS = "IN_PROGRESS"
    UNDER_REVIEW = "UNDER_REVIEW"
    CLOSURE_REQUESTED = "CLOSURE_REQUESTED"
    CLOSED = "CLOSED"
    TRANSFER_PENDING = "TRANSFER_PENDING"
    TRANSFERRED = "TRANSFERRED"
    ON_HOLD = "ON_HOLD"
    MERGED = "MERGED"


class Risk(StrEnum):
    """Codes of the list `risk_level`."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"
    NONE = "NONE"


class FactKind(TextChoices):
    """What can have happened to a case. Its state is nothing but what these facts add up to."""

    OPENED = "opened", pgettext_lazy("case", "Opened")
    SCREENED_OUT = "screened_out", pgettext_lazy("case", "No case is needed")
    REGISTERED = "registered", pgettext_lazy("case", "Registered")
    ASSIGNED = "assigned", pgettext_lazy("case", "Given to a caseworker")
    ASSESSMENT_BEGUN = "assessment_begun", pgettext_lazy("case", "Assessment begun")
    ASSESSMENT_APPROVED = "assessment_approved", pgettext_lazy("case", "Assessment approved")
    MEETING_CALLED = "meeting_called", pgettext_lazy("case", "Meeting called")
    MEETING_HELD = "meeting_held", pgettext_lazy("case", "Meeting held")
    PLAN_BEGUN = "plan_begun", pgettext_lazy("case", "Plan begun")
    PLAN_APPROVED = "plan_approved", pgettext_lazy("case", "Plan approved")
    SERVICE_GIVEN = "service_given", pgettext_lazy("case", "First help given")
    REVIEW_BEGUN = "review_begun", pgettext_lazy("case", "Review begun")
    REVIEW_ENDED = "review_ended", pgettext_lazy("case", "Review ended")
    CLOSURE_ASKED = "closure_asked", pgettext_lazy("case", "Closure asked for")
    CLOSURE_REFUSED = "closure_refused", pgettext_lazy("case", "Closure refused")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    TRANSFER_ASKED = "transfer_asked", pgettext_lazy("case", "Transfer asked for")
    TRANSFER_ACCEPTED = "transfer_accepted", pgettext_lazy("case", "Taken over")
    TRANSFER_REFUSED = "transfer_refused", pgettext_lazy("case", "Transfer refused")
    TRANSFERRED = "transferred", pgettext_lazy("case", "Handed over to another organisation")
    HELD = "held", pgettext_lazy("case", "Put on hold")
    RELEASED = "released", pgettext_lazy("case", "Taken up again")
    REOPENED = "reopened", pgettext_lazy("case", "Reopened")
    MERGED = "merged", pgettext_lazy("case", "Merged into another case")
    UNMERGED = "unmerged", pgettext_lazy("case", "Merge undone")


class Source(TextChoices):
    """How a case came to us."""

    CONTACT = "contact", pgettext_lazy("case source", "Hotline contact")
    VISIT = "visit", pgettext_lazy("case source", "Visit to our office")
    OUTREACH = "outreach", pgettext_lazy("case source", "Met at the border or on the street")
    REFERRAL = "referral", pgettext_lazy("case source", "Referred by an agency")
    RELATIVE = "relative", pgettext_lazy("case source", "The child or the family asked")
    DIRECT = "direct", pgettext_lazy("case source", "We saw it ourselves")


class CaseRole(TextChoices):
    """What somebody does in the team of a case."""

    OWNER = "owner", pgettext_lazy("case role", "Leads the case")
    SOCIAL_WORKER = "social_worker", pgettext_lazy("case role", "Social worker")
    PSYCHOLOGIST = "psychologist", pgettext_lazy("case role", "Psychologist")
    LAWYER = "lawyer", pgettext_lazy("case role", "Lawyer")
    OTHER = "other", pgettext_lazy("case role", "Works along")


class ClockKind(TextChoices):
    """What is due. Each clock runs under a rule and keeps the version it began with."""

    SCREEN = "screen", pgettext_lazy("clock", "Decide whether a case is needed")
    REGISTER = "register", pgettext_lazy("clock", "Registration")
    ASSIGN = "assign", pgettext_lazy("clock", "Give to a caseworker")
    FIRST_ACTION = "first_action", pgettext_lazy("clock", "First action")
    FACE = "face", pgettext_lazy("clock", "First meeting face to face")
    ASSESS = "assess", pgettext_lazy("clock", "Full assessment")
    MEETING = "meeting", pgettext_lazy("clock", "Child-rights meeting")
    MINUTES = "minutes", pgettext_lazy("clock", "Minutes of the meeting")
    REASONS = "reasons", pgettext_lazy("clock", "Written reasons of the coordinator")
    PLAN = "plan", pgettext_lazy("clock", "Approved plan")
    FOLLOW_UP = "follow_up", pgettext_lazy("clock", "Follow-up")
    REVIEW = "review", pgettext_lazy("clock", "Review of the plan")
    REPORT = "report", pgettext_lazy("clock", "Decide whether to report violence")
    CLOSE = "close", pgettext_lazy("clock", "Decide on closure")
    TRANSFER = "transfer", pgettext_lazy("clock", "Answer to a transfer")
    HOLD = "hold", pgettext_lazy("clock", "End of the hold")
    REOPEN = "reopen", pgettext_lazy("clock", "Assessment after reopening")


class ClockState(TextChoices):
    """How a clock stands."""

    RUNNING = "running", pgettext_lazy("clock", "Running")
    MET = "met", pgettext_lazy("clock", "Done")
    STOPPED = "stopped", pgettext_lazy("clock", "No longer asked")


class Approvable(TextChoices):
    """What a second person approves."""

    ASSESSMENT = "assessment", pgettext_lazy("approval", "Assessment")
    BEST_INTERESTS = "best_interests", pgettext_lazy("approval", "Best-interests decision")
    PLAN = "plan", pgettext_lazy("approval", "Plan")
    CLOSURE = "closure", pgettext_lazy("approval", "Closure")
    TRANSFER = "transfer", pgettext_lazy("approval", "Transfer")


class ApprovalState(TextChoices):
    """What became of it."""

    ASKED = "asked", pgettext_lazy("approval", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    RETURNED = "returned", pgettext_lazy("approval", "Given back")
    TAKEN_BACK = "taken_back", pgettext_lazy("approval", "Taken back")


class PaperState(TextChoices):
    """How far an assessment or a best-interests paper has come."""

    DRAFT = "draft", pgettext_lazy("paper", "Being written")
    ASKED = "asked", pgettext_lazy("paper", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("paper", "Approved")
    DONE = "done", pgettext_lazy("paper", "Done")


class AssessmentKind(TextChoices):
    """How deep an assessment goes."""

    RAPID = "rapid", pgettext_lazy("assessment", "Rapid assessment")
    COMPREHENSIVE = "comprehensive", pgettext_lazy("assessment", "Comprehensive assessment")


class InterestsKind(TextChoices):
    """Who says what is best: one trained person, or a panel."""

    SHORT = "short", pgettext_lazy("best interests", "Short assessment, urgent")
    ASSESSMENT = "assessment", pgettext_lazy("best interests", "Best-interests assessment")
    DETERMINATION = "determination", pgettext_lazy("best interests", "Determination by a panel")


class MeetingKind(TextChoices):
    """What a meeting is for."""

    CONFERENCE = "conference", pgettext_lazy("meeting", "Case conference")
    RIGHTS = "rights", pgettext_lazy("meeting", "Child-rights meeting")
    REVIEW = "review", pgettext_lazy("meeting", "Review meeting")


class MeetingState(TextChoices):
    """What became of a meeting."""

    CALLED = "called", pgettext_lazy("meeting", "Called")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class MeetingAnswer(TextChoices):
    """What the coordinator says to a recommendation."""

    ACCEPTED = "accepted", pgettext_lazy("recommendation", "Followed")
    NOT_FOLLOWED = "not_followed", pgettext_lazy("recommendation", "Not followed")


class Discipline(TextChoices):
    """Whose work something in the story of a case is."""

    COURSE = "course", pgettext_lazy("discipline", "Course of the case")
    SOCIAL = "social", pgettext_lazy("discipline", "Social work")
    LAW = "law", pgettext_lazy("discipline", "Legal help")
    PSYCHOLOGY = "psychology", pgettext_lazy("discipline", "Psychology")


class NextStep(TextChoices):
    """What is to be done next, from where the case stands."""

    REGISTER = "register", _("Register the case, or say that none is needed")
    ASSIGN = "assign", _("Give the case to a caseworker")
    ASSESS = "assess", _("Assess how the child is")
    APPROVE_ASSESSMENT = "approve_assessment", _("Finish the assessment and have it approved")
    MEET = "meet", _("Call the child-rights meeting")
    HOLD_MEETING = "hold_meeting", _("Hold the meeting, then make the plan")
    PLAN = "plan", _("Make the plan")
    APPROVE_PLAN = "approve_plan", _("Finish the plan and have it approved")
    HELP = "help", _("Give the first help of the plan")
    FOLLOW_UP = "follow_up", _("Follow up how the child is")
    END_REVIEW = "end_review", _("Finish the review of the plan")
    DECIDE_CLOSURE = "decide_closure", _("Decide whether the case is closed")
    ANSWER_TRANSFER = "answer_transfer", _("Answer to the transfer")
    END_HOLD = "end_hold", _("Take the case up again")


PLAN_APPROVED = pgettext_lazy("happening", "Plan, version %(number)d, approved")
class PlanState(TextChoices):
    """How far one version of a plan has come."""

    DRAFT = "draft", pgettext_lazy("plan", "Being written")
    ASKED = "asked", pgettext_lazy("plan", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")
    DROPPED = "dropped", pgettext_lazy("plan", "Laid aside")


class Progress(TextChoices):
    """How far a goal has come (F07)."""

    NOT_STARTED = "not_started", pgettext_lazy("goal", "Not started")
    IN_PROGRESS = "in_progress", pgettext_lazy("goal", "In progress")
    MET = "met", pgettext_lazy("goal", "Met")
    PARTLY = "partly", pgettext_lazy("goal", "Partly met")
    NOT_MET = "not_met", pgettext_lazy("goal", "Not met")


class Doer(TextChoices):
    """Who does an action of a plan."""

    COLLEAGUE = "colleague", pgettext_lazy("action", "A colleague")
    AGENCY = "agency", pgettext_lazy("action", "An agency")
    FAMILY = "family", pgettext_lazy("action", "The child or the family")


class Frequency(TextChoices):
    """How often an action is done."""

    ONCE = "once", pgettext_lazy("action", "Once")
    DAILY = "daily", pgettext_lazy("action", "Every day")
    WEEKLY = "weekly", pgettext_lazy("action", "Every week")
    FORTNIGHTLY = "fortnightly", pgettext_lazy("action", "Every two weeks")
    MONTHLY = "monthly", pgettext_lazy("action", "Every month")
    AS_NEEDED = "as_needed", pgettext_lazy("action", "As needed")


class PlanLack(TextChoices):
    """What a plan lacks before it may be approved (domain 3.4, 7)."""

    GOALS = "goals", _("There is no goal yet.")
    ACTIONS = "actions", _("A goal has no action yet.")
    WHO = "who", _("An action has nobody who does it.")
    DUE = "due", _("An action has no day by which it is done.")
    PART = "part", _("It is not said whether the child took part, or why not.")
    CHILD = "child", _("The words of the child are missing.")
    REVIEW = "review", _("It is not said when the plan is reviewed.")
    REVIEW_PAST = "review_past", _("The day of the review has passed.")
    REVIEW_LATE = "review_late", _("The review is later than the rule for this risk allows.")
    MEETING = "meeting", _("The child-rights meeting must be held first.")


class FollowUpState(TextChoices):
    """What became of a follow-up."""

    PLANNED = "planned", pgettext_lazy("follow-up", "Planned")
    DONE = "done", pgettext_lazy("follow-up", "Done")
    NOT_DONE = "not_done", pgettext_lazy("follow-up", "Did not happen")


class Safe(TextChoices):
    """Whether the child is safe, as the worker saw it."""

    YES = "yes", pgettext_lazy("safety", "Yes, safe")
    UNSURE = "unsure", pgettext_lazy("safety", "Not sure")
    NO = "no", pgettext_lazy("safety", "No, in danger")


class RiskChange(TextChoices):
    """How the risk has changed since the last time."""

    SAME = "same", pgettext_lazy("risk change", "As before")
    LOWER = "lower", pgettext_lazy("risk change", "Lower")
    HIGHER = "higher", pgettext_lazy("risk change", "Higher")


class ReviewCause(TextChoices):
    """Why a plan is reviewed."""

    DUE = "due", pgettext_lazy("review", "The day has come")
    CHANGE = "change", pgettext_lazy("review", "Something important has changed")
    ASKED = "asked", pgettext_lazy("review", "The child or the family asked for it")


class ReviewOutcome(TextChoices):
    """What came of a review."""

    NEW_VERSION = "new_version", pgettext_lazy("review", "There is a new version of the plan")
    UNCHANGED = "unchanged", pgettext_lazy("review", "The plan stays as it is")


class TaskState(TextChoices):
    """How a task stands."""

    OPEN = "open", pgettext_lazy("task", "To do")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Not needed any more")


class SessionForm(TextChoices):
    """With whom a session was held."""

    INDIVIDUAL = "individual", pgettext_lazy("session", "With one child")
    FAMILY = "family", pgettext_lazy("session", "With the family")
    GROUP = "group", pgettext_lazy("session", "In a group")


class Mode(TextChoices):
    """How those who met spoke with each other."""

    IN_PERSON = "in_person", pgettext_lazy("session", "In person")
    PHONE = "phone", pgettext_lazy("session", "By telephone")
    ONLINE = "online", pgettext_lazy("session", "Online")


class Place(TextChoices):
    """Where a session was held."""

    CENTRE = "centre", pgettext_lazy("place", "At our centre")
    HOME = "home", pgettext_lazy("place", "At home")
    SCHOOL = "school", pgettext_lazy("place", "At school or kindergarten")
    SHELTER = "shelter", pgettext_lazy("place", "In a shelter or institution")
    OFFICE = "office", pgettext_lazy("place", "At an authority")
    COURT = "court", pgettext_lazy("place", "In court")
    BORDER = "border", pgettext_lazy("place", "At the border")
    ELSEWHERE = "elsewhere", pgettext_lazy("place", "Elsewhere")


class Trend(TextChoices):
    """What became of a score."""

    BETTER = "better", pgettext_lazy("score", "Better")
    SAME = "same", pgettext_lazy("score", "About the same")
    WORSE = "worse", pgettext_lazy("score", "Worse")


class NoShow(TextChoices):
    """Why nobody came."""

    ILL = "ill", pgettext_lazy("no-show", "Illness")
    WAY = "way", pgettext_lazy("no-show", "No way to get here")
    WORK = "work", pgettext_lazy("no-show", "Work, school or household")
    CARER = "carer", pgettext_lazy("no-show", "The carer did not allow it")
    UNSAFE = "unsafe", pgettext_lazy("no-show", "It was not safe to come")
    WE = "we", pgettext_lazy("no-show", "We cancelled it")
    UNKNOWN = "unknown", pgettext_lazy("no-show", "Nobody knows")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    CASE_ASSIGNED = "case_assigned", _("A case was given to you")
    CASE_HIGH_RISK = "case_high_risk", _("A case has become high risk")
    CASE_DUE = "case_due", _("Something is due in a case of yours")
    CASE_OVERDUE = "case_overdue", _("Something is overdue in a case")
    APPROVAL_ASKED = "approval_asked", _("A case waits for your approval")
    APPROVAL_GIVEN = "approval_given", _("What you asked for was decided")
    JOINED_CASE = "joined_case", _("You were added to the team of a case")
    MEETING_CALLED = "meeting_called", _("A meeting about a case was called with you")
    TASK_GIVEN = "task_given", _("A task was given to you")
    TASK_ENDED = "task_ended", _("A task that you gave is settled")
    CASE_URGENT = "case_urgent", _("A case needs you at once")
    CASE_REOPENED = "case_reopened", _("A case was reopened")
    TRANSFER_ASKED = "transfer_asked", _("A case is offered to your team")
    RECORDS_MERGED = "records_merged", _("The record of a case was merged with another one")
    NOTES_SUPERVISED = "notes_supervised", _("You were named to supervise process notes")
    NOTES_SUPERVISOR = "notes_supervisor", _("The supervisor of your process notes has changed")


KINDS = {one: Kind(one.label, "cases:case") for one in Notice}
KINDS[Notice.TRANSFER_ASKED] = Kind(Notice.TRANSFER_ASKED.label, "cases:read_transfer")
for _note in (Notice.NOTES_SUPERVISED, Notice.NOTES_SUPERVISOR):
    KINDS[_note] = Kind(_note.label, "cases:read_process_note")


class AttemptWay(TextChoices):
    """How somebody tried to reach a child of whom nothing is heard."""

    CALL = "call", pgettext_lazy("attempt", "By phone")
    MESSAGE = "message", pgettext_lazy("attempt", "By message")
    VISIT = "visit", pgettext_lazy("attempt", "At home")
    OTHERS = "others", pgettext_lazy("attempt", "Through relatives, school or others")
