"""What is due, and what waits for a second person."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


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
