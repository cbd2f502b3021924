"""The supervisor's dated decision to report violence or not (domain LP-13)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class ReportDecision(models.Model):
    """One decision. Decisions are never changed: who thinks again writes the next one.

    `to` are words of `report_to`, `ground` one of `report_ground`. `words_sealed` (JSON, under the
    child's key): reason, number, whom, child_told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    reported = models.BooleanField()
    to = columns.codes(24)
    ground = columns.code(24)
    reported_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField()
    decided_by = RoomKey("access.Person", models.PROTECT)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reported=True) | Q(reported_at__isnull=True),
                name="report_moment_if_reported",
            )
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="report_of_case")]

    def __str__(self) -> str:
        return str(self.decided_at)
