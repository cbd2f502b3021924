"""Looking at contacts: one, a list, the board."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.hotline import commands, permissions, queries


@needs(permissions.READ_CONTACT)
@require_GET
def contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """One contact in full. That it was opened is written down."""
    found = commands.read_contact(request.actor, contact_id)
    words = {
        "contact": found,
        "story": queries.story(found),
        "other_children": queries.other_children(found),
        "emergencies": queries.open_emergencies(request.actor),
    }
    return page(request, "hotline/contact.html", words)


@needs(permissions.READ_CONTACT)
@require_GET
def contacts(request: ActorRequest) -> HttpResponse:
    """The contacts one may know of, newest first, by codes."""
    return page(request, "hotline/contacts.html", {})


@needs(permissions.READ_CONTACT)
@require_GET
def board(request: ActorRequest) -> HttpResponse:
    """Today at the hotline."""
    return page(request, "hotline/board.html", {})


@needs(permissions.READ_CONTACT)
@require_GET
def alarm_bar(request: ActorRequest) -> HttpResponse:
    """The open emergencies of one's teams, asked for every few seconds by every open desk."""
    return page(request, "hotline/alarm_bar.html", {"emergencies": queries.open_emergencies(request.actor)})
