"""Rooms, appointments, and what each appointment takes: a room and people, for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from umai.foundation.calendar import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey

if TYPE_CHECKING:
    from django.db.models.query import QuerySet


class RoomQuerySet(models.QuerySet["Room"]):
    """Rooms, cut to a scope."""

    def visible_to(self, actor: Actor) -> QuerySet[Room]:
        """Those of the actor's own organisation."""
        return self.filter(organisation_id=actor.organisation)


class Room(models.Model):
    """A room of an office in which people meet. It can be taken until it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    name = columns.code(60)
    opened_at = models.DateTimeField()
    opened_by = RoomKey("access.Person", models.PROTECT, null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = RoomKey("access.Person", models.PROTECT, null=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "office", "name"],
                condition=Q(closed_at__isnull=True),
                name="room_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments, cut to who is told what they are about."""

    def visible_to(self, actor: Actor) -> QuerySet[Appointment]:
        """Those that the actor has, and those that the actor made for others.

        Of all others one learns only that a room or a colleague is taken.
        """
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        mine = Taken.objects.filter(
            organisation_id=actor.organisation,
            appointment_id=OuterRef("pk"),
            person_id=actor.person,
        )
        return here.filter(Exists(mine) | Q(made_by_id=actor.person))


@columns.tracked()
class Appointment(models.Model):
    """People meet, for a time. No word about anybody: kind, place and reason are of closed lists.

    `code` is that of a case, as it is spoken; the calendar knows no case.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    kind = models.CharField(max_length=12, choices=terms.AppointmentKind)
    place = models.CharField(max_length=12, choices=terms.Place)
    code = columns.code(24)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = RoomKey("access.Person", models.PROTECT, null=True)
    moved_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = RoomKey("access.Person", models.PROTECT, null=True)
    why = models.CharField(max_length=12, choices=terms.Why, blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="appointment_has_length"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "starts_at"],
                condition=Q(cancelled_at__isnull=True, reminded_at__isnull=True),
                name="appointment_to_remind",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Taken(models.Model):
    """A room or a person is taken for a time. PostgreSQL itself keeps both from being taken twice.

    The exclusion constraint `taken_once` stands in the migration: Django has no words for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    appointment = RoomKey("calendar.Appointment", models.CASCADE, db_constraint=False)
    room = RoomKey("calendar.Room", models.PROTECT, null=True, db_constraint=False)
    person = RoomKey("access.Person", models.PROTECT, null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(room__isnull=True) ^ Q(person__isnull=True), name="taken_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="taken_has_length"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="taken_when"),
            models.Index(fields=["organisation", "appointment"], name="taken_by"),
            models.Index(fields=["organisation", "person", "starts_at"], name="taken_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.starts_at)
