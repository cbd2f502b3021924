"""A child is in danger: take it, act, say what was done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import queries as notices
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, permissions, queries
from umai.hotline.forms import aftercare as forms
from umai.hotline.models import Emergency
from umai.hotline.queries import looking


@needs(permissions.TAKE_EMERGENCY)
@require_http_methods(["GET", "POST"])
def take_emergency(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """Whom to ring and what to do; the first who takes it holds the contact."""
    emergency = queries.emergency(request.actor, emergency_id)
    refused = ""
    if request.method == "POST":
        try:
            commands.take_emergency(request.actor, emergency_id)
        except Refused as no:
            refused = str(no)
            emergency = queries.emergency(request.actor, emergency_id)
        else:
            words = _("You have taken %(code)s. The contact is with you now.")
            messages.success(request, words % {"code": emergency.code})
            return redirect("hotline:contact", emergency.contact_id)
    return _screen(request, "hotline/take_emergency.html", emergency, refused=refused)


@needs(permissions.TAKE_EMERGENCY)
@require_http_methods(["GET", "POST"])
def note_first_action(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """What was done first. It stops the clock."""
    emergency = queries.emergency(request.actor, emergency_id)
    queries.contact(request.actor, emergency.contact_id)
    form = forms.FirstActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.note_first_action(request.actor, emergency_id, form.cleaned_data["words"])
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, _("The first action is noted."))
            return redirect("hotline:contact", emergency.contact_id)
    return _screen(request, "hotline/note_first_action.html", emergency, form=form)


@needs(permissions.TAKE_EMERGENCY)
@require_http_methods(["GET", "POST"])
def end_emergency(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """What was done in the end, and where the child is."""
    emergency = queries.emergency(request.actor, emergency_id)
    queries.contact(request.actor, emergency.contact_id)
    missing = emergency.first_action_at is None
    form = forms.EndForm(request.POST or None, first_missing=missing)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.end_emergency(
                request.actor, emergency_id, said["words"], said.get("first_action", "")
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("%(code)s: the danger is over.") % {"code": emergency.code})
            return redirect("hotline:contact", emergency.contact_id)
    return _screen(request, "hotline/end_emergency.html", emergency, form=form)


def _screen(
    request: ActorRequest, template: str, emergency: Emergency, form: Any = None, refused: str = ""
) -> HttpResponse:
    actor = request.actor
    readable = queries.contacts(actor).filter(pk=emergency.contact_id).exists()
    words = {
        "emergency": emergency,
        "form": form,
        "refused": refused,
        "readable": readable,
        "taken_by": queries.colleague(actor, emergency.taken_by_id, emergency.team_id),
        "roster": notices.on_call(actor, emergency.team_id),
        "numbers": looking.emergency_phones(),
        "next_after": vocabulary.span("HL.DANGER_NEXT"),
        "crumbs": [(_("Hotline"), reverse("hotline:board")), (emergency.code, "")],
    }
    wrong = bool(refused or (form is not None and form.errors))
    return page(request, template, words, status=422 if wrong else 200)
