"""Have the name shown, and put the record right."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.ui.versions import against
from umai.people import commands, permissions, queries
from umai.people.forms.details import CorrectForm, told
from umai.people.models import Individual
from umai.people.views.reading import shown
from umai.people.views.way import way

OPEN, WHOLE = "open", "whole"


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_POST
def reveal_identity(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The record with its name, on this answer only. Who and when goes into the journal."""
    one = queries.individual(request.actor, individual_id)
    revealed = commands.reveal_record(request.actor, individual_id)
    return shown(one, request, revealed=revealed, revealed_at=clock.now())


@needs(permissions.CORRECT_INDIVIDUAL)
@require_http_methods(["GET", "POST"])
def correct_individual(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The record as a form; what is sealed only after it was asked for."""
    if request.method == "GET":
        one = commands.read_individual(request.actor, individual_id)
        return _screen(request, Asked(one, CorrectForm(known=told(one))))
    one = queries.individual(request.actor, individual_id)
    if OPEN in request.POST:
        request.prove()
        revealed = commands.reveal_record(request.actor, individual_id)
        return _screen(request, Asked(one, CorrectForm(known=told(one, revealed), whole=True)))
    form = CorrectForm(request.POST, known=told(one), whole=WHOLE in request.POST)
    asked = Asked(one, form)
    if form.is_valid():
        details = form.details(one.pk, one.team_id)
        version = form.cleaned_data["version"]
        try:
            commands.correct_individual(request.actor, one.pk, version, details, sealed=form.whole)
        except commands.Meanwhile as no:
            asked = _meet(request, asked, no.current)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("%(code)s is corrected.") % {"code": one.code})
            return redirect("people:individual", one.pk)
    return _screen(request, asked, status=422)


@dataclass(frozen=True)
class Asked:
    """A record, its form, and the lines of two versions if there are two."""

    one: Individual
    form: CorrectForm
    against: Any = None


def _meet(request: ActorRequest, asked: Asked, current: Individual) -> Asked:
    """Both versions; sending again saves over the newer one, knowingly."""
    form = asked.form
    if form.whole:
        request.prove()
    revealed = commands.reveal_record(request.actor, current.pk) if form.whole else None
    lines = against(form, told(current, revealed))
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = current.version  # type: ignore[index]
    return Asked(current, form, lines)


def _screen(request: ActorRequest, asked: Asked, *, status: int = 200) -> HttpResponse:
    words = {
        "one": asked.one,
        "form": asked.form,
        "against": asked.against,
        "may_open": request.actor.may(permissions.REVEAL_IDENTITY),
        "crumbs": way(asked.one, _("Correct")),
    }
    return page(request, "people/correct_individual.html", words, status=status)
