"""Until when a record is kept, what forbids to erase it, and who erased it with whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import terms


class Retention(models.Model):
    """A record whose time ends soon or is over. What is kept longer has no row here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    destroy_on = models.DateField()
    warned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "individual"], name="retention_once")
        ]

    def __str__(self) -> str:
        return str(self.destroy_on)


class Hold(models.Model):
    """A reason to keep a record that wins over every erasure, until it is lifted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    reason = models.CharField(max_length=16, choices=terms.HoldReason)
    review_on = models.DateField()
    put_at = models.DateTimeField()
    put_by = RoomKey("access.Person", models.PROTECT)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = RoomKey("access.Person", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "individual"],
                condition=Q(lifted_at__isnull=True),
                name="hold_once",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Erasure(models.Model):
    """One person asks, another confirms. What was erased is told by counts and a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    ground = models.CharField(max_length=12, choices=terms.ErasureGround)
    state = models.CharField(
        max_length=10, choices=terms.ErasureState, default=terms.ErasureState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = RoomKey("access.Person", models.PROTECT)
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    records = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    gone_by = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "individual"],
                condition=Q(state="asked"),
                name="erasure_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="erased") | ~Q(asked_by=F("decided_by")),
                name="erasure_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.code
