"""A child or an adult whom we know, and who may know of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from umai.foundation.kernel import clock, columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import permissions, terms


class IndividualQuerySet(models.QuerySet["Individual"]):
    """People whom we know, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> IndividualQuerySet:
        """Those in whose circle the actor stands today, by name or by team, and not shut out."""
        known = self.around(actor)
        return known.not_shut_out(actor) if actor.kind == "person" else known

    def around(self, actor: Actor) -> IndividualQuerySet:
        """Those in whose circle the actor stands today, whoever is shut out."""
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        return here.filter(_around(_standing(actor).filter(_mine(actor), shut_out=False)))

    def not_shut_out(self, actor: Actor) -> IndividualQuerySet:
        """Without those of whom somebody said that the actor must not know."""
        out = _standing(actor).filter(person_id=actor.person, shut_out=True)
        return self.exclude(_around(out))

    def surviving(self) -> IndividualQuerySet:
        """Without those that were merged into another: lists and counts name everybody once."""
        return self.filter(merged_into__isnull=True)


def _standing(actor: Actor) -> CircleQuerySet:
    return CirclePlace.objects.filter(organisation_id=actor.organisation).standing()


def _around(places: CircleQuerySet) -> Q:
    """These places stand around the record itself or around one that is merged with it."""
    stays = Coalesce(OuterRef("merged_into_id"), OuterRef("pk"))
    return (
        Q(Exists(places.filter(individual_id=OuterRef("pk"))))
        | Q(Exists(places.filter(individual_id=OuterRef("merged_into_id"))))
        | Q(Exists(places.filter(individual__merged_into_id=stays)))
    )


def _mine(actor: Actor) -> Q:
    teams = actor.teams(permissions.FIND_PEOPLE)
    by_team = Q(team_id__isnull=False) if teams is None else Q(team_id__in=teams)
    return Q(person_id=actor.person) | by_team


@columns.tracked()
class Individual(models.Model):
    """A child or an adult whom we know, by a code. Who it is stands sealed in pieces, each JSON.

    `identity_sealed`: given_name, family_name, patronymic, other_names, paper_names, born,
    document_number, phone; one piece, because the search opens hundreds of them for one question.
    `contact_sealed`: address, safe_contact, phones, birthplace, how_to_speak; route, the border
    point in words, where and how the parents were lost.
    `health_sealed`: health, functional difficulty by the questions of the Washington Group.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    reference = columns.code(64)
    sex = columns.code(8)
    birth_year = models.PositiveSmallIntegerField(null=True)
    unnamed = columns.code(12)
    birth_precision = models.CharField(
        max_length=10, choices=terms.Precision, blank=True, default=""
    )
    citizenships = columns.codes(16)
    ethnicity = columns.code(40)
    languages = columns.codes(40)
    interpreter_needed = models.BooleanField(null=True)
    region = columns.code(8)
    cabm_category = columns.code(40)
    migration_status = columns.code(40)
    uasc_status = columns.code(40)
    separation_cause = columns.code(40)
    separated_on = models.DateField(null=True)
    entered_on = models.DateField(null=True)
    border_point = columns.code(40)
    entry_purpose = columns.code(40)
    stay_until = models.DateField(null=True)
    education = columns.code(40)
    not_attending_reason = columns.code(40)
    living_situation = columns.code(40)
    care_arrangement = columns.code(40)
    family_status = columns.code(40)
    family_flags = columns.codes(40)
    registered_at = models.DateTimeField()
    registered_by = RoomKey("access.Person", models.PROTECT, null=True)
    merged_into = RoomKey("people.Individual", models.PROTECT, null=True, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    identity_sealed = models.BinaryField(null=True)
    contact_sealed = models.BinaryField(null=True)
    health_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = IndividualQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="individual_code_once"),
            models.UniqueConstraint(
                fields=["organisation", "team", "reference"],
                condition=~Q(reference=""),
                name="individual_reference_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "stay_until"],
                condition=Q(stay_until__isnull=False),
                name="individual_stay",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CircleQuerySet(models.QuerySet["CirclePlace"]):
    """Places in circles."""

    def standing(self) -> CircleQuerySet:
        """Those that hold now.

        A place holds as soon as it is made, for an act too that began before and waited for it.
        """
        return self.filter(Q(until__isnull=True) | Q(until__gt=clock.now()))


class CirclePlace(models.Model):
    """Who may know of somebody, why and until when: a team or a person; or a person shut out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)
    team = RoomKey("access.Team", models.PROTECT, null=True, db_constraint=False)
    person = RoomKey("access.Person", models.PROTECT, null=True)
    reason = models.CharField(max_length=16, choices=terms.CircleReason)
    shut_out = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    opened_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True) ^ Q(person__isnull=True),
                name="circle_team_or_person",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "team"], include=["individual"], name="circle_of_team"
            ),
            models.Index(
                fields=["organisation", "person"], include=["individual"], name="circle_of_person"
            ),
            models.Index(fields=["organisation", "individual"], name="circle_around"),
        ]

    def __str__(self) -> str:
        return self.reason
