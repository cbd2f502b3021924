"""Help that was given: sessions, what each child had of them, process notes, scores over time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.cases import terms
from umai.cases.models.cases import Case
from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.people import queries as people


@columns.tracked()
class Session(models.Model):
    """Help at one time and place, for one child, a family or a group (F08).

    It says nothing about anybody: what a child had of it stands in its own `Attendance`.
    `service` is a word of that list.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    service = columns.code(8)
    form = models.CharField(max_length=12, choices=terms.SessionForm)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True)
    mode = models.CharField(max_length=12, choices=terms.Mode)
    place = models.CharField(max_length=12, choices=terms.Place, blank=True, default="")
    layer = columns.code(8)
    recorded_at = models.DateTimeField()
    recorded_by = RoomKey("access.Person", models.PROTECT, null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "held_on"], name="session_held")]

    def __str__(self) -> str:
        return self.service


@columns.tracked()
class Attendance(models.Model):
    """What one child and family had of a session, or did not have: who came, what came of it.

    `outcome` is a word of `service_outcome`, `result` of the list of the discipline.
    `words_sealed` (JSON, under the child's key): summary, tools, homework, why_not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="+", db_constraint=False
    )
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    child_came = models.BooleanField(default=False)
    relatives = models.PositiveSmallIntegerField(default=0)
    no_show = models.CharField(max_length=12, choices=terms.NoShow, blank=True, default="")
    goal = RoomKey("cases.Goal", models.SET_NULL, null=True, db_constraint=False)
    outcome = columns.code(20)
    result = columns.code(24)
    next_on = models.DateField(null=True)
    words_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "session", "case"], name="attendance_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="attendance_of_case")]

    def __str__(self) -> str:
        return self.outcome


class ProcessNoteQuerySet(models.QuerySet["ProcessNote"]):
    """Process notes, cut to the two people who may open each."""

    def visible_to(self, actor: Actor) -> ProcessNoteQuerySet:
        """Those that the actor wrote or supervises by name; nothing else opens one, not even an
        emergency. Who is shut out from the child is shut out here too.
        """
        if actor.kind != "person":
            return self.none()
        mine = Q(author_id=actor.person) | Q(supervisor_id=actor.person)
        return self.filter(mine, organisation_id=actor.organisation).exclude(
            case__individual_id__in=people.shut_out_from(actor)
        )


@columns.tracked()
class ProcessNote(models.Model):
    """What a psychologist notes for the work itself, for one named clinical supervisor at most.

    `words_sealed` is under `key`, the note's own, and again under the child's key: whichever of
    the two is destroyed, the note is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_constraint=False)
    attendance = RoomKey("cases.Attendance", models.SET_NULL, null=True, db_constraint=False)
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    author = RoomKey("access.Person", models.PROTECT)
    supervisor = RoomKey("access.Person", models.PROTECT, null=True)
    about_on = models.DateField()
    written_at = models.DateTimeField()
    words_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)

    objects = ProcessNoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "author", "about_on"], name="note_of_author"),
            models.Index(fields=["organisation", "supervisor"], name="note_supervised"),
        ]

    def __str__(self) -> str:
        return str(self.about_on)


@columns.tracked()
class Score(models.Model):
    """How a child answered a measure on a day; `edition` is the version of the measure.

    One that was wrong is struck out and stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    case = RoomKey("cases.Case", models.CASCADE, db_constraint=False)
    measure = columns.code(16)
    edition = columns.code(16)
    score = models.PositiveSmallIntegerField()
    taken_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = RoomKey("access.Person", models.PROTECT, null=True)
    struck_at = models.DateTimeField(null=True)
    struck_by = RoomKey("access.Person", models.PROTECT, null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "case"], name="score_of_case")]

    def __str__(self) -> str:
        return self.measure
