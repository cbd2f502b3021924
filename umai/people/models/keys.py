"""What people are found by: keyed hashes, and the counters of codes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import terms


class NameKey(models.Model):
    """One word of a name or two together, as keyed hashes of skeletons, beside the birth year.

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
                fields=["organisation", "key", "birth_year"],
                include=["individual"],
                name="namekey_years",
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


class Search(models.Model):
    """That somebody searched: how many were found, and keyed hashes of what was asked. No words.

    A child is registered only after a search for its name by the same person. `elsewhere`: whom
    another team knows, when the policy lets a search say that much; shown to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    person = RoomKey("access.Person", models.PROTECT)
    at = models.DateTimeField()
    keys = ArrayField(models.BinaryField(), default=list)
    found = models.PositiveSmallIntegerField()
    elsewhere = RoomKey("people.Individual", models.SET_NULL, null=True, db_constraint=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "person", "at"], name="search_of")]

    def __str__(self) -> str:
        return str(self.pk)


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
