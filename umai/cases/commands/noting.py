"""Process notes: written for the work itself, opened by two people, told of in the journal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import holding
from umai.cases.models import Case, ProcessNote
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey


@dataclass(frozen=True, kw_only=True)
class NoteDetails:
    """A note about the work of one day; it may belong to a session of the same case."""

    id: UUID
    about_on: date
    words: str
    supervisor_id: UUID | None = None
    attendance_id: UUID | None = None


@transaction.atomic
def write_process_note(actor: Actor, case_id: UUID, details: NoteDetails) -> ProcessNote:
    """Write a note that only its author and the supervisor named here can open."""
    case = holding.hold(actor, permissions.KEEP_PROCESS_NOTES, case_id)
    if known := ProcessNote.objects.filter(pk=details.id).first():
        if known.author_id != actor.person or known.case_id != case.pk:
            raise Http404
        return known
    _check(actor, details.about_on, details.words)
    _check_supervisor(actor, details.supervisor_id)
    if details.attendance_id is not None:
        _check_session(case, details.attendance_id)
    own = seals.new_key(case.organisation_id, "note")
    note = ProcessNote(
        id=details.id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        attendance_id=details.attendance_id,
        key_id=own.pk,
        author_id=actor.person,
        supervisor_id=details.supervisor_id,
        about_on=details.about_on,
        written_at=clock.now(),
    )
    note.words_sealed = queries.sealed_note(note, queries.key_of(case), own, details.words.strip())
    note.save(force_insert=True)
    _tell(actor, case, note, {details.supervisor_id}, terms.Notice.NOTES_SUPERVISED)
    log.record(actor, events.PROCESS_NOTE_WRITTEN, note, {"case": case.code})
    return note


@transaction.atomic
def read_process_note(actor: Actor, note_id: UUID) -> ProcessNote:
    """Open a note. That somebody did is written down."""
    actor.require(permissions.READ_PROCESS_NOTE)
    note = queries.process_note(actor, note_id)
    log.record(actor, events.PROCESS_NOTE_READ, note, {"case": note.case.code})
    return note


@transaction.atomic
def correct_process_note(
    actor: Actor, note_id: UUID, version: int, about_on: date, words: str
) -> ProcessNote:
    """The author mends a note; what stood there before stays in its history, under the same keys.
    """
    actor.require(permissions.KEEP_PROCESS_NOTES)
    note = _held(actor, note_id)
    if note.author_id != actor.person:
        raise Refused(_("Only the author changes a process note."))
    if note.version != version:
        raise holding.Newer(note)
    _check(actor, about_on, words)
    keys = DataKey.objects.filter(organisation_id=note.organisation_id)
    child, own = keys.get(pk=note.case.key_id), keys.get(pk=note.key_id)
    note.words_sealed = queries.sealed_note(note, child, own, words.strip())
    note.about_on = about_on
    note.version += 1
    note.save()
    log.record(actor, events.PROCESS_NOTE_CORRECTED, note, {"case": note.case.code})
    return note


@transaction.atomic
def name_note_supervisor(
    actor: Actor, note_id: UUID, version: int, supervisor_id: UUID | None
) -> ProcessNote:
    """Name another supervisor of a note, or none. Only the two who can open it may; the author
    is told, and so are the old and the new supervisor.
    """
    actor.require(permissions.READ_PROCESS_NOTE)
    note = _held(actor, note_id)
    if note.version != version:
        raise holding.Newer(note)
    if supervisor_id == note.supervisor_id:
        return note
    if supervisor_id == note.author_id:
        raise Refused(_("Nobody supervises their own notes. Name somebody else."), "supervisor")
    _check_supervisor(actor, supervisor_id)
    before, note.supervisor_id = note.supervisor_id, supervisor_id
    note.version += 1
    note.save()
    _tell(actor, note.case, note, {note.author_id, before}, terms.Notice.NOTES_SUPERVISOR)
    _tell(actor, note.case, note, {supervisor_id}, terms.Notice.NOTES_SUPERVISED)
    log.record(actor, events.NOTE_SUPERVISOR_NAMED, note, {"case": note.case.code})
    return note


def _held(actor: Actor, note_id: UUID) -> ProcessNote:
    found = queries.process_notes(actor).select_for_update(no_key=True, of=("self",))
    note = found.filter(pk=note_id).first()
    if note is None:
        raise Http404
    return note


def _check(actor: Actor, about_on: date, words: str) -> None:
    if about_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "about_on")
    if not words.strip():
        raise Refused(_("Write the note."), "words")


def _check_session(case: Case, attendance_id: UUID) -> None:
    if not queries.attendances(case).filter(pk=attendance_id).exists():
        raise Refused(_("This session does not belong to the case."), "attendance")


def _check_supervisor(actor: Actor, supervisor_id: UUID | None) -> None:
    if supervisor_id is not None and supervisor_id not in queries.note_supervisors(actor):
        raise Refused(_("Name somebody who supervises process notes."), "supervisor")


def _tell(
    actor: Actor, case: Case, note: ProcessNote, people: set[UUID | None], kind: terms.Notice
) -> None:
    for person_id in sorted(one for one in people if one and one != actor.person_id):
        notices.tell(actor, person_id, kind, case.code, note.pk, urgent=False)
