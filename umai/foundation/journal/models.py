"""The journal's tables. The application may read and add; triggers refuse every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from django.db.models.query import QuerySet


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, cut to a scope."""

    def visible_to(self, actor: Actor) -> QuerySet[Entry]:
        """The entries of the actor's own organisation."""
        return self.filter(organisation_id=actor.organisation)


class Entry(models.Model):
    """One act or one reading: who, what, when. Never the story.

    Ids of people and organisations are bare: the journal lies below `access`, and an entry outlives
    what it names. `transaction` and `era` are set by the database; see the migration.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField()
    at = models.DateTimeField()
    told = models.BooleanField(default=False)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.UUIDField(null=True)
    event = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=48, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_code = models.CharField(max_length=64, blank=True)
    key_id = models.UUIDField()
    facts_sealed = models.BinaryField()
    salt = models.BinaryField()
    commitment = models.BinaryField()
    mac = models.BinaryField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "-at", "-id"], name="journal_by_time"),
            models.Index(
                fields=["organisation_id", "subject_id", "-at", "-id"], name="journal_by_subject"
            ),
            models.Index(
                fields=["organisation_id", "actor_id", "-at", "-id"], name="journal_by_actor"
            ),
            models.Index(
                fields=["organisation_id", "event", "-at", "-id"], name="journal_by_event"
            ),
            models.Index(
                fields=["organisation_id", "subject_code", "-at", "-id"], name="journal_by_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"


class Link(models.Model):
    """The place of an entry in the chain: each hash covers the one before it."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link {self.position}"
