"""Consultations without a case: somebody was advised, and only a contact stands behind it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases.terms import Mode
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.hotline import permissions, terms


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations, cut to who may know of them."""

    def visible_to(self, actor: Actor) -> ConsultationQuerySet:
        """A supervisor's teams; for everybody else one's own and those on one's contacts."""
        here = self.filter(organisation_id=actor.organisation)
        mine = Q(given_by=actor.person_id)
        if actor.may(permissions.READ_TEAM_CONTACTS):
            teams = actor.teams(permissions.READ_TEAM_CONTACTS)
            return here if teams is None else here.filter(mine | Q(contact__team_id__in=teams))
        held = Q(contact__taken_by=actor.person_id) | Q(contact__holder=actor.person_id)
        return here.filter(mine | held)

    def standing(self) -> ConsultationQuerySet:
        """Those that count: neither corrected away nor written down by mistake."""
        return self.filter(until_version__isnull=True)


@columns.tracked()
class Consultation(models.Model):
    """One consultation, or social help given once to the family of a contact.

    `service` is a word of that list, blank when nobody noted which. `from_version` and
    `until_version` are versions of the contact: a correction of the call ends what was taken away
    and begins what came. One given afterwards has versions of its own; ended, it was a mistake.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    contact = RoomKey("hotline.Contact", models.CASCADE, db_constraint=False)
    discipline = models.CharField(max_length=3, choices=terms.Discipline)
    service = columns.code(8)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True)
    mode = models.CharField(max_length=12, choices=Mode, blank=True, default="")
    given_by = RoomKey("access.Person", models.PROTECT, null=True)
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=terms.Given)
    reference = columns.code(64)
    import_digest = models.BinaryField(null=True)
    summary_sealed = models.BinaryField(null=True)
    from_version = models.PositiveIntegerField(default=1)
    until_version = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=~Q(reference=""),
                name="consultation_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, terms.A_DAY)),
                name="consultation_minutes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "contact", "discipline"], name="consultation_of_contact"
            ),
            models.Index(
                fields=["organisation", "-held_on", "-id"],
                condition=Q(until_version__isnull=True),
                name="consultation_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.service or self.discipline
