"""What is kept for a while only: unfinished forms."""

from django.db import models

from umai.foundation.kernel.links import RoomKey


class Draft(models.Model):
    """A form that was not sent yet: for the same operator only, sealed, and it expires."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    person = RoomKey("access.Person", models.CASCADE)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    content_sealed = models.BinaryField()
    began_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "person", "-kept_at"], name="draft_of")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
