"""Where a case stands, what happened to it, who works on it, and what is to be done next."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    TRANSFER_WITHDRAWN = "transfer_withdrawn", pgettext_lazy("case", "Offer taken back")
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
    HANDOVER = "handover", pgettext_lazy("case source", "Handed over by another organisation")


class HandoverReason(TextChoices):
    """Why another organisation is to go on with a case: no word of it tells of the child."""

    MOVED = "moved", pgettext_lazy("handover", "The family moves to your region")
    SERVICE = "service", pgettext_lazy("handover", "You have the help that the child needs")
    ASKED = "asked", pgettext_lazy("handover", "The family asks for it")
    CONFLICT = "conflict", pgettext_lazy("handover", "Somebody of ours is too close to the family")
    CAPACITY = "capacity", pgettext_lazy("handover", "We cannot go on with this work")


class CaseRole(TextChoices):
    """What somebody does in the team of a case."""

    OWNER = "owner", pgettext_lazy("case role", "Leads the case")
    SOCIAL_WORKER = "social_worker", pgettext_lazy("case role", "Social worker")
    PSYCHOLOGIST = "psychologist", pgettext_lazy("case role", "Psychologist")
    LAWYER = "lawyer", pgettext_lazy("case role", "Lawyer")
    OTHER = "other", pgettext_lazy("case role", "Works along")


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
