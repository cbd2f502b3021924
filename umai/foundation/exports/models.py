"""A register that somebody chose: kept for a while, for its sender alone."""

from django.db import models
from django.db.models import Q

from umai.foundation.kernel.links import RoomKey


class IncomingRegister(models.Model):
    """A register that was chosen and not taken in yet: its sender's own, sealed, and it expires.

    Once it is taken in, its words are gone and the counts stay until it expires.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    kind = models.CharField(max_length=16)
    person = RoomKey("access.Person", models.CASCADE)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    name_sealed = models.BinaryField(null=True)
    content_sealed = models.BinaryField(null=True)
    mapping_sealed = models.BinaryField(null=True)
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(content_sealed__isnull=True) ^ Q(imported_at__isnull=True),
                name="register_kept_or_taken_in",
            )
        ]

    def __str__(self) -> str:
        return f"register {self.pk}"
