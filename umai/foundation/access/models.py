"""Organisations, offices, teams, people and their postings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class Organisation(models.Model):
    """One of the organisations that share an installation. Its name is no secret; its rows are."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    region = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=48, default="Asia/Almaty")
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class OfScope(models.QuerySet[Any]):
    """Rows of the actor's own organisation."""

    def visible_to(self, actor: Actor) -> models.QuerySet[Any]:
        """Cut to the organisation acted for."""
        return self.filter(organisation_id=actor.organisation)


class Office(models.Model):
    """A place of work with its own code prefix, one in the installation (SHM)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=4)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=8)

    objects = OfScope.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix"], name="office_prefix_once")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who share work and answer for it together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    name = models.CharField(max_length=120)

    objects = OfScope.as_manager()

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """A programme or donor in the short list that postings name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=160)

    objects = OfScope.as_manager()

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Find people by the address they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Addresses are compared without regard to case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in.

    `epoch` changes at every sign-in and change of rights, so that sessions opened before it are
    over; it is how one session, sign-out everywhere and leaving are done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=5, default="ru")
    theme = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    epoch = models.UUIDField(default=uuid7)
    must_change_password = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]
        indexes = [
            models.Index(fields=["organisation", "-opened_at", "-id"], name="people_by_time")
        ]

    def __str__(self) -> str:
        return self.name


class Postings(OfScope):
    """Postings, cut to a scope."""

    def unconfirm(self) -> int:
        """Let them wait for a second person again; how many."""
        again = models.F("version") + 1
        return self.update(confirmed_by=None, confirmed_at=None, version=again)


class Posting(models.Model):
    """A person in a role, for a team or the whole organisation, from one day to another.

    A posting that opens files takes effect only when a second person has confirmed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    team = RoomKey("access.Team", models.PROTECT, null=True, blank=True, db_constraint=False)
    programme = RoomKey(
        "access.Programme", models.PROTECT, null=True, blank=True, db_constraint=False
    )
    region = models.CharField(max_length=8, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    opened_by = RoomKey("access.Person", models.PROTECT, null=True)
    opened_at = models.DateTimeField()
    confirmed_by = RoomKey("access.Person", models.PROTECT, null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by = RoomKey("access.Person", models.PROTECT, null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Postings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("person")),
                name="posting_not_confirmed_by_oneself",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | models.Q(opened_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("opened_by")),
                name="posting_not_confirmed_by_proposer",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="posting_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "organisation"], name="posting_of_person"),
            models.Index(
                fields=["organisation", "opened_at"],
                condition=models.Q(confirmed_at__isnull=True, ended_at__isnull=True),
                name="posting_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class FactorReset(models.Model):
    """A lost telephone or key: one colleague asks to take the second factors away, another does.

    It waits for a day; who has not come by then must ask again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = RoomKey("access.Person", models.PROTECT)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_by = RoomKey("access.Person", models.PROTECT, null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = OfScope.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("person"))
                & ~models.Q(confirmed_by=models.F("asked_by")),
                name="reset_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("person")), name="reset_not_asked_for_oneself"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="reset_of_person")]

    def __str__(self) -> str:
        return f"reset {self.pk}"
