"""After the call: hand over, close, open again, follow up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.hotline import commands, permissions, queries
from umai.hotline.forms import aftercare
from umai.hotline.models import Contact
from umai.hotline.queries import looking

ROWS = 100


@needs(permissions.HAND_OVER_CONTACT)
@require_http_methods(["GET", "POST"])
def hand_over_contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Give a contact to a colleague who may read it."""
    actor = request.actor
    contact = queries.contact(actor, contact_id)
    people = queries.colleagues(actor, permissions.READ_CONTACT, contact.team_id)
    people = [one for one in people if one.person_id != contact.holder_id]
    form = aftercare.HandOverForm(request.POST or None, people=people, initial=begun(contact))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.hand_over_contact(
                actor, contact.pk, said["version"], said["to"], said["note"]
            )
        except Refused as no:
            form.refuse(no)
        else:
            return done(contact, request, _("%(code)s is handed over."))
    return act(contact, request, "hotline/hand_over_contact.html", form, people=people)


@needs(permissions.CLOSE_CONTACT)
@require_http_methods(["GET", "POST"])
def close_contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Nothing is left to do with it."""
    contact = queries.contact(request.actor, contact_id)
    form = aftercare.Versioned(request.POST or None, initial=begun(contact))
    if request.method == "POST" and form.is_valid():
        try:
            commands.close_contact(request.actor, contact.pk, form.cleaned_data["version"])
        except Refused as no:
            form.refuse(no)
        else:
            return done(contact, request, _("%(code)s is closed."))
    return act(contact, request, "hotline/close_contact.html", form)


@needs(permissions.REOPEN_CONTACT)
@require_http_methods(["GET", "POST"])
def reopen_contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Begin again with a closed contact, for a written reason."""
    contact = queries.contact(request.actor, contact_id)
    form = aftercare.ReasonForm(request.POST or None, initial=begun(contact))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.reopen_contact(request.actor, contact.pk, said["version"], said["reason"])
        except Refused as no:
            form.refuse(no)
        else:
            return done(contact, request, _("%(code)s is open again."))
    return act(contact, request, "hotline/reopen_contact.html", form)


@needs(permissions.FOLLOW_UP_CONTACT)
@require_http_methods(["GET", "POST"])
def note_follow_up(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """What was done, and when again."""
    contact = queries.contact(request.actor, contact_id)
    form = aftercare.FollowUpForm(request.POST or None, initial=begun(contact))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.note_follow_up(
                request.actor, contact.pk, said["version"], said["words"], said["next_on"]
            )
        except Refused as no:
            form.refuse(no)
        else:
            return done(contact, request, _("The follow-up of %(code)s is noted."))
    return act(contact, request, "hotline/note_follow_up.html", form)


@needs(permissions.FOLLOW_UP_CONTACT)
@require_GET
def follow_ups(request: ActorRequest) -> HttpResponse:
    """What is due today or overdue: one's own, or the team's."""
    actor, mine = request.actor, request.GET.get("whose") != "team"
    today = clock.today(actor.time_zone)
    _midnight, tomorrow = clock.day_bounds(today, today, actor.time_zone)
    follow = list(queries.follow_ups(actor, today, mine=mine)[:ROWS])
    call = list(queries.call_backs(actor, tomorrow, mine=mine)[:ROWS])
    words = {
        "mine": mine,
        "follow_ups": follow,
        "call_backs": call,
        "holders": queries.names(one.holder_id for one in [*follow, *call]),
        "most": ROWS,
        "emergencies": looking.alarms(actor),
        "crumbs": [(_("Hotline"), reverse("hotline:board")), (_("Due"), "")],
    }
    return page(request, "hotline/follow_ups.html", words)


def begun(contact: Contact) -> dict[str, Any]:
    """What the form of an act begins with."""
    return {"version": contact.version}


def act(
    contact: Contact,
    request: ActorRequest,
    template: str,
    form: Any,
    *,
    status: int = 200,
    **words: Any,
) -> HttpResponse:
    """The page of one act on a contact; after somebody else's, what happened meanwhile."""
    contact = form.newer or contact
    others = meanwhile(contact, request.POST.get("version", ""))
    told = {
        "contact": contact,
        "form": form,
        "emergency": queries.emergency_of(contact),
        "holder": queries.colleague(request.actor, contact.holder_id, contact.team_id),
        "meanwhile": others,
        "emergencies": looking.alarms(request.actor),
        "crumbs": crumbs(contact),
    }
    return page(request, template, told | words, status=422 if form.errors or others else status)


def meanwhile(contact: Contact, shown: str) -> list[Any]:
    """What others did since the version that the page had shown."""
    if not shown.isdigit() or int(shown) >= contact.version:
        return []
    steps = list(queries.steps(contact, after=int(shown)))
    people = queries.names(one.by_id for one in steps)
    return [(one, people.get(one.by_id, "")) for one in steps]


def crumbs(contact: Contact) -> list[tuple[str, str]]:
    """The way back to the contact."""
    return [
        (_("Hotline"), reverse("hotline:board")),
        (_("Contacts"), reverse("hotline:contacts")),
        (contact.code, reverse("hotline:contact", args=[contact.pk])),
    ]


def done(contact: Contact, request: ActorRequest, words: str) -> HttpResponse:
    """Say what was done and go back to the contact, or to the board if it is out of sight now."""
    messages.success(request, words % {"code": contact.code})
    if queries.contacts(request.actor).filter(pk=contact.pk).exists():
        return redirect("hotline:contact", contact.pk)
    return redirect("hotline:board")
