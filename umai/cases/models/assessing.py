"""Assessments: written domain by domain, in the version of the domains they began with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey

WAITING = Q(state__in=[terms.PaperState.DRAFT, terms.PaperState.ASKED])


@columns.tracked()
class Assessment(models.Model):
    """One assessment of a child. `edition` is the version of the domains that it answers.

    `risk` and `triggers` are how grave the author finds it now; `needs` the domains that matter
    most, the first first. `words_sealed` (JSON, under the child's key): protective, child_words,
    why_no_words, best_interests, recommendation, why_risk.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    kind = models.CharField(max_length=16, choices=terms.AssessmentKind)
    edition = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=terms.PaperState, default=terms.PaperState.DRAFT
    )
    begun_at = models.DateTimeField()
    begun_by = RoomKey("access.Person", models.PROTECT, null=True)
    summed_by = RoomKey("access.Person", models.PROTECT, null=True)
    done_at = models.DateTimeField(null=True)
    done_by = RoomKey("access.Person", models.PROTECT, null=True)
    risk = columns.code(8)
    triggers = columns.codes(32)
    needs = columns.codes(24)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "kind"],
                condition=WAITING,
                name="assessment_one_open",
            )
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="assessment_of_case")]

    def __str__(self) -> str:
        return self.kind


@columns.tracked()
class AssessedDomain(models.Model):
    """What was found in one domain. `rating` is 0 (no worry) to 4; none if it was not assessed.

    `words_sealed` (JSON, under the child's key): facts, strengths, risks, child, carer, evidence,
    why_not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    assessment = RoomKey("cases.Assessment", models.CASCADE, db_constraint=False)
    domain = columns.code(24)
    rating = models.PositiveSmallIntegerField(null=True)
    not_assessed = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by = RoomKey("access.Person", models.PROTECT, null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "assessment", "domain"], name="assessed_domain_once"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__lte=4), name="assessed_domain_0_to_4"
            ),
            models.CheckConstraint(
                condition=Q(not_assessed=False) | Q(rating__isnull=True),
                name="assessed_domain_rated_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.domain
