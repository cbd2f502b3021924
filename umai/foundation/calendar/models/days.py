"""The days that the week does not tell: days off, and weekend days that are worked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from umai.foundation.calendar import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.foundation.vocabulary.terms import Confidence

if TYPE_CHECKING:
    from django.db.models.query import QuerySet


class SpecialDayQuerySet(models.QuerySet["SpecialDay"]):
    """Special days, cut to a scope."""

    def visible_to(self, actor: Actor) -> QuerySet[SpecialDay]:
        """Those of the actor's own organisation."""
        return self.filter(organisation_id=actor.organisation)


class SpecialDay(models.Model):
    """One day of one organisation, where it was read, and how sure we are of it.

    A day that nobody has seen at a source is shown and not counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=terms.Kind)
    name = columns.code(120)
    source = columns.code(200)
    confidence = models.CharField(max_length=1, choices=Confidence)
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="special_day_once")
        ]

    def __str__(self) -> str:
        return str(self.day)
