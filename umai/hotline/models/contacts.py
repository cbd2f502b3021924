"""Contacts: what a caller told is ciphertext; what is counted is plain."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.hotline import permissions, terms

OLDEST_AGE = 25
# The fields that a person writes down, by what they are: codes, lists of codes, sealed words.
PLAIN = (
    "received_at",
    "duration_seconds",
    "channel",
    "contact_type",
    "language",
    "caller_relation",
    "caller_sex",
    "region",
    "anonymous",
    "not_attending_reason",
    "topic",
    "danger_now",
    "outcome",
    "satisfaction",
    "follow_up_on",
    "may_call_back",
    "may_say_who",
    "call_back_due_at",
    "call_back_until",
)
LISTS = ("family_flags", "other_topics", "second_axis", "booked", "materials")
SEALED = ("narrative", "advice", "caller_name", "phone", "safe_time", "referred_to")
CHILD = ("sex", "age", "citizenship", "ethnicity", "education", "living_situation", "family_status")


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> ContactQuerySet:
        """A supervisor's teams; for everybody else the contacts taken or held."""
        here = self.filter(organisation_id=actor.organisation)
        if actor.may(permissions.READ_TEAM_CONTACTS):
            teams = actor.teams(permissions.READ_TEAM_CONTACTS)
            return here if teams is None else here.filter(team_id__in=teams)
        return here.filter(Q(taken_by=actor.person_id) | Q(holder=actor.person_id))


@columns.tracked()
class Contact(models.Model):
    """One conversation with someone who reached out. A blank code means "not recorded".

    The child it is mainly about stands in the row itself, further children in `AnotherChild`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    reference = columns.code(64)
    source = models.CharField(max_length=10, choices=terms.Source, default=terms.Source.RECORDED)
    state = models.CharField(max_length=20, choices=terms.State, default=terms.State.CLOSED)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    duration_seconds = models.PositiveIntegerField(null=True)
    taken_by = RoomKey("access.Person", models.PROTECT, null=True)
    holder = RoomKey("access.Person", models.PROTECT, null=True)

    channel = columns.code()
    contact_type = columns.code()
    substantive = models.BooleanField(default=True)
    language = columns.code(8)
    caller_relation = columns.code()
    caller_sex = columns.code(8)
    region = columns.code(8)
    anonymous = models.BooleanField(null=True)

    child_sex = columns.code(8)
    child_age = models.PositiveSmallIntegerField(null=True)
    child_citizenship = columns.code()
    child_ethnicity = columns.code()
    child_education = columns.code()
    not_attending_reason = columns.code()
    child_living_situation = columns.code()
    child_family_status = columns.code()
    family_flags = columns.codes()

    topic = columns.code(40)
    other_topics = columns.codes()
    second_axis = columns.codes()
    danger_now = models.BooleanField(default=False)
    outcome = columns.code()
    booked = columns.codes()
    materials = columns.codes()
    satisfaction = models.PositiveSmallIntegerField(null=True)
    follow_up_on = models.DateField(null=True)
    follow_up_done_at = models.DateTimeField(null=True)

    may_call_back = models.BooleanField(null=True)
    may_say_who = models.BooleanField(null=True)
    call_back_due_at = models.DateTimeField(null=True)
    call_back_until = models.DateTimeField(null=True)
    attempts_left = models.PositiveSmallIntegerField(default=0)

    case = RoomKey("cases.Case", models.PROTECT, null=True, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, null=True, db_constraint=False)
    narrative_sealed = models.BinaryField(null=True)
    advice_sealed = models.BinaryField(null=True)
    caller_name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    safe_time_sealed = models.BinaryField(null=True)
    referred_to_sealed = models.BinaryField(null=True)
    caller_code_hash = models.BinaryField(null=True)
    import_digest = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="contact_code_once"),
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=~Q(reference=""),
                name="contact_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(child_age__isnull=True) | Q(child_age__lte=OLDEST_AGE),
                name="contact_child_age",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="contact_satisfaction",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-received_at", "-id"], name="contact_by_time"),
            models.Index(
                fields=["organisation", "team", "-received_at", "-id"], name="contact_of_team"
            ),
            models.Index(
                fields=["organisation", "taken_by", "-received_at", "-id"], name="contact_taken"
            ),
            models.Index(fields=["organisation", "holder", "-received_at"], name="contact_held"),
            models.Index(
                fields=["organisation", "call_back_due_at"],
                condition=Q(call_back_due_at__isnull=False),
                name="contact_call_back",
            ),
            models.Index(
                fields=["organisation", "follow_up_on"],
                condition=Q(follow_up_on__isnull=False, follow_up_done_at__isnull=True),
                name="contact_follow_up",
            ),
            models.Index(
                fields=["organisation", "case"],
                condition=Q(case__isnull=False),
                name="contact_of_case",
            ),
            models.Index(
                fields=["organisation", "caller_code_hash"],
                condition=Q(caller_code_hash__isnull=False),
                name="contact_caller_code",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AnotherChild(models.Model):
    """A further child on the same call."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    position = models.PositiveSmallIntegerField()
    sex = columns.code(8)
    age = models.PositiveSmallIntegerField(null=True)
    citizenship = columns.code()
    ethnicity = columns.code()
    education = columns.code()
    living_situation = columns.code()
    family_status = columns.code()
    # A correction ends the old rows and begins new ones, so that every version keeps its children.
    from_version = models.PositiveIntegerField(default=1)
    until_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contact", "position"],
                condition=Q(until_version__isnull=True),
                name="another_child_once",
            ),
        ]

    def __str__(self) -> str:
        return f"child {self.position}"


class GivenService(models.Model):
    """A service of the directory that was named to the caller, at one of its places or in general.

    The entry itself is looked up when it is shown: if it closed meanwhile, the page says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    service = RoomKey("directory.Service", models.PROTECT, db_constraint=False)
    location = RoomKey("directory.Location", models.PROTECT, null=True, db_constraint=False)
    given_at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT, null=True)
    # A correction ends what was taken away and begins what came: every version keeps its own.
    from_version = models.PositiveIntegerField(default=1)
    until_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contact", "service", "location"],
                condition=Q(until_version__isnull=True),
                nulls_distinct=False,
                name="service_given_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Counter(models.Model):
    """The last number given for one organisation and year; numbers are never reused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="hotline_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
