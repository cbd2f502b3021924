"""What people ask about their own data: a copy, a correction, an erasure, who received it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import permissions, rules, terms
from umai.people.models.individuals import Individual


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    """Requests, cut to the actor."""

    def visible_to(self, actor: Actor) -> DataRequestQuerySet:
        """Those about people whom the actor may know; about nobody known, those of their teams.

        The officer sees every request by its code, but none about a person from whom they are
        shut out.
        """
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        if actor.may(permissions.WATCH_CIRCLES):
            known = Individual.objects.filter(organisation_id=actor.organisation)
            known = known.not_shut_out(actor)
            return here.filter(Q(individual__isnull=True) | Q(individual_id__in=known.values("pk")))
        known = Individual.objects.visible_to(actor)
        teams = actor.teams(permissions.NOTE_REQUEST)
        nobody = Q(individual__isnull=True)
        nobody &= Q() if teams is None else Q(team_id__in=teams)
        return here.filter(nobody | Q(individual_id__in=known.values("pk")))


class DataRequest(models.Model):
    """A request with its clock. `words_sealed`: who asks and how to reach them, what exactly;
    `answer_sealed`: why it takes longer, what was answered (JSON). Both under the key of the person
    it is about, so that they are erased together; under a key of its own if we know nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    code = models.CharField(max_length=16)
    team = RoomKey("access.Team", models.PROTECT, null=True, db_constraint=False)
    individual = RoomKey("people.Individual", models.CASCADE, null=True, db_constraint=False)
    asker = models.CharField(max_length=16, choices=terms.Asker)
    wants = models.CharField(max_length=12, choices=terms.Wants)
    proof = models.CharField(max_length=12, choices=terms.Proof)
    received_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT)
    due_at = models.DateTimeField()
    due_rule = columns.code(40)
    due_version = models.PositiveIntegerField()
    extended_to = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    extended_by = RoomKey("access.Person", models.PROTECT, null=True)
    answer = models.CharField(max_length=8, choices=terms.Given, blank=True, default="")
    ground = models.CharField(max_length=12, choices=terms.RefusalGround, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = RoomKey("access.Person", models.PROTECT, null=True)
    reminded = models.CharField(max_length=8, default=rules.Reminded.NO)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    words_sealed = models.BinaryField(null=True)
    answer_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="request_code_once"),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(ground=""), name="request_refused_on_a_ground"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_at"],
                condition=Q(answered_at__isnull=True),
                name="request_due",
            ),
            models.Index(fields=["organisation", "-noted_at", "-id"], name="request_by_time"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ends_at(self) -> object:
        """When the answer is due now: the first limit, or the one it was extended to."""
        return self.extended_to or self.due_at
