"""A referral, what happened to it, the codes that open it to a provider, and needs not met."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import queries as cases
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import queries as people
from umai.referrals import permissions, terms

OUT = ["SENT", "RECEIVED", "ACCEPTED", "IN_SERVICE"]


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> ReferralQuerySet:
        """Those of cases that the actor may know of; without a case one's own and those of the
        teams that one supervises; none of a child from whom the actor is shut out.
        """
        here = self.filter(organisation_id=actor.organisation)
        if actor.kind != "person":
            return here
        known = Q(case_id__in=cases.cases(actor).values("pk"))
        mine = Q(owner_id=actor.person)
        if actor.may(permissions.READ_TEAM_REFERRALS):
            teams = actor.teams(permissions.READ_TEAM_REFERRALS)
            mine |= Q(organisation_id=actor.organisation) if teams is None else Q(team_id__in=teams)
        known |= Q(case_id__isnull=True) & mine
        shut_out = people.shut_out_from(actor)
        return here.filter(known).exclude(individual_id__isnull=False, individual_id__in=shut_out)


class Referral(models.Model):
    """Somebody is handed on to a service of the directory, to another organisation, or back.

    `state` and the moments are what the facts add up to, written by the same act.
    `words_sealed` (JSON, under `key`, that of the child or the contact): need, what is told to the
    provider in words, and note, for us alone. `shared_sealed` (JSON, under `share_key`, a key made
    for this referral) is what went out, written once; with the key it is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    owner = RoomKey("access.Person", models.PROTECT)
    code = models.CharField(max_length=20)
    source = models.CharField(max_length=8, choices=terms.Source)
    source_id = models.UUIDField()
    source_code = columns.code(16)
    case = RoomKey("cases.Case", models.PROTECT, null=True, db_constraint=False)
    individual = RoomKey("people.Individual", models.PROTECT, null=True, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)

    agency = RoomKey("directory.Agency", models.PROTECT, db_constraint=False)
    service = RoomKey("directory.Service", models.PROTECT, null=True, db_constraint=False)
    to_organisation = RoomKey("access.Organisation", models.PROTECT, null=True)
    answers = RoomKey("referrals.Arrival", models.SET_NULL, null=True, db_constraint=False)
    need = columns.code(8)
    urgency = models.CharField(max_length=8, choices=terms.Urgency)
    way = models.CharField(max_length=8, choices=terms.Way)
    language = columns.code(8)
    region = columns.code(8)
    district = columns.code(16)
    sex = columns.code(8)
    age_band = columns.code(8)
    shared = columns.codes(16)
    caller_agreed = models.BooleanField(default=False)
    basis = models.CharField(max_length=8, choices=terms.Basis, blank=True, default="")

    state = columns.code(20)
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = RoomKey("access.Person", models.PROTECT, null=True)
    due_at = models.DateTimeField(null=True)
    due_rule = columns.code(40)
    due_version = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    appointment_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    shut_at = models.DateTimeField(null=True)
    reason = columns.code(16)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    share_key = RoomKey("vault.DataKey", models.PROTECT, null=True, db_constraint=False)
    shared_sealed = models.BinaryField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="referral_code_once"),
            models.CheckConstraint(
                condition=Q(shut_at__isnull=True) | Q(shared_sealed__isnull=True),
                name="referral_shut_tells_nothing",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(basis=""), name="referral_sent_on_a_basis"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "case"], name="referral_of_case"),
            models.Index(fields=["organisation", "individual"], name="referral_of_individual"),
            models.Index(fields=["organisation", "source_id"], name="referral_of_source"),
            models.Index(fields=["organisation", "-drafted_at", "-id"], name="referral_by_time"),
            models.Index(fields=["organisation", "sent_at"], name="referral_sent"),
            models.Index(
                fields=["organisation", "due_at"],
                condition=Q(state__in=OUT),
                name="referral_out_due",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Fact(models.Model):
    """Something that happened to a referral. Facts are never changed and never taken away.

    `teller` is whose word it is, `by` the colleague who wrote it down, if any. `words_sealed`,
    under the key of the referral's words: what was said with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    referral = RoomKey("referrals.Referral", models.CASCADE, db_constraint=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=terms.FactKind)
    at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT, null=True)
    teller = models.CharField(max_length=8, choices=terms.Teller)
    what = columns.code(16)
    moment = models.DateTimeField(null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "referral", "number"], name="referral_fact_once"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class DoorCode(models.Model):
    """A code with which a provider without an account opens one referral, once.

    Only its keyed hash is kept. `used_at` begins a short visit; a newer code ends the older.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    referral = RoomKey("referrals.Referral", models.CASCADE, db_constraint=False)
    code_hash = models.BinaryField()
    given_by = RoomKey("access.Person", models.PROTECT)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code_hash"], name="door_code_once")
        ]
        indexes = [models.Index(fields=["organisation", "referral"], name="door_code_of")]

    def __str__(self) -> str:
        return str(self.pk)


class UnmetNeed(models.Model):
    """A service that is needed and that nobody gives: what advocacy counts. No word about whom."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    source = models.CharField(max_length=8, choices=terms.Source)
    source_id = models.UUIDField()
    case = RoomKey("cases.Case", models.PROTECT, null=True, db_constraint=False)
    need = columns.code(8)
    reason = models.CharField(max_length=16, choices=terms.UnmetReason)
    region = columns.code(8)
    district = columns.code(16)
    sex = columns.code(8)
    age_band = columns.code(8)
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "noted_at"], name="unmet_by_time"),
            models.Index(fields=["organisation", "case"], name="unmet_of_case"),
        ]

    def __str__(self) -> str:
        return self.need


class ReferralCounter(models.Model):
    """The last number of a referral that was given for one office; numbers are never reused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    office = RoomKey("access.Office", models.PROTECT, db_constraint=False)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "office"], name="referral_counter_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.last)
