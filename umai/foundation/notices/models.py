"""Notices, the outbox and the roster. None of them says what a notice is about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class Notice(models.Model):
    """Something that waits for a person: a kind and a code, never a name or a story."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    person = RoomKey("access.Person", models.CASCADE)
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=24, blank=True)
    subject_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "person", "-at"],
                condition=Q(read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(fields=["organisation", "person", "-at", "-id"], name="notice_of"),
        ]

    def __str__(self) -> str:
        return self.kind


class Mail(models.Model):
    """A mail that waits in the outbox. Its words are the same for everyone: sign in and look.

    One to an agency has no person but an `address` of the directory, the language in which it is
    written, and as `kind` one of the fixed texts of `terms.letters`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    person = RoomKey("access.Person", models.CASCADE, null=True)
    address = columns.code(254)
    language = columns.code(8)
    kind = columns.code(40)
    urgent = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ ~Q(address=""), name="mail_to_one"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "next_try_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class RosterPlace(models.Model):
    """Who is rung when a child is in danger: a place in the order of one team, with a number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    person = RoomKey("access.Person", models.PROTECT)
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    phone_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
                name="roster_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["organisation", "team", "position"], name="roster_order")]

    def __str__(self) -> str:
        return f"place {self.position}"
