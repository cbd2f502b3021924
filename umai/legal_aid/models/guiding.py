"""A run of the interview guide: which questions were answered how, and where that led."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import queries as cases
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.foundation.kernel.scope import NOWHERE


class GuideRunQuerySet(models.QuerySet["GuideRun"]):
    """Runs, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> GuideRunQuerySet:
        """Those of cases that the actor may know of; without a case, one's own."""
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        own = Q(case_id__isnull=True, by_id=actor.person_id or NOWHERE)
        return here.filter(own | Q(case_id__in=cases.cases(actor).values("pk")))


class GuideRun(models.Model):
    """One run of a guide in one version; with its last answer `end` and `ended_at` are filled in.

    `answers_sealed` (JSON, a list of codes) lies under the key of the case's child; without a case,
    where nothing of anybody is asked, under a key of the organisation. `language`: the family's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    by = RoomKey("access.Person", models.PROTECT)
    case = RoomKey("cases.Case", models.PROTECT, null=True, db_constraint=False)
    individual = RoomKey("people.Individual", models.PROTECT, null=True, db_constraint=False)
    guide = models.CharField(max_length=16)
    guide_version = models.PositiveIntegerField()
    language = columns.code(2)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = columns.code(16)
    answers_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = GuideRunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "case"], name="guide_run_of_case"),
            models.Index(fields=["organisation", "individual"], name="guide_run_of_child"),
            models.Index(fields=["organisation", "by", "begun_at"], name="guide_run_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.guide} v{self.guide_version}"
