"""A procedure of a child, and everything that happened in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from umai.cases import queries as cases
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.legal_aid import terms
from umai.people import queries as people


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Procedures, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> ProcedureQuerySet:
        """Those of cases that the actor may know of, and those without a case of people whom the
        actor may know of; none of somebody from whom the actor is shut out.
        """
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        led, shut_out = Q(case__isnull=False), cases.all_but(actor)
        if shut_out is None:  # who may know of all cases is not asked about each of fifty thousand
            led = Q(case_id__in=cases.cases(actor).values("pk"))
            shut_out = people.shut_out_from(actor)
        known = people.individuals(actor).filter(pk=OuterRef("individual_id"))
        found = here.filter(led | Q(case__isnull=True) & Exists(known))
        if shut_out:
            of_them = Q(individual_id__in=shut_out) | Q(case__individual_id__in=shut_out)
            found = found.exclude(of_them)
        return found


class Procedure(models.Model):
    """A procedure of a template in one version, led by a lawyer: for the child of a case, for
    somebody of its family, or for somebody who came to a consultation and has no case.

    `key`: that of whom it is for; blank for the child, whose key the case holds. `contact`: the
    code of the contact that a consultation began with.
    `step`, `phase`, `state` and the moments are what the facts add up to, written by the same act.
    `due_at` keeps the rule and the version that it was counted under. `agency` and `asked_on`: whom
    papers were handed in to in this step, if it was named, and when. `words_sealed` (JSON, under
    that key): origin, the day from which the law counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    owner = RoomKey("access.Person", models.PROTECT)
    code = models.CharField(max_length=20)
    case = RoomKey("cases.Case", models.PROTECT, null=True, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, null=True, db_constraint=False)
    contact = columns.code(20)
    individual = RoomKey("people.Individual", models.PROTECT, db_constraint=False)
    template = models.CharField(max_length=8)
    template_version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=terms.State)
    step = columns.code(16)
    phase = models.CharField(max_length=12, choices=terms.Phase)
    authority = columns.code(16)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    asked_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_rule = columns.code(40)
    due_version = models.PositiveIntegerField(null=True)
    warned = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    outcome = columns.code(32)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="procedure_code_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "case"], name="procedure_of_case"),
            models.Index(fields=["organisation", "individual"], name="procedure_of_child"),
            models.Index(
                fields=["organisation", "due_at", "id"],
                condition=~models.Q(state="ended"),
                name="procedure_running_due",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ProcedureFact(models.Model):
    """Something that happened in a procedure. Facts are never changed and never taken away.

    `due_at`: the time limit that it started; of a fact that ends a step, the one that it ended.
    `gives`: the paper that was obtained. `words_sealed`, under the child's key: what was said.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    procedure = RoomKey("legal_aid.Procedure", models.CASCADE, db_constraint=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=terms.FactKind)
    step = columns.code(16)
    at = models.DateTimeField()
    on = models.DateField()
    authority = columns.code(16)
    by = RoomKey("access.Person", models.PROTECT, null=True)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    what = columns.code(32)
    gives = columns.code(16)
    due_at = models.DateTimeField(null=True)
    due_rule = columns.code(40)
    due_version = models.PositiveIntegerField(null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "procedure", "number"], name="procedure_fact_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "at"], name="procedure_fact_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.step}"


class ProcedureCounter(models.Model):
    """The last number of a procedure that was given for one office; numbers are never reused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "office"], name="procedure_counter_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.last)
