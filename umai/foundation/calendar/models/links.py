"""A link under which a calendar outside sees one kind of somebody's times, and nothing else."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class CalendarLink(models.Model):
    """One person's link. What opens it is shown once; only its keyed hash is kept.

    `of`: what lies behind it, "busy" times or what a higher room offers. It opens nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    person = RoomKey("access.Person", models.CASCADE)
    of = models.CharField(max_length=12, default="busy")
    token_hash = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "token_hash"], name="calendar_link_hash_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "of"],
                condition=Q(ended_at__isnull=True),
                name="calendar_link_one_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
