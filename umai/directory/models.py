"""The tables of the directory, shaped after Open Referral HSDS 3.

What is only ever read with its entry (phones, hours, focal points, papers asked) is JSON of that
entry, with the field names of HSDS; what is searched stands in `Listing`, one row for each service
at each place, written anew by every command that touches it.
"""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from umai.directory import permissions, terms
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


def _code(length: int = 32) -> models.CharField[str, str]:
    return models.CharField(max_length=length, blank=True, default="")


def _text() -> models.TextField[str, str]:
    return models.TextField(blank=True, default="")


def _items() -> models.JSONField[Any, Any]:
    return models.JSONField(blank=True, default=list)


def _codes(length: int = 32) -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=length), blank=True, default=list)


def _tracked() -> Any:
    """Keep what a row was before every change. The library wants trackers of its own each time."""
    return pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(row=pghistory.Old),
        context_field=None,  # type: ignore[arg-type]  # None is how the library says "none"
        obj_field=None,
    )


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> AgencyQuerySet:
        """Those of the organisation; confidential ones only for who may read them."""
        here = self.filter(organisation_id=actor.organisation)
        return here if actor.may(permissions.READ_CONFIDENTIAL) else here.exclude(confidential=True)


@_tracked()
class Agency(models.Model):
    """A public body, NGO, consulate, school, clinic, court or centre (domain F21)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = _code(128)
    type = _code()
    state = models.CharField(
        max_length=10, choices=terms.AgencyState, default=terms.AgencyState.ACTIVE
    )
    name_kk = _code(300)
    name_ru = _code(300)
    name_en = _code(300)
    alternate_name = _code(300)
    description = _text()
    email = _code(254)
    website = _code(500)
    uri = _code(500)
    logo = _code(500)
    legal_status = _code(200)
    year_incorporated = models.PositiveSmallIntegerField(null=True)
    parent = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    region = _code(8)
    district = _code(16)
    open_all_hours = models.BooleanField(default=False)
    emergency = models.BooleanField(default=False)
    phones = _items()
    contacts = _items()
    identifiers = _items()
    referral_method = _text()
    agreement_number = _code(64)
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


@_tracked()
class Location(models.Model):
    """A place where agencies work. `confidential` hides an address whatever its agency is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = _code(128)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    location_type = models.CharField(
        max_length=10, choices=terms.LocationType, default=terms.LocationType.PHYSICAL
    )
    name = _code(300)
    alternate_name = _code(300)
    description = _text()
    transportation = _text()
    url = _code(500)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    external_identifier = _code(128)
    external_identifier_type = _code(64)
    region = _code(8)
    district = _code(16)
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


@_tracked()
class Service(models.Model):
    """Something that an agency does for people. `needs` are codes of the list `service`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    source_id = _code(128)
    agency = RoomKey("directory.Agency", models.PROTECT, db_constraint=False)
    name_kk = _code(300)
    name_ru = _code(300)
    name_en = _code(300)
    alternate_name = _code(300)
    description = _text()
    url = _code(500)
    email = _code(254)
    status = models.CharField(
        max_length=20, choices=terms.ServiceStatus, default=terms.ServiceStatus.ACTIVE
    )
    needs = _codes()
    interpretation_services = _text()
    application_process = _text()
    fees_description = _text()
    wait_time = _text()
    waiting_days = models.PositiveSmallIntegerField(null=True)
    accreditations = _text()
    eligibility_description = _text()
    minimum_age = models.FloatField(null=True)
    maximum_age = models.FloatField(null=True)
    alert = _text()
    assurer_email = _code(254)
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
    source_id = _code(128)
    service = RoomKey("directory.Service", models.CASCADE, db_constraint=False)
    location = RoomKey("directory.Location", models.CASCADE, db_constraint=False)
    description = _text()
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
    type = _code()
    needs = _codes()
    languages = _codes(16)
    region = _code(8)
    district = _code(16)
    covers = _codes(8)
    minimum_age = models.FloatField(null=True)
    maximum_age = models.FloatField(null=True)
    hours = ArrayField(models.PositiveSmallIntegerField(), blank=True, default=list)
    words = _text()
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
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Responsibility(models.Model):
    """Which agency is responsible for a step, for which concern, in which district.

    A blank concern means every concern; a blank district means the whole region.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    step = models.CharField(max_length=12, choices=terms.Step)
    concern = _code()
    region = _code(8)
    district = _code(16)
    note = _text()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "agency", "step", "concern", "region", "district"],
                name="responsibility_once",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "region", "step"], name="responsibility_here")
        ]

    def __str__(self) -> str:
        return self.step


class Invitation(models.Model):
    """A code with which an agency may propose corrections of its own entry, without an account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    code_hash = models.BinaryField()
    invited_by = RoomKey("access.Person", models.PROTECT)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code_hash"], name="invitation_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Proposal(models.Model):
    """A correction that an agency or a partner proposes. `content` holds only what would change."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    agency = RoomKey("directory.Agency", models.CASCADE, db_constraint=False)
    agency_version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    words = _text()
    proposed_at = models.DateTimeField()
    proposed_by = RoomKey("access.Person", models.PROTECT, null=True)
    invitation = RoomKey("directory.Invitation", models.PROTECT, null=True, db_constraint=False)
    state = models.CharField(
        max_length=10, choices=terms.ProposalState, default=terms.ProposalState.WAITING
    )
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    reason = _text()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "proposed_at"],
                condition=Q(state="waiting"),
                name="proposal_waiting",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
