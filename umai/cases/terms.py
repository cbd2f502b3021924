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


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    CASE_ASSIGNED = "case_assigned", _("A case was given to you")
    CASE_HIGH_RISK = "case_high_risk", _("A case has become high risk")
    CASE_DUE = "case_due", _("Something is due in a case of yours")
    CASE_OVERDUE = "case_overdue", _("Something is overdue in a case")
    APPROVAL_ASKED = "approval_asked", _("A case waits for your approval")
    APPROVAL_GIVEN = "approval_given", _("What you asked for was decided")
    JOINED_CASE = "joined_case", _("You were added to the team of a case")


KINDS = {one: Kind(one.label, "cases:case") for one in Notice}
