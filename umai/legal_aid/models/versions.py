"""A version of a template that an organisation wrote itself."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.legal_aid import terms


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    """Own versions, cut to an organisation."""

    def visible_to(self, actor: Actor) -> TemplateVersionQuerySet:
        """Those of the actor's organisation: they say nothing of anybody."""
        return self.filter(organisation_id=actor.organisation)


class TemplateVersion(models.Model):
    """A procedure as an organisation wrote it, in the shape of the shipped files.

    `number` is the version that procedures keep, 1000 and more. `hands` wrote it: none of them
    approves it. Once approved its content stays for ever; `enabled_from`: the day from which new
    procedures follow it, blank if it never was approved.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    based_on = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=terms.Draft)
    author = RoomKey("access.Person", models.PROTECT)
    hands = ArrayField(models.UUIDField(), default=list)
    begun_at = models.DateTimeField()
    why = columns.text()
    proposed_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    reason = columns.text()
    enabled_from = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "number"], name="template_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
