"""Supervision of those who work on cases: records of it, and audits of files."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from umai.cases import rules, terms
from umai.cases.models.cases import Case
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    """Records of supervision, cut to the two people whom each is about."""

    def visible_to(self, actor: Actor) -> SupervisionQuerySet:
        """Those that the actor wrote, or that are about the actor; nobody else opens one."""
        if actor.kind != "person":
            return self.none()
        mine = Q(supervisor_id=actor.person) | Q(worker_id=actor.person)
        return self.filter(mine, organisation_id=actor.organisation)

    def sessions(self) -> SupervisionQuerySet:
        """Individual sessions: they meet the clock, and they start it anew."""
        return self.filter(kind=terms.SupervisionKind.INDIVIDUAL)


@columns.tracked()
class Supervision(models.Model):
    """Supervision of one worker on one day (F14), seen by the two of them.

    An individual session says by which day the next is due, under the version of the rule of that
    day. `words_sealed` (JSON, under the record's own key): words, agreed (what, who, until).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    kind = models.CharField(max_length=12, choices=terms.SupervisionKind)
    supervisor = RoomKey("access.Person", models.PROTECT)
    worker = RoomKey("access.Person", models.PROTECT)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True)
    next_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    rule_version = models.PositiveIntegerField(null=True)
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(supervisor=F("worker")), name="supervision_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "worker", "held_on"], name="supervision_of"),
            models.Index(fields=["organisation", "supervisor", "held_on"], name="supervision_by"),
        ]

    def __str__(self) -> str:
        return self.kind


class DiscussedCase(models.Model):
    """A case that was spoken about, by its code only; it goes when the child is erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    supervision = RoomKey("cases.Supervision", models.CASCADE, db_constraint=False)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "supervision", "case"], name="discussed_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class FileAuditQuerySet(models.QuerySet["FileAudit"]):
    """Audits, cut to who looked through the file and who leads it."""

    def visible_to(self, actor: Actor) -> FileAuditQuerySet:
        """Those that the actor made, or that are about the actor's file, while the actor may know
        of the case.
        """
        if actor.kind != "person":
            return self.none()
        mine = Q(auditor_id=actor.person) | Q(worker_id=actor.person)
        known = Case.objects.visible_to(actor).order_by()
        return self.filter(
            mine, organisation_id=actor.organisation, case_id__in=known.values("pk")
        )


@columns.tracked()
class FileAudit(models.Model):
    """A file looked through by the checklist whose version is `edition`.

    The score is `points` by `applied`: the mean per cent over what applied. `words_sealed` (JSON,
    under the child's key): answers, remarks, words, answer (of the worker).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_constraint=False)
    worker = RoomKey("access.Person", models.PROTECT)
    auditor = RoomKey("access.Person", models.PROTECT)
    edition = models.PositiveIntegerField()
    points = models.PositiveIntegerField()
    applied = models.PositiveSmallIntegerField()
    audited_on = models.DateField()
    audited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    words_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)

    objects = FileAuditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(auditor=F("worker")), name="audit_by_another"),
            models.CheckConstraint(
                condition=Q(points__lte=F("applied") * 100), name="audit_at_most_all"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "case", "audited_on"], name="audit_of_case"),
            models.Index(fields=["organisation", "worker", "audited_on"], name="audit_of_worker"),
        ]

    def __str__(self) -> str:
        return str(self.audited_on)

    @property
    def score(self) -> Decimal | None:
        """The mean in per cent over what applied."""
        return rules.audit_score(self.points, self.applied)

    @property
    def rounded(self) -> Decimal | None:
        """The same as pages show it, in whole per cent."""
        return rules.whole_percent(self.score)
