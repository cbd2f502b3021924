"""Who reported in confidence: ask, decide, open (S5)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, permissions, queries, terms
from umai.people.forms.incidents import WhyForm
from umai.people.models import Unsealing
from umai.people.views.incidents import HERE, shown
from umai.people.views.registers import asked, way

LASTS = "DP.REPORTER"


@needs(permissions.ASK_UNSEALING)
@require_http_methods(["GET", "POST"])
def ask_unsealing(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Ask who reported; a second person decides."""
    one = queries.incident(request.actor, incident_id)
    form = WhyForm(request.POST or None)

    def act() -> Unsealing:
        return commands.ask_unsealing(request.actor, one.pk, form.cleaned_data["why"])

    here, back = _("Who reported?"), reverse("people:incident", args=[one.pk])
    words = {
        "code": one.code,
        "here": here,
        "lead": _("A custodian decides. Until then you see nothing, and both acts are journaled."),
        "crumbs": way(HERE, one.code, back, here),
    }
    return asked(form, request, act, words, back)


@needs(permissions.ASK_UNSEALING, fresh="POST")
@require_POST
def open_reporter(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """The name, on an answer of its own, for who was granted it."""
    try:
        name = commands.open_reporter(request.actor, incident_id)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("people:incident", incident_id)
    opened = commands.read_incident(request.actor, incident_id)
    return shown(opened, request, reporter=name)


@needs(permissions.DECIDE_UNSEALING)
@require_GET
def unsealings(request: ActorRequest) -> HttpResponse:
    """What waits for the custodian, and what was decided, by code."""
    slice_ = paging.cut(request, queries.unsealings(request.actor), by="asked_at")
    names = access.names(request.actor, [one.asked_by_id for one in slice_.rows])
    codes = queries.codes_of(slice_.rows)
    words = {
        "slice": slice_,
        "rows": [
            (one, codes.get(one.incident_id, ""), names.get(one.asked_by_id, ""))
            for one in slice_.rows
        ],
    }
    return page(request, "people/registers/unsealings.html", words)


@needs(permissions.DECIDE_UNSEALING)
@require_http_methods(["GET", "POST"])
def decide_unsealing(request: ActorRequest, unsealing_id: UUID) -> HttpResponse:
    """Who asks, about which code, and why: agree for a time, or refuse."""
    refused = ""
    if request.method == "POST":
        grant = "refuse" not in request.POST and "grant" in request.POST
        try:
            commands.decide_unsealing(request.actor, unsealing_id, grant=grant)
        except Refused as no:
            refused = str(no)
        else:
            messages.success(request, _("It is decided. Who asked is told."))
            return redirect("people:unsealings")
    words = _question(request, commands.read_unsealing(request.actor, unsealing_id))
    words["refused"] = refused
    status = 422 if refused else 200
    return page(request, "people/registers/decide.html", words, status=status)


def _question(request: ActorRequest, opened: commands.OpenedUnsealing) -> dict[str, Any]:
    names = access.names(request.actor, [opened.asked.asked_by_id, opened.asked.decided_by_id])
    return {
        "opened": opened,
        "asked_by": names.get(opened.asked.asked_by_id, ""),
        "decided_by": names.get(opened.asked.decided_by_id, ""),
        "lasts": vocabulary.span(LASTS),
        "waits": opened.asked.state == terms.UnsealingState.ASKED,
        "own": opened.asked.asked_by_id == request.actor.person,
        "crumbs": [(_("Reporters"), reverse("people:unsealings")), (opened.incident.code, "")],
    }
