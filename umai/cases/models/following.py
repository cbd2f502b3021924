"""What comes after a plan: follow-ups and visits, reviews, and tasks of the team."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


@columns.tracked()
class FollowUp(models.Model):
    """A visit or another look at how the child is: planned, done, or not done (F10).

    `kind` is a word of `followup_type`. `words_sealed` (JSON, under the child's key): place,
    condition, safety, school, health, care, family, plan, concerns, actions, why_not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    kind = columns.code(24)
    state = models.CharField(
        max_length=8, choices=terms.FollowUpState, default=terms.FollowUpState.PLANNED
    )
    planned_on = models.DateField(null=True)
    person = RoomKey("access.Person", models.PROTECT, null=True)
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)
    done_on = models.DateField(null=True)
    done_by = RoomKey("access.Person", models.PROTECT, null=True)
    face_to_face = models.BooleanField(null=True)
    seen_alone = models.BooleanField(null=True)
    safe = models.CharField(max_length=8, choices=terms.Safe, blank=True, default="")
    risk_change = models.CharField(
        max_length=8, choices=terms.RiskChange, blank=True, default=""
    )
    next_on = models.DateField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "case"], name="follow_up_of_case"),
            models.Index(
                fields=["organisation", "person", "planned_on"],
                condition=Q(state="planned"),
                name="follow_up_planned",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


@columns.tracked()
class Review(models.Model):
    """A look at the plan: why, what was found, and whether it stays or a new version is made.

    `words_sealed` (JSON, under the child's key): why, found, child_words, carer_words, reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    plan = RoomKey("cases.Plan", models.PROTECT, db_constraint=False)
    cause = models.CharField(max_length=8, choices=terms.ReviewCause)
    begun_at = models.DateTimeField()
    begun_by = RoomKey("access.Person", models.PROTECT, null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = RoomKey("access.Person", models.PROTECT, null=True)
    outcome = models.CharField(
        max_length=12, choices=terms.ReviewOutcome, blank=True, default=""
    )
    new_plan = RoomKey("cases.Plan", models.PROTECT, null=True, db_constraint=False)
    child_present = models.BooleanField(null=True)
    next_on = models.DateField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(ended_at__isnull=True),
                name="review_one_open",
            )
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="review_of_case")]

    def __str__(self) -> str:
        return self.cause


@columns.tracked()
class Task(models.Model):
    """Something that one of the team asks another, or oneself, to do.

    `words_sealed` (JSON, under the child's key): what, answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    person = RoomKey("access.Person", models.PROTECT)
    due_on = models.DateField(null=True)
    state = models.CharField(
        max_length=8, choices=terms.TaskState, default=terms.TaskState.OPEN
    )
    given_at = models.DateTimeField()
    given_by = RoomKey("access.Person", models.PROTECT, null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "case"], name="task_of_case"),
            models.Index(
                fields=["organisation", "person", "due_on"],
                condition=Q(state="open"),
                name="task_open",
            ),
        ]

    def __str__(self) -> str:
        return self.state
