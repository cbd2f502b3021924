"""Who is responsible for what, and what agencies propose to correct."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.directory import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class Responsibility(models.Model):
    """Which agency is responsible for a step, for which concern, in which district.

    A blank concern means every concern; a blank district means the whole region.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    step = models.CharField(max_length=12, choices=terms.Step)
    concern = columns.code()
    region = columns.code(8)
    district = columns.code(16)
    note = columns.text()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "agency", "step", "concern", "region", "district"],
                name="responsibility_once",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "region", "step"], name="responsibility_here")
        ]

    def __str__(self) -> str:
        return self.step


class Invitation(models.Model):
    """A code with which an agency may propose corrections of its own entry, without an account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    code_hash = models.BinaryField()
    invited_by = RoomKey("access.Person", models.PROTECT)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code_hash"], name="invitation_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Proposal(models.Model):
    """A correction that an agency or a partner proposes. `content` holds only what would change."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    agency_version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    words = columns.text()
    proposed_at = models.DateTimeField()
    proposed_by = RoomKey("access.Person", models.PROTECT, null=True)
    invitation = RoomKey("directory.Invitation", models.PROTECT, null=True, db_constraint=False)
    state = models.CharField(
        max_length=10, choices=terms.ProposalState, default=terms.ProposalState.WAITING
    )
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    reason = columns.text()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "proposed_at"],
                condition=Q(state="waiting"),
                name="proposal_waiting",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
