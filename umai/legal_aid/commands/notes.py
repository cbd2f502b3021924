"""A lawyer's notes: written for the work itself, opened by two people, told of in the journal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.legal_aid import events, permissions, queries, terms
from umai.legal_aid.commands import holding
from umai.legal_aid.models import Procedure, ProcedureNote


@dataclass(frozen=True, kw_only=True)
class NoteDetails:
    """A note about the work of one day, and who besides the author may open it."""

    about_on: date
    words: str
    supervisor_id: UUID | None = None


@transaction.atomic
def write_procedure_note(
    actor: Actor, procedure_id: UUID, note_id: UUID, details: NoteDetails
) -> ProcedureNote:
    """Write a note that only its author and the supervisor named here can open. Sent twice it is
    one note.
    """
    row = holding.hold(actor, procedure_id)
    if known := ProcedureNote.objects.filter(pk=note_id).first():
        if known.author_id != actor.person or known.procedure_id != row.pk:
            raise Http404
        return known
    _check(actor, row, details)
    own = seals.new_key(row.organisation_id, "note")
    note = ProcedureNote(
        id=note_id,
        organisation_id=row.organisation_id,
        procedure_id=row.pk,
        key_id=own.pk,
        author_id=actor.person,
        supervisor_id=details.supervisor_id,
        about_on=details.about_on,
        written_at=clock.now(),
    )
    note.words_sealed = queries.sealed_note(note, row, own, details.words.strip())
    note.save(force_insert=True)
    _tell(actor, row, note, None)
    log.record(actor, events.PROCEDURE_NOTE_WRITTEN, note, {"procedure": row.template})
    return note


@transaction.atomic
def read_procedure_note(actor: Actor, note_id: UUID) -> ProcedureNote:
    """Open a note. That somebody did is written down."""
    actor.require(permissions.READ_PROCEDURE)
    note = queries.procedure_note(actor, note_id)
    facts = {"procedure": note.procedure.template}
    log.record(actor, events.PROCEDURE_NOTE_READ, note, facts)
    return note


@transaction.atomic
def correct_procedure_note(
    actor: Actor, note_id: UUID, version: int, details: NoteDetails
) -> ProcedureNote:
    """The author mends a note or names another supervisor. What stood there before stays in its
    history, under the same keys.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    found = queries.procedure_notes(actor).select_for_update(no_key=True, of=("self",))
    note = found.filter(pk=note_id).first()
    if note is None:
        raise Http404
    if note.author_id != actor.person:
        raise Refused(_("Only the author changes a lawyer's note."))
    if note.version != version:
        raise holding.Newer(note)
    _check(actor, note.procedure, details, before=note.supervisor_id)
    words, before = details.words.strip(), note.supervisor_id
    own = queries.own_key(note)
    note.words_sealed = queries.sealed_note(note, note.procedure, own, words)
    note.about_on, note.supervisor_id = details.about_on, details.supervisor_id
    note.version += 1
    note.save()
    _tell(actor, note.procedure, note, before)
    facts = {"procedure": note.procedure.template}
    log.record(actor, events.PROCEDURE_NOTE_CORRECTED, note, facts)
    return note


def _check(
    actor: Actor, row: Procedure, details: NoteDetails, before: UUID | None = None
) -> None:
    if details.about_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "about_on")
    if not details.words.strip():
        raise Refused(_("Write the note."), "words")
    able = {before, None, *queries.note_supervisors(actor, row)}
    if details.supervisor_id not in able:
        raise Refused(_("Name somebody who leads the lawyers of this team."), "supervisor")


def _tell(actor: Actor, row: Procedure, note: ProcedureNote, before: UUID | None) -> None:
    whom = note.supervisor_id
    if whom is not None and whom != before:
        kind = terms.Told.NOTE_SUPERVISED
        notices.tell(actor, whom, kind, row.code, note.pk, urgent=False)
