"""The tables of the room. Who somebody is, is ciphertext; what is counted and sorted is plain."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import permissions, terms


class IndividualQuerySet(models.QuerySet["Individual"]):
    """People whom we know, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> IndividualQuerySet:
        """Those whom the actor's teams know, by the teams that registered them."""
        here = self.filter(organisation_id=actor.organisation)
        teams = actor.teams(permissions.FIND_PEOPLE)
        return here if teams is None else here.filter(team_id__in=teams)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(row=pghistory.Old),
    context_field=None,  # type: ignore[arg-type]  # None is how the library says "none"
    obj_field=None,
)
class Individual(models.Model):
    """A child or an adult whom we know, by a code; names and birth date stand sealed in one piece.

    `identity_sealed` is a JSON object: given_name, family_name, patronymic, born, document_number,
    phone. One piece, because the search opens hundreds of them for one question.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    reference = models.CharField(max_length=64, blank=True, default="")
    sex = models.CharField(max_length=8, blank=True, default="")
    birth_year = models.PositiveSmallIntegerField(null=True)
    birth_precision = models.CharField(
        max_length=10, choices=terms.Precision, blank=True, default=""
    )
    citizenships = ArrayField(models.CharField(max_length=3), blank=True, default=list)
    registered_at = models.DateTimeField()
    registered_by = RoomKey("access.Person", models.PROTECT, null=True)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    identity_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = IndividualQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="individual_code_once"),
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=~Q(reference=""),
                name="individual_reference_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class NameKey(models.Model):
    """One word of a name, as a keyed hash of its skeleton, beside the birth year.

    That equal skeletons and birth years show to whoever holds a dump is the leak we accept and say.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    key = models.BinaryField()
    birth_year = models.PositiveSmallIntegerField(null=True)
    fold_version = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "key"],
                include=["birth_year", "individual"],
                name="namekey_covering",
            ),
            models.Index(fields=["organisation", "individual"], name="namekey_of"),
        ]

    def __str__(self) -> str:
        return "name key"


class LookupKey(models.Model):
    """A birth date, a document number or a telephone number, each as a keyed hash of its own."""

    id = models.BigAutoField(primary_key=True)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    kind = models.CharField(max_length=10, choices=terms.Lookup)
    key = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "kind", "key"],
                include=["individual"],
                name="lookup_covering",
            ),
            models.Index(fields=["organisation", "individual"], name="lookup_of"),
        ]

    def __str__(self) -> str:
        return self.kind


class CodeCounter(models.Model):
    """The last number given for one office; numbers are never reused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "office"], name="code_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.last}"
