"""What was warned of already, so that nobody is told twice."""

from __future__ import annotations

from django.db import models

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class StayWarning(models.Model):
    """That the team was told: a stay ends on this day. Another day is another warning."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    stay_until = models.DateField()
    step = models.CharField(max_length=8)
    warned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "individual", "stay_until", "step"],
                name="stay_warning_once",
            )
        ]

    def __str__(self) -> str:
        return self.step
