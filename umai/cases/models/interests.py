"""What is best for a child: assessed by one person, or determined by a panel."""

from __future__ import annotations

from django.db import models

from umai.cases import terms
from umai.cases.models.assessing import WAITING
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


@columns.tracked()
class BestInterests(models.Model):
    """A best-interests assessment or determination about one decision (domain 3.6, F06).

    `decision` is a word of `interests_decision`. `words_sealed` (JSON, under the child's key):
    question, options, factors, sources, interpreter, panel, chosen, reasons, conditions, dissent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    kind = models.CharField(max_length=16, choices=terms.InterestsKind)
    decision = columns.code(24)
    state = models.CharField(
        max_length=12, choices=terms.PaperState, default=terms.PaperState.DRAFT
    )
    panel_size = models.PositiveSmallIntegerField(default=0)
    dissent = models.BooleanField(default=False)
    interpreter = models.BooleanField(null=True)
    review_on = models.DateField(null=True)
    begun_at = models.DateTimeField()
    begun_by = RoomKey("access.Person", models.PROTECT, null=True)
    saved_by = RoomKey("access.Person", models.PROTECT, null=True)
    done_at = models.DateTimeField(null=True)
    done_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "decision"],
                condition=WAITING,
                name="interests_one_open",
            )
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="interests_of_case")]

    def __str__(self) -> str:
        return self.kind
