"""Letters that were kept, and an organisation's own versions of templates."""

from __future__ import annotations

from django.db import models

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.legal_aid import terms


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    """Versions of templates."""

    def visible_to(self, actor: Actor) -> LetterTemplateQuerySet:
        """Those of the actor's organisation."""
        return self.filter(organisation_id=actor.organisation)


class LetterTemplate(models.Model):
    """A version of a letter that somebody brought; the shipped one is version 0 and no row.

    It is used once a second person approved it, until a newer one is, or it is withdrawn.
    `fields`: what it asks for. `docx_sealed` lies under a key of the organisation: it tells of
    nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    code = models.CharField(max_length=24)
    language = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=terms.LetterState)
    changed = columns.code(200)
    fields = models.JSONField()
    author = RoomKey("access.Person", models.PROTECT)
    uploaded_at = models.DateTimeField()
    approved_by = RoomKey("access.Person", models.PROTECT, null=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    docx_sealed = models.BinaryField()

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "language", "version"],
                name="letter_template_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.language} v{self.version}"


class Letter(models.Model):
    """A letter as it went out, kept with its procedure. `docx_sealed`, under the child's key.

    `named`: names, numbers or days of birth were opened for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    procedure = RoomKey("legal_aid.Procedure", models.CASCADE, db_constraint=False)
    number = models.PositiveIntegerField()
    template = models.CharField(max_length=24)
    template_version = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    named = models.BooleanField()
    made_by = RoomKey("access.Person", models.PROTECT)
    made_at = models.DateTimeField()
    docx_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "procedure", "number"], name="letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"
