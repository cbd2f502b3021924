"""Case conferences, child-rights meetings and review meetings."""

from __future__ import annotations

from django.db import models

from umai.cases import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


@columns.tracked()
class Meeting(models.Model):
    """A meeting about one child, spoken of by code (domain 3.5, F11).

    `words_sealed` (JSON, under the child's key): agenda, place, why_late, why_cancelled,
    discussion, minutes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    kind = models.CharField(max_length=16, choices=terms.MeetingKind)
    state = models.CharField(
        max_length=12, choices=terms.MeetingState, default=terms.MeetingState.CALLED
    )
    planned_at = models.DateTimeField()
    called_at = models.DateTimeField()
    called_by = RoomKey("access.Person", models.PROTECT, null=True)
    chair = RoomKey("access.Person", models.PROTECT)
    secretary = RoomKey("access.Person", models.PROTECT)
    held_at = models.DateTimeField(null=True)
    minutes_at = models.DateTimeField(null=True)
    minutes_by = RoomKey("access.Person", models.PROTECT, null=True)
    next_review_on = models.DateField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["organisation", "case"], name="meeting_of_case")]

    def __str__(self) -> str:
        return self.kind


class Invitee(models.Model):
    """Somebody invited: a colleague, or somebody of an agency in the directory.

    `part` is a word of `meeting_part`. `words_sealed` (JSON, under the child's key): name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    meeting = RoomKey("cases.Meeting", models.CASCADE, db_constraint=False)
    part = columns.code(24)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    attended = models.BooleanField(null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "meeting"], name="invitee_of_meeting")]

    def __str__(self) -> str:
        return self.part


@columns.tracked()
class Recommendation(models.Model):
    """What a meeting decided or recommended: who does it until when, and what the coordinator says.

    `words_sealed` (JSON, under the child's key): what, who, reasons.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    meeting = RoomKey("cases.Meeting", models.CASCADE, db_constraint=False)
    number = models.PositiveSmallIntegerField()
    person = RoomKey("access.Person", models.PROTECT, null=True)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    due_on = models.DateField(null=True)
    answer = models.CharField(
        max_length=12, choices=terms.MeetingAnswer, blank=True, default=""
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "number"], name="recommendation_number_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
