"""What is due in a case, and what waits for a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class ClockQuerySet(models.QuerySet["Clock"]):
    """Clocks."""

    def running(self) -> ClockQuerySet:
        """Those that are neither met nor stopped."""
        return self.filter(state=terms.ClockState.RUNNING)


class Clock(models.Model):
    """A promise of time. It keeps the rule and its version: a later version never moves it.

    `subject_id` is what it is about, if a case may have several of the kind at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    kind = models.CharField(max_length=12, choices=terms.ClockKind)
    subject_id = models.UUIDField(null=True)
    rule = columns.code(40)
    rule_version = models.PositiveIntegerField()
    risk = columns.code(8)
    state = models.CharField(
        max_length=8, choices=terms.ClockState, default=terms.ClockState.RUNNING
    )
    began_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "case"], name="clock_of_case"),
            models.Index(fields=["organisation", "kind", "due_at"], name="clock_of_kind"),
            models.Index(
                fields=["organisation", "due_at"],
                condition=Q(state="running"),
                name="clock_running",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Approval(models.Model):
    """Something waits for a second person, or was decided. Nobody approves their own.

    `words_sealed` (JSON, under the child's key): asked, answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    what = models.CharField(max_length=16, choices=terms.Approvable)
    subject_id = models.UUIDField()
    state = models.CharField(
        max_length=12, choices=terms.ApprovalState, default=terms.ApprovalState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = RoomKey("access.Person", models.PROTECT)
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "what", "subject_id"],
                condition=Q(state="asked"),
                name="approval_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(state="taken_back")
                | ~Q(decided_by=models.F("asked_by")),
                name="approval_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "case"], name="approval_of_case"),
            models.Index(
                fields=["organisation", "asked_at", "id"],
                condition=Q(state="asked"),
                name="approval_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.what
