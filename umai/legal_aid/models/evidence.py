"""What proves what in a procedure, and what is kept of a birth that was registered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.legal_aid import terms


class Evidence(models.Model):
    """What was said of one piece of evidence for a claim (list `evidence_claim`).

    Rows are never changed: a newer one of the same claim and kind takes the place of the older, and
    both stay. `kind`: a paper of the list `document_type`, or `terms.EvidenceKind`. `reason`: why
    it is not to be had (list `evidence_lack`). `words_sealed`: under the child's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    procedure = RoomKey("legal_aid.Procedure", models.CASCADE, db_constraint=False)
    number = models.PositiveIntegerField()
    claim = columns.code(24)
    kind = columns.code(40)
    state = models.CharField(max_length=8, choices=terms.EvidenceState)
    reason = columns.code(24)
    document = RoomKey("people.Document", models.SET_NULL, null=True, db_constraint=False)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    on = models.DateField()
    remind_on = models.DateField(null=True)
    reminded = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "procedure", "number"], name="evidence_number_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "remind_on"],
                condition=Q(reminded=False, remind_on__isnull=False),
                name="evidence_to_remind",
            ),
            models.Index(fields=["document"], name="evidence_of_document"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.kind}"


class BirthRegistration(models.Model):
    """What may stand open of the registration of a birth: no day from which one could count back.

    `late`: the time limit of the rule BR.APPLY, counted from the birth, was over before anybody
    applied. `weeks`: how old the child was when the certificate came.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    procedure = RoomKey("legal_aid.Procedure", models.CASCADE, db_constraint=False)
    late = models.BooleanField(default=False)
    weeks = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "procedure"], name="birth_registration_once"
            )
        ]

    def __str__(self) -> str:
        return "late" if self.late else "in time"
