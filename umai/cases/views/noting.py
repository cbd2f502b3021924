"""Process notes on pages. For all but the author and the named supervisor there are none."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms import noting as forms
from umai.cases.forms.acts import ActForm
from umai.cases.models import Case, ProcessNote
from umai.cases.views.acting import Act, ask, tried
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui import moments, paging
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary

SESSIONS, SHOWN = 12, 3


@needs(permissions.READ_PROCESS_NOTE)
@require_GET
def process_notes(request: ActorRequest) -> HttpResponse:
    """The notes that one wrote or supervises, by code."""
    cut = paging.cut(request, queries.process_notes(request.actor), by="about_on")
    names = access.names(request.actor, {one.author_id for one in cut.rows})
    words = {
        "slice": cut,
        "lines": [(one, names.get(one.author_id, "")) for one in cut.rows],
        "me": request.actor.person_id,
        "crumbs": _way(_("Process notes")),
    }
    return page(request, "cases/process_notes.html", words)


@needs(permissions.KEEP_PROCESS_NOTES)
@require_http_methods(["GET", "POST"])
def write_process_note(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Write a note that only two people can open."""
    case = queries.case(request.actor, case_id)
    today, about = clock.today(request.actor.time_zone), request.GET.get("session", "")
    begun = {"id": uuid7(), "about_on": today, "attendance": about}
    form = forms.NoteForm(
        request.POST or None,
        people=_supervisors(request.actor),
        sessions=_sessions(case),
        initial=begun,
    )
    return ask(
        request,
        Act(
            case,
            form,
            _("Write a process note"),
            "cases/write_process_note.html",
            lambda _said: commands.write_process_note(request.actor, case.pk, form.said()),
            _("The process note is kept. Nobody else sees that it is there."),
            to=_of,
        ),
    )


@needs(permissions.READ_PROCESS_NOTE, fresh="GET")
@require_GET
def read_process_note(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """Open a note. That somebody did is written down."""
    note = commands.read_process_note(request.actor, note_id)
    names = access.names(request.actor, [note.author_id, note.supervisor_id])
    words = {
        "note": note,
        "words": queries.words_of_note(note),
        "author": names.get(note.author_id, ""),
        "supervisor": names.get(note.supervisor_id, "") if note.supervisor_id else "",
        "mine": note.author_id == request.actor.person_id
        and request.actor.may(permissions.KEEP_PROCESS_NOTES),
        "crumbs": _way(note.case.code, listed=True),
    }
    return page(request, "cases/read_process_note.html", words)


@needs(permissions.KEEP_PROCESS_NOTES, fresh="GET")
@require_http_methods(["GET", "POST"])
def correct_process_note(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """The author mends a note."""
    note = _opened(request, note_id)
    form = forms.CorrectNoteForm(request.POST or None, initial=_written(note))
    return _ask(
        request,
        note,
        form,
        _("Correct a process note"),
        lambda said: commands.correct_process_note(
            request.actor, note.pk, said["version"], said["about_on"], said["words"]
        ),
    )


@needs(permissions.READ_PROCESS_NOTE)
@require_http_methods(["GET", "POST"])
def name_note_supervisor(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """Name who supervises a note from now on."""
    note = queries.process_note(request.actor, note_id)
    people = [pair for pair in _supervisors(request.actor, note) if pair[0] != str(note.author_id)]
    begun = {"version": note.version, "supervisor": str(note.supervisor_id or "")}
    form = forms.NoteSupervisorForm(request.POST or None, people=people, initial=begun)
    return _ask(
        request,
        note,
        form,
        _("Name another supervisor"),
        lambda said: commands.name_note_supervisor(
            request.actor, note.pk, said["version"], form.said()
        ),
        _("The author and both supervisors are told."),
    )


def part(whole: queries.Whole) -> dict[str, Any] | None:
    """What the page of a case says of process notes, to those who have some or may write one."""
    rows = whole.notes[:SHOWN]
    may_write = whole.actor.may(permissions.KEEP_PROCESS_NOTES)
    return {"notes": rows, "may_write": may_write} if rows or may_write else None


def _ask(
    request: ActorRequest,
    note: ProcessNote,
    form: ActForm,
    here: str,
    do: Callable[[dict[str, Any]], Any],
    lead: str = "",
) -> HttpResponse:
    """An act on a note; who may open it need not know the case."""
    came = tried(
        request, form, do, lambda _now: _written(_opened(request, note.pk, reading=True))
    )
    if came.done:
        return _done(request, note)
    words = {"note": note, "form": form, "here": here, "lead": lead, "lines": came.lines,
             "title": f"{here} · {note.case.code}", "back": _of(note),
             "crumbs": _way(note.case.code, listed=True)}  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return page(request, "cases/ask_beside.html", words, status=status)


def _done(request: ActorRequest, note: ProcessNote) -> HttpResponse:
    messages.success(request, _("It is written down: %(code)s.") % {"code": note.case.code})
    if queries.process_notes(request.actor).filter(pk=note.pk).exists():
        return redirect(_of(note))
    return redirect("cases:process_notes")


def _opened(request: ActorRequest, note_id: UUID, *, reading: bool = False) -> ProcessNote:
    if request.method == "GET" or reading:
        return commands.read_process_note(request.actor, note_id)
    return queries.process_note(request.actor, note_id)


def _written(note: ProcessNote) -> dict[str, Any]:
    words = queries.words_of_note(note)
    return {"version": note.version, "about_on": note.about_on, "words": words}


def _supervisors(actor: Actor, note: ProcessNote | None = None) -> Pairs:
    known = dict(queries.note_supervisors(actor))
    if note is not None and note.supervisor_id and note.supervisor_id not in known:
        known[note.supervisor_id] = access.names(actor, [note.supervisor_id])[note.supervisor_id]
    return sorted(((str(one), name) for one, name in known.items()), key=lambda pair: pair[1])


def _sessions(case: Case) -> Pairs:
    return [
        (
            str(one.pk),
            f"{moments.day(one.session.held_on)}, "
            f"{vocabulary.label('service', one.session.service)}",
        )
        for one in queries.attendances(case)[:SESSIONS]
    ]


def _of(note: ProcessNote) -> str:
    return reverse("cases:read_process_note", args=[note.pk])


def _way(here: str, *, listed: bool = False) -> list[tuple[str, str]]:
    found = [(_("Cases"), reverse("cases:cases"))]
    if listed:
        found.append((_("Process notes"), reverse("cases:process_notes")))
    return [*found, (here, "")]
