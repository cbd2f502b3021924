"""Process notes: only their author and one named supervisor find them. For others there are none.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.cases import permissions
from umai.cases.models import Case, ProcessNote
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

COLUMN, INNER = "cases_processnote.words", "cases_processnote.own"


def process_notes(actor: Actor, case: Case | None = None) -> QuerySet[ProcessNote]:
    """Those that the actor wrote or supervises, the latest first; of one case, or of all."""
    if not actor.may(permissions.READ_PROCESS_NOTE):
        return ProcessNote.objects.none()
    found = ProcessNote.objects.visible_to(actor)
    if case is not None:
        found = found.filter(case_id=case.pk)
    return found.select_related("case").order_by("-about_on", "-pk")


def process_note(actor: Actor, note_id: UUID) -> ProcessNote:
    """One of them; the same 404 whether it is another's or not there."""
    found = process_notes(actor).filter(pk=note_id).first()
    if found is None:
        raise Http404
    return found


def sealed_note(note: ProcessNote, child: DataKey, own: DataKey, words: str) -> bytes:
    """The words under the note's own key, and that once more under the child's key."""
    return seals.seal_bytes(
        child, COLUMN, note.pk, seals.seal_bytes(own, INNER, note.pk, words.encode())
    )


def words_of_note(note: ProcessNote) -> str:
    """What stands in a note. After a reading that is written down only."""
    keys = DataKey.objects.filter(organisation_id=note.organisation_id)
    child, own = keys.get(pk=note.case.key_id), keys.get(pk=note.key_id)
    outer = seals.open_bytes(child, COLUMN, note.pk, note.words_sealed)
    return seals.open_bytes(own, INNER, note.pk, outer).decode()


def note_supervisors(actor: Actor) -> dict[UUID, str]:
    """Who may be named to supervise process notes, but the actor: ids and names."""
    found = access.holders(actor, permissions.READ_PROCESS_NOTE)
    return {one: name for one, name in access.names(actor, found - {actor.person}).items() if one}
