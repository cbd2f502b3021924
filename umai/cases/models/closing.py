"""How a case ends, moves to another team, and how a lost child was looked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import terms
from umai.foundation.kernel import columns
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey


@columns.tracked()
class Closure(models.Model):
    """One request to close a case, and what was decided (F13). Every request stays.

    `reason` is a word of `closure_reason`. `words_sealed` (JSON, under the child's key): child,
    carer, care, papers, school, status, follow_up, safety, transition, incident, other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    reason = columns.code(24)
    risk = columns.code(8)
    goals = models.PositiveSmallIntegerField(default=0)
    goals_met = models.PositiveSmallIntegerField(default=0)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    wellbeing = models.PositiveSmallIntegerField(null=True)
    documents_returned = models.BooleanField(null=True)
    reunified_on = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = RoomKey("access.Person", models.PROTECT)
    decided_at = models.DateTimeField(null=True)
    decided_by = RoomKey("access.Person", models.PROTECT, null=True)
    approved = models.BooleanField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(decided_at__isnull=True),
                name="closure_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="closure_by_another",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="closure_satisfaction_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(wellbeing__isnull=True) | Q(wellbeing__range=(0, 10)),
                name="closure_wellbeing_to_ten",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="closure_of_case")]

    def __str__(self) -> str:
        return self.reason


class Attempt(models.Model):
    """Somebody tried to reach a child or a family of whom nothing is heard, without success.

    `words_sealed` (JSON, under the child's key): words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    way = models.CharField(max_length=12, choices=terms.AttemptWay)
    on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "case"], name="attempt_of_case")]

    def __str__(self) -> str:
        return self.way


@columns.tracked()
class Transfer(models.Model):
    """A case is offered to another team, or to another organisation with which the family agreed
    to share (`agency` of our directory). Until it is accepted the sender answers for it (F12).

    Answered without a yes or no it was taken back. `words_sealed` (JSON, under the child's key):
    reason, summary, todo, papers, answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    from_team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    to_team = RoomKey("access.Team", models.PROTECT, null=True, db_constraint=False)
    to_organisation = RoomKey("access.Organisation", models.PROTECT, null=True)
    agency = RoomKey("directory.Agency", models.PROTECT, null=True, db_constraint=False)
    why = models.CharField(max_length=12, choices=terms.HandoverReason, blank=True, default="")
    risk = columns.code(8)
    meeting_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = RoomKey("access.Person", models.PROTECT)
    answered_at = models.DateTimeField(null=True)
    answered_by = RoomKey("access.Person", models.PROTECT, null=True)
    accepted = models.BooleanField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(answered_at__isnull=True),
                name="transfer_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(from_team=models.F("to_team")), name="transfer_to_another_team"
            ),
            models.CheckConstraint(
                condition=Q(to_team__isnull=True) ^ Q(to_organisation__isnull=True),
                name="transfer_to_one",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "case"], name="transfer_of_case"),
            models.Index(
                fields=["organisation", "to_team"],
                condition=Q(answered_at__isnull=True),
                name="transfer_waiting",
            ),
        ]

    def __str__(self) -> str:
        return str(self.asked_at)


class Handover(models.Model):
    """What one organisation offers another, in the box of the receiver (`organisation`).

    Row security shows it to these two alone, and to the receiver no longer once it is taken back.
    Plain is what tells nothing of the child. `words_sealed` (JSON, under `key`, a key of the
    receiver made for it) is opened by the act that accepts; answered or taken back, the key goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    sender = RoomKey("access.Organisation", models.PROTECT)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    age_band = columns.code(8)
    risk = columns.code(8)
    region = columns.code(8)
    why = models.CharField(max_length=12, choices=terms.HandoverReason)
    meeting_on = models.DateField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = RoomKey("access.Person", models.PROTECT, null=True)
    accepted = models.BooleanField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    case = RoomKey("cases.Case", models.SET_NULL, null=True, db_constraint=False)
    new_code = columns.code(16)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=models.F("sender")), name="handover_to_another"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "asked_at"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="handover_waiting",
            ),
            models.Index(fields=["sender"], name="handover_sent"),
        ]

    def __str__(self) -> str:
        return self.code
