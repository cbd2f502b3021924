"""The link to one's own busy times, and what an outside calendar gets under it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from umai.foundation.access import throttle
from umai.foundation.calendar import commands, permissions, queries
from umai.foundation.kernel.gate import ActorRequest, needs, open_to_everyone
from umai.foundation.ui.pages import page

RATES = "60/5m/ip"


@needs(permissions.KEEP_APPOINTMENTS)
@require_GET
def calendar_link(request: ActorRequest) -> HttpResponse:
    """Whether there is a link, since when, and what it tells."""
    words = {"link": queries.open_link(request.actor), "crumbs": _crumbs()}
    return page(request, "calendar/calendar_link.html", words)


@needs(permissions.KEEP_APPOINTMENTS)
@require_POST
def make_link(request: ActorRequest) -> HttpResponse:
    """A new link, shown on this answer and never again."""
    token = commands.make_link(request.actor)
    address = reverse("calendar:busy", args=[request.actor.organisation, token])
    words = {
        "link": queries.open_link(request.actor),
        "address": request.build_absolute_uri(address),
        "crumbs": _crumbs(),
    }
    return page(request, "calendar/calendar_link.html", words)


@needs(permissions.KEEP_APPOINTMENTS)
@require_POST
def revoke_link(request: ActorRequest) -> HttpResponse:
    """The link opens nothing any more."""
    ended = commands.revoke_link(request.actor)
    messages.success(
        request, _("The link opens nothing any more.") if ended else _("There was no link.")
    )
    return redirect("calendar:calendar_link")


@open_to_everyone  # a calendar program has no account here; the secret in the address is the key
@require_safe
def busy(request: HttpRequest, organisation_id: UUID, token: str) -> HttpResponse:
    """When somebody is busy, and nothing else. Guessing is slowed down."""
    if not throttle.may_try(request, "calendar_link", RATES, reading=True):
        return HttpResponse(status=429)
    told = queries.busy_of(organisation_id, token)
    if told is None:
        return HttpResponse(status=404)
    return HttpResponse(told, content_type="text/calendar; charset=utf-8")


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Appointments"), reverse("calendar:appointments")),
        (_("Link for my own calendar"), ""),
    ]
