"""Questions to another team of the same organisation: do you know this child, may I?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import terms


class Inquiry(models.Model):
    """Somebody asks the owners of a record, without knowing which, to be let in.

    `words_sealed`: the reason and what was searched, if it was sent along (JSON), under the key of
    the person asked about. Who asked never reads this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    asked_by = RoomKey("access.Person", models.PROTECT)
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=terms.InquiryState, default=terms.InquiryState.WAITING
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "individual", "asked_by"],
                condition=Q(state="waiting"),
                name="inquiry_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "asked_by"], name="inquiries_by")]

    def __str__(self) -> str:
        return self.state
