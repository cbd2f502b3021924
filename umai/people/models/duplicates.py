"""Two records that may be one person, and merges that can be undone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import terms


class Pair(models.Model):
    """Two people who may be one; the smaller id first. "Not the same" is remembered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    one = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    other = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    score = models.FloatField()
    state = models.CharField(
        max_length=10, choices=terms.PairState, default=terms.PairState.WAITING
    )
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "one", "other"], name="pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return self.state


class Merge(models.Model):
    """One record points to the surviving one; no other row changes, and undoing deletes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    gone = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    stays = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    merged_at = models.DateTimeField()
    merged_by = RoomKey("access.Person", models.PROTECT)
    undone_at = models.DateTimeField(null=True)
    undone_by = RoomKey("access.Person", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "gone"],
                condition=Q(undone_at__isnull=True),
                name="merge_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
