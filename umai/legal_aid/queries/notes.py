"""Lawyers' notes: only the author and one named supervisor find them. For others there are none."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.legal_aid import permissions
from umai.legal_aid.models import Procedure, ProcedureNote
from umai.legal_aid.queries.procedures import key_of

COLUMN, INNER = "legal_aid_procedurenote.words", "legal_aid_procedurenote.own"


def procedure_notes(actor: Actor, row: Procedure | None = None) -> QuerySet[ProcedureNote]:
    """Those that the actor wrote or supervises, the latest first; of one procedure, or of all."""
    if not actor.may(permissions.READ_PROCEDURE):
        return ProcedureNote.objects.none()
    found = ProcedureNote.objects.visible_to(actor)
    if row is not None:
        found = found.filter(procedure_id=row.pk)
    return found.select_related("procedure").order_by("-about_on", "-pk")


def procedure_note(actor: Actor, note_id: UUID) -> ProcedureNote:
    """One of them; the same 404 whether it is another's or not there."""
    found = procedure_notes(actor).filter(pk=note_id).first()
    if found is None:
        raise Http404
    return found


def sealed_note(note: ProcedureNote, row: Procedure, own: DataKey, words: str) -> bytes:
    """The words under the note's own key, and that once more under the key of the procedure."""
    inner = seals.seal_bytes(own, INNER, note.pk, words.encode())
    return seals.seal_bytes(key_of(row), COLUMN, note.pk, inner)


def own_key(note: ProcedureNote) -> DataKey:
    """The key of a note alone."""
    return DataKey.objects.get(organisation_id=note.organisation_id, pk=note.key_id)


def words_of_note(note: ProcedureNote) -> str:
    """What stands in a note. After a reading that is written down only."""
    outer = seals.open_bytes(key_of(note.procedure), COLUMN, note.pk, note.words_sealed)
    return seals.open_bytes(own_key(note), INNER, note.pk, outer).decode()


def note_supervisors(actor: Actor, row: Procedure) -> dict[UUID, str]:
    """Who may be named to supervise a lawyer's notes, but the actor: ids and names."""
    found = access.holders(actor, permissions.LEAD_PROCEDURES, {row.team_id})
    return {one: name for one, name in access.names(actor, found - {actor.person}).items() if one}
