"""What a procedure has beside its steps: hearings, fees, who represents, what was advised."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.legal_aid import terms
from umai.legal_aid.models.procedures import Procedure


@columns.tracked()
class ProcedureMatter(models.Model):
    """One hearing, fee, representation or advice of a procedure (F15).

    `what`: the kind of hearing, the rule of a fee, who represents, the topic of the advice.
    `state`: what came of a hearing, what of a waiver. `at`: the hearing; `moved_to`: when it was
    adjourned to. `on`: paid, represented since, advised. `until`: the last day of an appeal, with
    the rule if one counted it, or of a power of attorney, whose kind is `paper`.
    `words_sealed` (JSON, under the child's key): place, result; receipt, why; name, number;
    qualification, advice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=terms.MatterKind)
    what = columns.code(40)
    state = columns.code(12)
    at = models.DateTimeField(null=True)
    moved_to = models.DateTimeField(null=True)
    on = models.DateField(null=True)
    until = models.DateField(null=True)
    until_rule = columns.code(40)
    until_version = models.PositiveIntegerField(null=True)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    amount = models.PositiveIntegerField(null=True)
    payer = columns.code(12)
    paper = columns.code(16)
    warned = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "procedure"], name="matter_of_procedure"),
            models.Index(
                fields=["organisation", "at"],
                condition=Q(kind="hearing", state="ahead"),
                name="matter_hearing_ahead",
            ),
            models.Index(
                fields=["organisation", "until"],
                condition=Q(until__isnull=False),
                name="matter_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"
