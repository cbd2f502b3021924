"""Documents, family and consent of somebody whom we know."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


@columns.tracked()
class Document(models.Model):
    """A paper by its details, not its scan. `details_sealed`: number, issuer, note (JSON)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    type = columns.code(40)
    state = columns.code(40)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    seen_by = RoomKey("access.Person", models.PROTECT, null=True)
    seen_on = models.DateField(null=True)
    details_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["organisation", "individual"], name="document_of")]

    def __str__(self) -> str:
        return self.type


@columns.tracked()
class Relation(models.Model):
    """What somebody is to a child: another person whom we know, or one who is only described.

    `details_sealed`: name, born, phone, whereabouts, papers, work, income, safety, why_no_contact,
    note (JSON).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    other = RoomKey("people.Individual", models.CASCADE, null=True, db_constraint=False)
    kind = columns.code(40)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    alive = columns.code(8)
    country = columns.code(16)
    lives_with = models.BooleanField(null=True)
    primary_carer = models.BooleanField(default=False)
    legal_representative = models.BooleanField(default=False)
    child_wants_contact = models.BooleanField(null=True)
    legal_capacity = columns.code(12)
    contact_consent = models.BooleanField(null=True)
    safety_concern = models.BooleanField(null=True)
    no_contact = models.BooleanField(default=False)
    details_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=models.F("individual")),
                name="relation_not_to_oneself",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "individual"], name="relation_of"),
            models.Index(fields=["organisation", "other"], name="relation_to"),
        ]

    def __str__(self) -> str:
        return self.kind


@columns.tracked()
class Consent(models.Model):
    """What somebody agreed to, for whom, how it was explained, until when (domain 2.24, F02).

    `withhold` names fields, from which agency and why; `words_sealed` holds the witness, notes and
    the reasons of an override (JSON). Rows are never rewritten by a newer decision: the rules read
    all of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    scope = columns.code(40)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    state = columns.code(40)
    given_by = columns.code(40)
    assent = models.BooleanField(null=True)
    language = columns.code(8)
    explained_how = columns.code(40)
    limits_explained = models.BooleanField(default=False)
    withhold = models.JSONField(default=list, blank=True)
    given_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = RoomKey("access.Person", models.PROTECT, null=True)
    override_ground = columns.code(64)
    override_by = RoomKey("access.Person", models.PROTECT, null=True)
    override_at = models.DateTimeField(null=True)
    override_until = models.DateField(null=True)
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["organisation", "individual"], name="consent_of")]

    def __str__(self) -> str:
        return self.scope
