"""Assessments, best-interests papers and meetings."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


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
