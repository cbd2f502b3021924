"""What a lawyer writes for the work itself, under privilege."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from umai.foundation.kernel import columns
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.links import RoomKey
from umai.legal_aid import permissions
from umai.legal_aid.models.procedures import Procedure
from umai.people import queries as people


class ProcedureNoteQuerySet(models.QuerySet["ProcedureNote"]):
    """Lawyers' notes, cut to the two people who may open each."""

    def visible_to(self, actor: Actor) -> ProcedureNoteQuerySet:
        """Those that the actor wrote, and those that they supervise by name as long as they lead
        the procedures of that team. Nothing else opens one: no team, no emergency, no console.
        """
        if actor.kind != "person":
            return self.none()
        teams = actor.teams(permissions.LEAD_PROCEDURES)
        leads = Q() if teams is None else Q(procedure__team_id__in=teams)
        mine = Q(author_id=actor.person) | (Q(supervisor_id=actor.person) & leads)
        out = people.shut_out_from(actor)
        here = self.filter(mine, organisation_id=actor.organisation)
        return here.exclude(procedure__individual_id__in=out).exclude(
            procedure__case__individual_id__in=out
        )


@columns.tracked()
class ProcedureNote(models.Model):
    """What a lawyer notes for the work itself, for one named legal supervisor at most.

    `words_sealed` is under `key`, the note's own, and again under the child's key: whichever of
    the two is destroyed, the note is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = RoomKey("access.Organisation", models.PROTECT)
    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="+", db_constraint=False
    )
    key = RoomKey("vault.DataKey", models.PROTECT, db_constraint=False)
    author = RoomKey("access.Person", models.PROTECT)
    supervisor = RoomKey("access.Person", models.PROTECT, null=True)
    about_on = models.DateField()
    written_at = models.DateTimeField()
    words_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)

    objects = ProcedureNoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "procedure"], name="legal_note_of_procedure"),
            models.Index(
                fields=["organisation", "author", "about_on"], name="legal_note_by_author"
            ),
            models.Index(fields=["organisation", "supervisor"], name="legal_note_supervised"),
        ]

    def __str__(self) -> str:
        return str(self.about_on)
