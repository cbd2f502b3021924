"""Files that were kept: what they are and where they lie. What they say is on the disk, sealed."""

from __future__ import annotations

from django.db import models

from umai.foundation.files import terms
from umai.foundation.kernel.columns import code
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class StoredFile(models.Model):
    """A file in two sealed copies: the clean one that is shown, and what came in.

    A redacted copy has a `source`, why and (sealed) for whom it was made, and no original.

    `owner_kind` and `owner_id` name the row of another room whose file it is, `subject_id` what it
    belongs to there; that room asks who may see it. Sizes and hashes of `*_bytes` and `*_hash` are
    those of the ciphertext; `digest` is keyed and tells the same file of the same owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    type = models.CharField(max_length=8, choices=terms.Type)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(default=0)
    digest = models.BinaryField()
    name_sealed = models.BinaryField()
    shown = models.CharField(max_length=32)
    shown_bytes = models.PositiveIntegerField()
    shown_hash = models.CharField(max_length=64)
    original = models.CharField(max_length=32, blank=True)
    original_bytes = models.PositiveIntegerField(default=0)
    original_hash = models.CharField(max_length=64, blank=True)
    source = RoomKey("files.StoredFile", models.PROTECT, null=True)
    redaction = code()
    whom_sealed = models.BinaryField(null=True)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    kept_at = models.DateTimeField()
    kept_by = RoomKey("access.Person", models.PROTECT, null=True)
    lacking_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "owner_kind", "owner_id", "digest"], name="file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(source__isnull=True, redaction="", whom_sealed__isnull=True)
                & ~models.Q(original="")
                | models.Q(source__isnull=False, whom_sealed__isnull=False, original="")
                & ~models.Q(redaction=""),
                name="file_original_or_redacted",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"],
                condition=models.Q(lacking_since__isnull=False),
                name="file_lacking",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def copies(self) -> list[str]:
        """The names on the disk."""
        return [name for name in (self.shown, self.original) if name]
