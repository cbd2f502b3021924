"""Agencies, their places, their services."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from umai.directory import permissions, terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


def _items() -> models.JSONField[Any, Any]:
    """A list of objects with the field names of HSDS 3."""
    return models.JSONField(blank=True, default=list)


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> AgencyQuerySet:
        """Those of the organisation; confidential ones only for who may read them."""
        here = self.filter(organisation_id=actor.organisation)
        return here if actor.may(permissions.READ_CONFIDENTIAL) else here.exclude(confidential=True)


@columns.tracked()
class Agency(models.Model):
    """A public body, NGO, consulate, school, clinic, court or centre (domain F21)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = columns.code(128)
    type = columns.code()
    state = models.CharField(
        max_length=10, choices=terms.AgencyState, default=terms.AgencyState.ACTIVE
    )
    name_kk = columns.code(300)
    name_ru = columns.code(300)
    name_en = columns.code(300)
    alternate_name = columns.code(300)
    description = columns.text()
    email = columns.code(254)
    website = columns.code(500)
    uri = columns.code(500)
    logo = columns.code(500)
    legal_status = columns.code(200)
    year_incorporated = models.PositiveSmallIntegerField(null=True)
    parent = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    region = columns.code(8)
    district = columns.code(16)
    open_all_hours = models.BooleanField(default=False)
    emergency = models.BooleanField(default=False)
    phones = _items()
    contacts = _items()
    identifiers = _items()
    referral_method = columns.text()
    agreement_number = columns.code(64)
    agreement_from = models.DateField(null=True)
    agreement_until = models.DateField(null=True)
    safeguarding_checked_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    verified_by = RoomKey("access.Person", models.PROTECT, null=True)
    confidential = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_id"],
                condition=~Q(source_id=""),
                name="agency_source_once",
            ),
            models.CheckConstraint(
                condition=~Q(name_kk="", name_ru="", name_en=""), name="agency_has_a_name"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "region", "type"], name="agency_by_region"),
            models.Index(fields=["organisation", "verified_on"], name="agency_by_verified"),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_ru or self.name_kk


class LocationQuerySet(models.QuerySet["Location"]):
    """Places, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> LocationQuerySet:
        """Those of the organisation; a shelter's address only for who may read it."""
        here = self.filter(organisation_id=actor.organisation)
        if actor.may(permissions.READ_CONFIDENTIAL):
            return here
        open_ones = Agency.objects.visible_to(actor).values("pk")
        known = Q(agency_id__isnull=True) | Q(agency_id__in=open_ones)
        return here.filter(known, confidential=False)


@columns.tracked()
class Location(models.Model):
    """A place where agencies work. `confidential` hides an address whatever its agency is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = columns.code(128)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    location_type = models.CharField(
        max_length=10, choices=terms.LocationType, default=terms.LocationType.PHYSICAL
    )
    name = columns.code(300)
    alternate_name = columns.code(300)
    description = columns.text()
    transportation = columns.text()
    url = columns.code(500)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    external_identifier = columns.code(128)
    external_identifier_type = columns.code(64)
    region = columns.code(8)
    district = columns.code(16)
    addresses = _items()
    phones = _items()
    contacts = _items()
    schedules = _items()
    languages = _items()
    accessibility = _items()
    confidential = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = LocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_id"],
                condition=~Q(source_id=""),
                name="location_source_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "agency"], name="location_of_agency")]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> ServiceQuerySet:
        """Those of agencies that the actor may know of."""
        agencies = Agency.objects.visible_to(actor).values("pk")
        return self.filter(organisation_id=actor.organisation, agency_id__in=agencies)


@columns.tracked()
class Service(models.Model):
    """Something that an agency does for people. `needs` are codes of the list `service`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = columns.code(128)
    agency = RoomKey("directory.Agency", models.PROTECT, db_constraint=False)
    name_kk = columns.code(300)
    name_ru = columns.code(300)
    name_en = columns.code(300)
    alternate_name = columns.code(300)
    description = columns.text()
    url = columns.code(500)
    email = columns.code(254)
    status = models.CharField(
        max_length=20, choices=terms.ServiceStatus, default=terms.ServiceStatus.ACTIVE
    )
    needs = columns.codes()
    interpretation_services = columns.text()
    application_process = columns.text()
    fees_description = columns.text()
    wait_time = columns.text()
    waiting_days = models.PositiveSmallIntegerField(null=True)
    accreditations = columns.text()
    eligibility_description = columns.text()
    minimum_age = models.FloatField(null=True)
    maximum_age = models.FloatField(null=True)
    alert = columns.text()
    assurer_email = columns.code(254)
    phones = _items()
    contacts = _items()
    schedules = _items()
    languages = _items()
    required_documents = _items()
    cost_options = _items()
    service_areas = _items()
    verified_on = models.DateField(null=True)
    verified_by = RoomKey("access.Person", models.PROTECT, null=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_id"],
                condition=~Q(source_id=""),
                name="service_source_once",
            ),
            models.CheckConstraint(
                condition=~Q(name_kk="", name_ru="", name_en=""), name="service_has_a_name"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "agency"], name="service_of_agency")]

    def __str__(self) -> str:
        return self.name_en or self.name_ru or self.name_kk


class ServiceAtLocation(models.Model):
    """A service at one of its places, with what differs there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = columns.code(128)
    service = RoomKey("directory.Service", models.CASCADE, db_constraint=False)
    location = RoomKey("directory.Location", models.CASCADE, db_constraint=False)
    description = columns.text()
    phones = _items()
    contacts = _items()
    schedules = _items()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service", "location"], name="service_at_location_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
