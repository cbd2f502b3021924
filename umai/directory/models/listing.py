"""What the search looks through."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from umai.directory import permissions
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class ListingQuerySet(models.QuerySet["Listing"]):
    """Search rows, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> ListingQuerySet:
        """Those of the organisation; confidential ones only for who may read them."""
        here = self.filter(organisation_id=actor.organisation)
        return here if actor.may(permissions.READ_CONFIDENTIAL) else here.exclude(confidential=True)


class Listing(models.Model):
    """One service at one place, as the search sees it: written by `commands.listing`, never typed.

    `words` are folded words of names, type and needs in every language, each after a space; `hours`
    are minutes of the week (rules.week_of); `offered` is false for what is closed or ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    service = RoomKey("directory.Service", models.CASCADE, db_constraint=False)
    location = RoomKey("directory.Location", models.CASCADE, null=True, db_constraint=False)
    type = columns.code()
    needs = columns.codes()
    languages = columns.codes(16)
    region = columns.code(8)
    district = columns.code(16)
    covers = columns.codes(8)
    minimum_age = models.FloatField(null=True)
    maximum_age = models.FloatField(null=True)
    hours = ArrayField(models.PositiveSmallIntegerField(), blank=True, default=list)
    words = columns.text()
    offered = models.BooleanField(default=True)
    emergency = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    verified_on = models.DateField(null=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "service"], name="listing_of_service"),
            models.Index(fields=["organisation", "agency"], name="listing_of_agency"),
            models.Index(
                fields=["organisation", "region", "id"],
                condition=Q(offered=True),
                name="listing_by_region",
            ),
            # Few reach beyond their region; the search asks for them beside those of the region.
            models.Index(
                fields=["organisation", "id"],
                condition=Q(offered=True) & ~Q(covers=[]),
                name="listing_with_reach",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
