"""A case, what happened to it, who works on it, what one worries about and how grave it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Collate

from umai.cases import permissions, terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import queries as people

# A case begins and ends by these.
LIVES = [
    terms.FactKind.OPENED.value,
    terms.FactKind.REOPENED.value,
    terms.FactKind.UNMERGED.value,
    terms.FactKind.SCREENED_OUT.value,
    terms.FactKind.CLOSED.value,
    terms.FactKind.TRANSFERRED.value,
    terms.FactKind.MERGED.value,
]


class OneOf(models.Func):
    """Whether a value is one of an array's, which is made first: `id = ANY (ARRAY(SELECT …))`."""

    template, arg_joiner = "%(expressions)s)", " = ANY ("
    output_field = models.BooleanField()


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> CaseQuerySet:
        """Those in whose team the actor works, a supervisor's teams, and those opened in an
        emergency; none of a child from whom the actor is shut out.
        """
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        around = people.around(actor)
        known = _known(actor, around.opened)
        return here.filter(known).exclude(individual_id__in=around.shut_out)

    def open(self) -> CaseQuerySet:
        """Those for which somebody still answers."""
        return self.filter(ended_at__isnull=True)


def _known(actor: Actor, glass: list[UUID]) -> Q:
    teams = actor.teams(permissions.READ_TEAM_CASES)
    if teams is None:
        return Q()
    mine = CaseMember.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person, until__isnull=True
    )
    opened = Q(individual_id__in=glass)
    if teams:
        return Q(Exists(mine.filter(case_id=OuterRef("pk")))) | opened | Q(team_id__in=teams)
    # Their own cases are found first, then looked up one by one: it costs what they have, not
    # what the organisation has.
    return Q(OneOf(F("pk"), ArraySubquery(mine.values("case_id")))) | opened


@columns.tracked()
class Case(models.Model):
    """The case of one child, under the child's code. Reopening it keeps the code.

    `state`, `risk` and `next_due_at` are what facts, ratings and clocks add up to, written by the
    same act. `words_sealed` (JSON, under the child's key): worry, source_words, next_step,
    state_manager.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    individual = RoomKey("people.Individual", models.PROTECT, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    owner = RoomKey("access.Person", models.PROTECT, null=True)
    state = columns.code(24)
    risk = columns.code(8)
    first_risk = columns.code(8)
    source = models.CharField(max_length=12, choices=terms.Source)
    region = columns.code(8)
    plan_reference = columns.code(64)
    opened_at = models.DateTimeField()
    opened_by = RoomKey("access.Person", models.PROTECT, null=True)
    registered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closure_reason = columns.code(24)
    reopened_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    next_due_kind = models.CharField(max_length=12, choices=terms.ClockKind, blank=True, default="")
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "individual"], name="case_one_for_a_child"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "team", "next_due_at"], name="case_of_team_due"),
            models.Index(fields=["organisation", "owner", "next_due_at"], name="case_of_owner_due"),
            models.Index(fields=["organisation", "opened_at"], name="case_opened"),
            models.Index(fields=["organisation", "code"], name="case_code"),
            # The beginning of a code. Under row security no LIKE uses an index.
            models.Index("organisation", Collate("code", "C"), name="case_code_from"),
            # The list of all open cases, what is due first on top, and its figures.
            models.Index(
                fields=["organisation", "next_due_at", "id"],
                include=["team", "owner", "risk", "individual"],
                condition=Q(ended_at__isnull=True),
                name="case_open_due",
            ),
            models.Index(
                fields=["organisation", "ended_at", "id"],
                condition=Q(ended_at__isnull=False),
                name="case_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Fact(models.Model):
    """Something that happened to a case. Facts are never changed and never taken away.

    `number` is their order; `subject_id` the row that it is about (an assessment, a plan);
    `words_sealed` the reason, under the child's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=terms.FactKind)
    at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT, null=True)
    subject_id = models.UUIDField(null=True)
    what = columns.code(40)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "number"], name="fact_number_once"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "at"], name="fact_of_kind"),
            # When cases began and ended: what most indicators are counted from.
            models.Index(
                fields=["organisation", "case", "number"],
                include=["kind", "at"],
                condition=Q(kind__in=LIVES),
                name="fact_lives",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class CaseMember(models.Model):
    """Somebody works on a case, in a role, since and until a moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    person = RoomKey("access.Person", models.PROTECT)
    role = models.CharField(max_length=16, choices=terms.CaseRole)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    added_by = RoomKey("access.Person", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "person"],
                condition=Q(until__isnull=True),
                name="case_member_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "person"],
                include=["case"],
                condition=Q(until__isnull=True),
                name="case_member_of",
            )
        ]

    def __str__(self) -> str:
        return self.role


@columns.tracked()
class Concern(models.Model):
    """What one worries about: alleged, assessed, confirmed, resolved (list `protection_concern`).

    `words_sealed` (JSON, under the child's key): words, why.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    concern = columns.code(8)
    status = columns.code(12)
    main = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    since_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)
    changed_at = models.DateTimeField(null=True)
    changed_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"], condition=Q(main=True), name="concern_one_main"
            )
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="concern_of_case")]

    def __str__(self) -> str:
        return self.concern


class RiskRating(models.Model):
    """How grave a case is, since when, by whom and why; what makes it high risk by itself.

    Every rating stays. `reason_sealed` is under the child's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    level = columns.code(8)
    triggers = columns.codes(32)
    at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT, null=True)
    reason_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "case", "at"], name="risk_of_case")]

    def __str__(self) -> str:
        return self.level
