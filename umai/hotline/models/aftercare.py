"""What happens with a contact after the call."""

from django.db import models
from django.db.models import Q

from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.hotline import terms


class Emergency(models.Model):
    """Danger now: whose turn it is, who took it, and what was done first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    team = RoomKey("access.Team", models.PROTECT, db_constraint=False)
    code = models.CharField(max_length=16)
    raised_at = models.DateTimeField()
    act_by = models.DateTimeField()
    rung = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField(null=True)
    taken_by = RoomKey("access.Person", models.PROTECT, null=True)
    taken_at = models.DateTimeField(null=True)
    first_action_at = models.DateTimeField(null=True)
    first_action_by = RoomKey("access.Person", models.PROTECT, null=True)
    first_action_sealed = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = RoomKey("access.Person", models.PROTECT, null=True)
    done_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "team", "raised_at"],
                condition=Q(ended_at__isnull=True),
                name="emergency_open",
            )
        ]

    def __str__(self) -> str:
        return self.code


class CallAttempt(models.Model):
    """One attempt to call back."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT)
    result = models.CharField(max_length=16, choices=terms.Attempt)

    def __str__(self) -> str:
        return f"attempt {self.at:%Y-%m-%d %H:%M}"


class Step(models.Model):
    """Something done with a contact after it was written down: who, when, and why in sealed words.

    `version` is the one that the contact had afterwards; the words before stand in its history.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = RoomKey("access.Person", models.PROTECT)
    kind = models.CharField(max_length=20, choices=terms.Step)
    what = models.CharField(max_length=16, blank=True, default="")
    to = RoomKey("access.Person", models.PROTECT, null=True)
    note_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "contact", "at", "id"], name="step_of_contact")
        ]

    def __str__(self) -> str:
        return self.kind


class EarlierContact(models.Model):
    """"Has called before": two contacts of the same caller, by the caller's own choice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    earlier = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contact", "earlier"], name="contacts_linked_once"
            ),
            models.CheckConstraint(
                condition=~Q(contact=models.F("earlier")), name="contact_not_its_own_earlier"
            ),
        ]

    def __str__(self) -> str:
        return "earlier contact"
