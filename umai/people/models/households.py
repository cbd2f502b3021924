"""Who lives together: a household by a code, its members with role, from and until."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import terms
from umai.people.models.individuals import Individual


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Households, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> HouseholdQuerySet:
        """Those of which the actor knows somebody who lives there or did."""
        here = self.filter(organisation_id=actor.organisation)
        known = HouseholdPlace.objects.visible_to(actor)
        return here.filter(pk__in=known.values("household_id"))


@columns.tracked()
class Household(models.Model):
    """People who live together, by a code (FAM-SHM-0001-K).

    It keeps no address: each member's own record holds that, sealed under its own key, so that
    erasing one person leaves nothing of them with the others.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=20)
    region = columns.code(8)
    made_at = models.DateTimeField()
    made_by = RoomKey("access.Person", models.PROTECT, null=True)
    version = models.PositiveIntegerField(default=1)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="household_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class HouseholdPlaceQuerySet(models.QuerySet["HouseholdPlace"]):
    """Places in households."""

    def visible_to(self, actor: Actor) -> HouseholdPlaceQuerySet:
        """Those of people whom the actor may know of: nobody else is listed or counted."""
        known = Individual.objects.visible_to(actor)
        return self.filter(
            organisation_id=actor.organisation, individual_id__in=known.values("pk")
        )

    def standing(self) -> HouseholdPlaceQuerySet:
        """Those that hold today."""
        return self.filter(until__isnull=True)


@columns.tracked()
class HouseholdPlace(models.Model):
    """One person in one household, in which role, from when until when; one open at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    household = RoomKey("people.Household", models.PROTECT, db_constraint=False)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    role = models.CharField(max_length=8, choices=terms.HouseRole)
    since = models.DateField()
    until = models.DateField(null=True)
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)

    objects = HouseholdPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "individual"],
                condition=Q(until__isnull=True),
                name="in_one_household",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "household"], name="household_places"),
            models.Index(fields=["organisation", "individual"], name="household_of"),
        ]

    def __str__(self) -> str:
        return self.role


class HouseholdCounter(models.Model):
    """The last number given for households of one office; numbers are never reused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "office"], name="household_counter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.last}"
