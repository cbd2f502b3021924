"""Referrals that come in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.referrals import terms


class Arrival(models.Model):
    """A referral to us: from an organisation that works in Umai, or written down by a colleague.

    From inside it is a place in the receiver's box, with the id of the sender's referral; row
    security shows it to these two, and to the receiver no longer once it is taken back. It holds
    nothing of the child: what is told lies with the sender, under the key of the referral.
    `words_sealed` (JSON, under `key`, a key of its own) of one written down here: who, need,
    phone, from_whom.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    sender = RoomKey("access.Organisation", models.PROTECT, null=True)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    code = models.CharField(max_length=20)
    came_by = models.CharField(max_length=8, choices=terms.CameBy)
    team = RoomKey("access.Team", models.PROTECT, null=True, db_constraint=False)
    need = columns.code(8)
    urgency = models.CharField(max_length=8, choices=terms.Urgency)
    age_band = columns.code(8)
    sex = columns.code(8)
    region = columns.code(8)
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)
    state = models.CharField(
        max_length=8, choices=terms.ArrivalState, default=terms.ArrivalState.WAITING
    )
    reason = columns.code(16)
    answered_at = models.DateTimeField(null=True)
    answered_by = RoomKey("access.Person", models.PROTECT, null=True)
    taken_as = models.CharField(max_length=8, choices=terms.TakenAs, blank=True, default="")
    taken_id = models.UUIDField(null=True)
    taken_code = columns.code(16)
    withdrawn_at = models.DateTimeField(null=True)
    key = RoomKey("vault.DataKey", models.PROTECT, null=True, db_constraint=False)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sender__isnull=True) | ~Q(organisation=models.F("sender")),
                name="arrival_from_another",
            ),
            models.CheckConstraint(
                condition=Q(words_sealed__isnull=True) | Q(key__isnull=False),
                name="arrival_words_under_a_key",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "arrived_at"], name="arrival_by_time"),
            models.Index(
                fields=["organisation", "arrived_at"],
                condition=Q(state="waiting", withdrawn_at__isnull=True),
                name="arrival_waiting",
            ),
            models.Index(fields=["sender"], name="arrival_sent"),
        ]

    def __str__(self) -> str:
        return self.code
