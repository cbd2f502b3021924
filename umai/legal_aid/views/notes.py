"""A lawyer's notes on pages. For all but the author and the named supervisor there are none."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui import paging
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries
from umai.legal_aid.forms.notes import NoteForm
from umai.legal_aid.models import Procedure, ProcedureNote
from umai.legal_aid.views.acting import ask, of_row
from umai.legal_aid.views.reading import crumbs


@needs(permissions.READ_PROCEDURE)
@require_GET
def procedure_notes(request: ActorRequest) -> HttpResponse:
    """The notes that one wrote or supervises, by code."""
    cut = paging.cut(request, queries.procedure_notes(request.actor), by="about_on")
    names = access.names(request.actor, {one.author_id for one in cut.rows})
    words = {
        "slice": cut,
        "lines": [(one, names.get(one.author_id, "")) for one in cut.rows],
        "me": request.actor.person_id,
        "crumbs": crumbs((_("Lawyer's notes"), "")),
    }
    return page(request, "legal_aid/procedure_notes.html", words)


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def write_procedure_note(request: ActorRequest, procedure_id: UUID) -> HttpResponse:
    """Write a note that only two people can open."""
    row = queries.procedure(request.actor, procedure_id)
    people = _supervisors(request.actor, row)
    first = people[0][0] if people else ""
    begun = {"id": uuid7(), "version": 0, "about_on": clock.today(request.actor.time_zone)}
    form = NoteForm(request.POST or None, people=people, initial={**begun, "supervisor": first})

    def do() -> Procedure:
        key = form.cleaned_data["id"]
        commands.write_procedure_note(request.actor, row.pk, key, form.details())
        return row

    return ask(request, form, do, of_row(row, _("Write a lawyer's note")))


@needs(permissions.READ_PROCEDURE, fresh="GET")
@require_GET
def read_procedure_note(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """Open a note. That somebody did is written down."""
    actor = request.actor
    note = commands.read_procedure_note(actor, note_id)
    names = access.names(actor, [note.author_id, note.supervisor_id])
    row = note.procedure
    known = queries.procedures(actor).filter(pk=row.pk).exists()
    words = {
        "note": note,
        "row": row,
        "back": reverse("legal_aid:procedure", args=[row.pk]) if known else "",
        "words": queries.words_of_note(note),
        "author": names.get(note.author_id, ""),
        "supervisor": names.get(note.supervisor_id, "") if note.supervisor_id else "",
        "mine": note.author_id == actor.person_id and actor.may(permissions.KEEP_PROCEDURE),
        "crumbs": crumbs((_("Lawyer's notes"), reverse("legal_aid:procedure_notes")),
                         (row.code, "")),
    }  # fmt: skip
    return page(request, "legal_aid/read_procedure_note.html", words)


@needs(permissions.KEEP_PROCEDURE, fresh="GET")
@require_http_methods(["GET", "POST"])
def correct_procedure_note(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """The author mends a note, or names another supervisor."""
    actor = request.actor
    opens = commands.read_procedure_note if request.method == "GET" else queries.procedure_note
    note = opens(actor, note_id)
    people = _supervisors(actor, note.procedure, note)
    form = NoteForm(request.POST or None, people=people, initial=_written(note))

    def do() -> Procedure:
        version = form.cleaned_data["version"]
        commands.correct_procedure_note(actor, note.pk, version, form.details())
        return note.procedure

    words = of_row(note.procedure, _("Correct a lawyer's note"))
    back = reverse("legal_aid:read_procedure_note", args=[note.pk])
    return ask(request, form, do, {**words, "back": back}, to=back)


def _written(note: ProcedureNote) -> dict[str, object]:
    return {
        "id": note.pk,
        "version": note.version,
        "about_on": note.about_on,
        "words": queries.words_of_note(note),
        "supervisor": str(note.supervisor_id or ""),
    }


def _supervisors(actor: Actor, row: Procedure, note: ProcedureNote | None = None) -> Pairs:
    known = dict(queries.note_supervisors(actor, row))
    if note is not None and note.supervisor_id and note.supervisor_id not in known:
        known[note.supervisor_id] = access.names(actor, [note.supervisor_id])[note.supervisor_id]
    return sorted(((str(one), name) for one, name in known.items()), key=lambda pair: pair[1])
