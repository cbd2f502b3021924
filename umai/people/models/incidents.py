"""Incidents: what happened, who must not see it, what was done, who reported it in confidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.foundation.kernel.scope import NOWHERE
from umai.people import permissions, rules, terms


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents, cut to who keeps them."""

    def visible_to(self, actor: Actor) -> IncidentQuerySet:
        """Those of the kinds that the actor keeps, in their teams, and not shut to them."""
        here = self.filter(organisation_id=actor.organisation)
        mine = Q(pk__in=[])
        for kind, permission in permissions.KEEPERS.items():
            if actor.may(permission):
                mine |= Q(kind=kind) & _in(actor.teams(permission))
        return here.filter(mine).not_shut_to(actor)

    def not_shut_to(self, actor: Actor) -> IncidentQuerySet:
        """Without those that somebody said the actor must not see."""
        shut = IncidentShut.objects.filter(
            organisation_id=actor.organisation,
            incident_id=OuterRef("pk"),
            person_id=actor.person_id or NOWHERE,
        )
        return self.exclude(Exists(shut))


def _in(teams: frozenset[object] | None) -> Q:
    return Q() if teams is None else Q(team_id__in=teams)


class Incident(models.Model):
    """A data breach, a concern about staff, an accident (domain F28), by a code that says nothing.

    `story_sealed`: what happened, what was done at once (JSON). A confidential report has no
    `reported_by`; who it was stands in `reporter_sealed`, under a key of its own. The limit is
    counted once; the database refuses to change it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=terms.IncidentKind)
    team = RoomKey("access.Team", models.PROTECT, null=True, db_constraint=False)
    happened_on = models.DateField(null=True)
    noticed_at = models.DateTimeField()
    concerned = models.PositiveIntegerField(null=True)
    reported_at = models.DateTimeField()
    reported_by = RoomKey("access.Person", models.PROTECT, null=True)
    confidential = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    due_rule = columns.code(40)
    due_version = models.PositiveIntegerField(null=True)
    notified_at = models.DateTimeField(null=True)
    reminded = models.CharField(max_length=8, default=rules.Reminded.NO)
    closed_at = models.DateTimeField(null=True)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    story_sealed = models.BinaryField(null=True)
    reporter_key = RoomKey("vault.DataKey", models.PROTECT, null=True, db_constraint=False)
    reporter_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="incident_code_once"),
            models.CheckConstraint(
                condition=Q(confidential=True, reported_by__isnull=True)
                | Q(confidential=False, reporter_sealed__isnull=True),
                name="incident_reporter_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True, due_version__isnull=True)
                | Q(due_at__isnull=False, due_version__isnull=False),
                name="incident_due_by_a_rule",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_at"],
                condition=Q(notified_at__isnull=True, closed_at__isnull=True),
                name="incident_due",
            ),
            models.Index(fields=["organisation", "-reported_at", "-id"], name="incident_by_time"),
        ]

    def __str__(self) -> str:
        return self.code


class IncidentPerson(models.Model):
    """A child or adult whom an incident concerns; gone when that person is erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+", db_constraint=False)
    individual = RoomKey("people.Individual", models.CASCADE, db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "incident", "individual"], name="incident_person_once"
            )
        ]

    def __str__(self) -> str:
        return "concerned"


class IncidentShut(models.Model):
    """A colleague who must not see an incident: because it is about them, or for another reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+", db_constraint=False)
    person = RoomKey("access.Person", models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "incident", "person"], name="incident_shut_once"
            )
        ]

    def __str__(self) -> str:
        return "shut"


class IncidentStep(models.Model):
    """What was done about an incident. Steps are added, never rewritten.

    `words_sealed`: words, how, number (JSON), under the key of the incident.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=12, choices=terms.StepKind)
    at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "incident", "-noted_at"], name="incident_steps")
        ]

    def __str__(self) -> str:
        return self.kind


class Unsealing(models.Model):
    """Somebody asks who reported in confidence; another person decides (S5).

    `why_sealed` is what moves the one who asks, under the key of the incident.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+", db_constraint=False)
    state = models.CharField(
        max_length=10, choices=terms.UnsealingState, default=terms.UnsealingState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = RoomKey("access.Person", models.PROTECT)
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    until = models.DateTimeField(null=True)
    why_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "incident", "asked_by"],
                condition=Q(state="asked"),
                name="unsealing_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(asked_by=F("decided_by")),
                name="unsealing_by_two",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", until__isnull=False, decided_by__isnull=False)
                | (~Q(state="granted") & Q(until__isnull=True)),
                name="unsealing_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.state
