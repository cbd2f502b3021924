"""Plans, follow-ups, reviews and tasks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class AttemptWay(TextChoices):
    """How somebody tried to reach a child of whom nothing is heard."""

    CALL = "call", pgettext_lazy("attempt", "By phone")
    MESSAGE = "message", pgettext_lazy("attempt", "By message")
    VISIT = "visit", pgettext_lazy("attempt", "At home")
    OTHERS = "others", pgettext_lazy("attempt", "Through relatives, school or others")
