"""Closing a case, reopening it, and looking for a child of whom nothing is heard."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms import closing as forms
from umai.cases.forms.assessing import DecideForm
from umai.cases.models import Case, Closure
from umai.cases.views.acting import Act, ask
from umai.cases.views.way import crumbs
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page


@needs(permissions.ASK_CLOSURE)
@require_http_methods(["GET", "POST"])
def ask_closure(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Ask a supervisor to close the case; what is still open stands beside, with the way there."""
    actor = request.actor
    case = queries.case(actor, case_id)
    begun = {"id": uuid7(), "version": case.version}
    form = forms.ClosureForm(request.POST or None, initial=begun)
    goals, met = queries.goals_counted(case)
    return ask(
        request,
        Act(
            case,
            form,
            _("Close the case"),
            "cases/ask_closure.html",
            lambda said: commands.ask_closure(actor, case.pk, said["version"], form.details()),
            _("The supervisor is asked to close %(code)s."),
            more={"left": queries.still_open(actor, case), "goals": goals, "met": met},
        ),
    )


@needs(permissions.READ_CASE)
@require_GET
def read_closure(request: ActorRequest, closure_id: UUID) -> HttpResponse:
    """What was said at the end of a case. That it was read is written down."""
    row, case = commands.read_closure(request.actor, closure_id)
    words = {"case": case, "crumbs": crumbs(case, _("Closure")), **_told(request.actor, row, case)}
    return page(request, "cases/read_closure.html", words)


@needs(permissions.APPROVE)
@require_http_methods(["GET", "POST"])
def decide_closure(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Close the case or give it back, having read what is said."""
    actor = request.actor
    found = queries.open_closure(queries.case(actor, case_id))
    if found is None:
        raise Http404
    row, case = commands.read_closure(actor, found.pk)
    form = DecideForm(request.POST or None, initial={"version": row.version})
    return ask(
        request,
        Act(
            case,
            form,
            _("Decide on the closure"),
            "cases/decide_closure.html",
            lambda said: commands.decide_closure(
                actor, row.pk, said["version"], approved=form.approved, words=said["words"]
            ),
            _("It is decided about %(code)s. Whoever asked is told."),
            more={**_told(actor, row, case), "left": queries.still_open(actor, case, row.reason)},
        ),
    )


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def note_attempt(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Note that nobody was reached; earlier attempts stand beside."""
    actor = request.actor
    case = queries.case(actor, case_id)
    begun = {"id": uuid7(), "on": clock.today(actor.time_zone)}
    return ask(
        request,
        Act(
            case,
            forms.AttemptForm(request.POST or None, initial=begun),
            _("Note a vain attempt"),
            "cases/note_attempt.html",
            lambda said: commands.note_attempt(
                actor, case.pk, said["id"], said["way"], said["on"], said["words"]
            ),
            _("The attempt is noted in %(code)s."),
            more={
                "attempts": list(queries.attempts(case)),
                "last": queries.last_contact(actor, case),
            },
        ),
    )


@needs(permissions.REOPEN_CASE)
@require_http_methods(["GET", "POST"])
def reopen_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Open an ended case again for a new worry."""
    case = queries.case(request.actor, case_id)
    return ask(
        request,
        Act(
            case,
            forms.ReopenForm(request.POST or None, initial={"version": case.version}),
            _("Reopen the case"),
            "cases/reopen_case.html",
            lambda said: commands.reopen_case(
                request.actor, case.pk, said["version"], said["concern"], said["words"]
            ),
            _("%(code)s is open again, under its old code."),
        ),
    )


def _told(actor: Actor, row: Closure, case: Case) -> dict[str, Any]:
    """A closure in words. Call it after it was read."""
    return {
        "row": row,
        "said": queries.opened(row, "words", queries.key_of(case)),
        "face": dict(forms.FACES).get(str(row.satisfaction or ""), ""),
        "names": access.names(actor, [row.asked_by_id, row.decided_by_id]),
    }
