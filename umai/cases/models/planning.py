"""Plans in versions: goals, and the actions that lead to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey

OPEN = Q(state__in=[terms.PlanState.DRAFT, terms.PlanState.ASKED])


@columns.tracked()
class Plan(models.Model):
    """One version of the plan of a case. A new version is a row of its own; none is ever lost.

    `before` is the version it was written from; `template` and `edition` what it began with.
    `words_sealed` (JSON, under the child's key): participants, why_absent, child_words,
    carer_words, call, place, triggers, contingency, why_new.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=terms.PlanState, default=terms.PlanState.DRAFT
    )
    before = RoomKey("cases.Plan", models.PROTECT, null=True, db_constraint=False)
    template = columns.code(32)
    edition = models.PositiveIntegerField(null=True)
    begun_at = models.DateTimeField()
    begun_by = RoomKey("access.Person", models.PROTECT, null=True)
    written_by = RoomKey("access.Person", models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    child_present = models.BooleanField(null=True)
    child_agrees = models.BooleanField(null=True)
    carer_agrees = models.BooleanField(null=True)
    review_on = models.DateField(null=True)
    offered_on = models.DateField(null=True)
    offered_by = RoomKey("access.Person", models.PROTECT, null=True)
    offered_language = columns.code(8)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "number"], name="plan_number_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "case"], condition=OPEN, name="plan_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


@columns.tracked()
class Goal(models.Model):
    """What shall be so for the child, and by when. `thread` is the same goal in every version.

    `words_sealed` (JSON, under the child's key): need, goal, indicator, for_child, how_far.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    plan = RoomKey("cases.Plan", models.CASCADE, db_constraint=False)
    thread = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    target_on = models.DateField(null=True)
    progress = models.CharField(
        max_length=12, choices=terms.Progress, default=terms.Progress.NOT_STARTED
    )
    judged_at = models.DateTimeField(null=True)
    judged_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "plan", "thread"], name="goal_once_in_a_plan"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


@columns.tracked()
class Action(models.Model):
    """What somebody does for a goal: a colleague, an agency of the directory, or the family.

    `service` is a word of that list; `words_sealed` (JSON, under the child's key): what, who.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    goal = RoomKey("cases.Goal", models.CASCADE, db_constraint=False)
    thread = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    service = columns.code(8)
    doer = models.CharField(max_length=12, choices=terms.Doer, blank=True, default="")
    person = RoomKey("access.Person", models.PROTECT, null=True)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    start_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    frequency = models.CharField(
        max_length=12, choices=terms.Frequency, blank=True, default=""
    )
    done_at = models.DateTimeField(null=True)
    done_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "goal"], name="action_of_goal")]

    def __str__(self) -> str:
        return str(self.number)
