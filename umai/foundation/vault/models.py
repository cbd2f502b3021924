"""Data keys: one for each child, contact, draft or year of the journal, wrapped by the key ring."""

from __future__ import annotations

from django.db import models

from umai.foundation.kernel.ids import uuid7


class DataKey(models.Model):
    """A wrapped key. Without the ring it opens nothing; destroyed, its ciphertexts are gone.

    The organisation is a bare id: the vault lies below `access` and keys never point up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    label = models.CharField(max_length=64, blank=True)
    wrapped = models.BinaryField(null=True)
    ring_key = models.CharField(max_length=24)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "kind", "label"],
                condition=~models.Q(label=""),
                name="vault_key_label_once",
            ),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False) | models.Q(destroyed_at__isnull=False),
                name="vault_key_wrapped_or_destroyed",
            ),
        ]
        indexes = [models.Index(fields=["ring_key"], name="vault_key_ring")]

    def __str__(self) -> str:
        return f"key {self.kind} {self.pk}"
