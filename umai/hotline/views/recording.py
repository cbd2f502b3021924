"""A call is written down: the screen, the one tap, the draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import unasked
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import queries as notices
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, permissions, queries, terms
from umai.hotline.forms import giving, recording
from umai.hotline.models import Contact
from umai.hotline.queries import looking
from umai.hotline.views.giving import beside

# The icon and the key of each thing that one tap records.
QUICK = {
    terms.Quick.SILENT: ("mic-off", "alt+s"),
    terms.Quick.HUNG_UP: ("phone-missed", "alt+h"),
    terms.Quick.WRONG_NUMBER: ("phone-off", "alt+w"),
    terms.Quick.TEST: ("flask-conical", "alt+t"),
    terms.Quick.THANKS: ("heart-handshake", "alt+k"),
}


@needs(permissions.RECORD_CONTACT)
@require_http_methods(["GET", "POST"])
def record_contact(request: ActorRequest) -> HttpResponse:
    """One screen for a call. Errors come back at the field with everything typed kept."""
    places = queries.workplaces(request.actor)
    if request.method == "GET":
        form = recording.RecordForm(workplaces=places, initial=recording.opened(places))
        return _screen(request, form, recording.Children())
    if giving.asked(request.POST):
        return _resumed(request, giving.with_given(request.POST))
    form = recording.RecordForm(request.POST, workplaces=places)
    children = recording.Children(request.POST)
    if form.ready(children):
        try:
            contact = commands.record_contact(request.actor, form.details(children))
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            return _after(request, contact, form.set_aside)
    return _screen(request, form, children, status=422)


@needs(permissions.RECORD_CONTACT)
@require_POST
def record_quick_contact(request: ActorRequest) -> HttpResponse:
    """One tap for silent, hung up, wrong number, test, thanks; then the next call."""
    unasked.leave(request)  # the button stands in the long form, and none of that is kept
    form = recording.QuickForm(request.POST, workplaces=queries.workplaces(request.actor))
    if not form.is_valid():
        messages.error(request, _("That could not be saved. Open the form anew and try once more."))
        return redirect("hotline:record_contact")
    try:
        contact = commands.record_quick_contact(request.actor, form.details())
    except Refused as no:
        messages.error(request, str(no))
    else:
        what = terms.Quick(form.cleaned_data["quick"]).label
        messages.success(
            request, _("%(code)s is saved: %(what)s.") % {"code": contact.code, "what": what}
        )
    return redirect("hotline:record_contact")


@needs(permissions.RECORD_CONTACT)
@require_GET
def continue_draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Go on with an unfinished form, every field as it was."""
    typed = QueryDict(mutable=True)
    for name, values in queries.draft_words(request.actor, draft_id).items():
        typed.setlist(name, values)
    return _resumed(request, typed)


@needs(permissions.RECORD_CONTACT)
@require_POST
def keep_draft(request: ActorRequest) -> JsonResponse:
    """Keep what was typed so far and say when. Asked by the page itself, every few seconds."""
    try:
        draft_id = UUID(request.POST.get("id", ""))
        draft = commands.keep_draft(request.actor, draft_id, recording.typed_words(request.POST))
    except (Refused, ValueError) as no:
        return JsonResponse({"words": str(no) if isinstance(no, Refused) else ""}, status=409)
    words = _("Draft kept %(when)s") % {"when": timezone.localtime(draft.kept_at).strftime("%H:%M")}
    return JsonResponse({"words": words})


@needs(permissions.RECORD_CONTACT)
@require_POST
def discard_draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Throw an unfinished form away."""
    commands.discard_draft(request.actor, draft_id)
    messages.success(request, _("The unfinished contact is gone for good."))
    return redirect(
        request.POST.get("back") == "board" and "hotline:board" or "hotline:record_contact"
    )


def _resumed(request: ActorRequest, typed: QueryDict) -> HttpResponse:
    """The screen with everything that was typed, not judged yet."""
    places = queries.workplaces(request.actor)
    form = recording.RecordForm(workplaces=places, initial=recording.resumed(typed, places))
    return _screen(request, form, recording.resumed_children(typed))


def _screen(
    request: ActorRequest,
    form: recording.RecordForm,
    children: recording.Children,
    status: int = 200,
) -> HttpResponse:
    opened_at = form["received_at"].value()
    words: dict[str, Any] = {
        "form": form,
        "children": children,
        "passed": recording.passed(opened_at),
        "drafts": [
            one for one in queries.drafts(request.actor) if str(one.pk) != str(form["id"].value())
        ],
        **in_danger(request.actor, form),
        **beside(request.actor, form["given"].value() or [], request.POST),
        "sentences": vocabulary.words("ready_sentence"),
        "quick_buttons": [(kind, *QUICK[kind]) for kind in terms.Quick],
        "open_parts": recording.open_parts(form),
        "correct_until": clock.now() + vocabulary.span("HL.CORRECT"),
        "emergencies": looking.alarms(request.actor),
    }
    return page(request, "hotline/record_contact.html", words, status=status)


def in_danger(actor: Actor, form: recording.RecordForm) -> dict[str, Any]:
    """Whom to ring, and how soon."""
    numbers = looking.emergency_phones()
    return {
        "numbers": numbers,
        "all_unsure": not any(number.confirmed for number in numbers),
        "rosters": [(place, notices.on_call(actor, place.team_id)) for place in form.workplaces],
        "first_action_within": vocabulary.span("HL.FIRST_ACTION"),
        "next_after": vocabulary.span("HL.DANGER_NEXT"),
    }


def _after(request: ActorRequest, contact: Contact, set_aside: list[str]) -> HttpResponse:
    address = reverse("hotline:contact", args=[contact.pk])
    saved_before = contact.recorded_at < clock.now()
    if saved_before:
        words = _(
            "{code} was already saved; nothing was saved twice."
            " If you changed something, correct it there."
        )
        messages.info(request, format_html(words, code=_link(contact, address)))
    elif contact.danger_now:
        messages.warning(
            request, _("The alarm is raised. %(code)s is saved.") % {"code": contact.code}
        )
    else:
        messages.success(request, format_html(_("{code} is saved."), code=_link(contact, address)))
    if set_aside and not saved_before:
        words = _("Not kept, because it could not be read: %(names)s. Correct the record later.")
        messages.warning(request, words % {"names": ", ".join(set_aside)})
    if contact.danger_now and not saved_before:
        return redirect(address)
    return redirect("hotline:record_contact" if "next" in request.POST else "hotline:board")


def _link(contact: Contact, address: str) -> str:
    return format_html('<a class="code" href="{}">{}</a>', address, contact.code)
