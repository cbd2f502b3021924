"""One's own time limits in a calendar outside: as a file, or under a link with a secret."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from umai.foundation.access import throttle
from umai.foundation.calendar import commands as calendar
from umai.foundation.calendar import queries as links
from umai.foundation.files import answers
from umai.foundation.kernel.gate import ActorRequest, needs, open_to_everyone
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, exports, permissions, queries
from umai.legal_aid.views.reading import crumbs

RATES = "60/5m/ip"
DEADLINES = "deadlines"  # what a link of ours is of


@needs(permissions.KEEP_PROCEDURE)
@require_GET
def deadline_calendar(request: ActorRequest) -> HttpResponse:
    """The file, and whether there is a link and since when."""
    return _shown(request)


@needs(permissions.KEEP_PROCEDURE)
@require_GET
def take_deadlines(request: ActorRequest) -> HttpResponse:
    """One's own time limits of today as a calendar file."""
    rows = commands.take_deadlines(request.actor)
    zone, language = request.actor.time_zone, get_language() or "en"
    return answers.attachment(exports.deadlines_ics(rows, zone, language), "ics", "deadlines")


@needs(permissions.KEEP_PROCEDURE)
@require_POST
def make_deadline_link(request: ActorRequest) -> HttpResponse:
    """A new link, shown on this answer and never again."""
    token = calendar.make_link(request.actor, DEADLINES)
    address = reverse("legal_aid:deadlines", args=[request.actor.organisation, token])
    return _shown(request, request.build_absolute_uri(address))


@needs(permissions.KEEP_PROCEDURE)
@require_POST
def revoke_deadline_link(request: ActorRequest) -> HttpResponse:
    """The link opens nothing any more."""
    ended = calendar.revoke_link(request.actor, DEADLINES)
    messages.success(
        request, _("The link opens nothing any more.") if ended else _("There was no link.")
    )
    return redirect("legal_aid:deadline_calendar")


@open_to_everyone  # a calendar program has no account here; the secret in the address is the key
@require_safe
def deadlines(request: HttpRequest, organisation_id: UUID, token: str) -> HttpResponse:
    """Codes and days of one person's time limits, and nothing else. Guessing is slowed down."""
    if not throttle.may_try(request, "deadline_link", RATES, reading=True):
        return HttpResponse(status=429)
    with links.behind_link(organisation_id, token, DEADLINES) as found:
        if found is None or not found[0].may(permissions.KEEP_PROCEDURE):
            return HttpResponse(status=404)
        actor, language = found
        told = exports.deadlines_ics(queries.deadlines(actor), actor.time_zone, language)
    return HttpResponse(told, content_type="text/calendar; charset=utf-8")


def _shown(request: ActorRequest, address: str = "") -> HttpResponse:
    words = {
        "link": links.open_link(request.actor, DEADLINES),
        "address": address,
        "many": len(queries.deadlines(request.actor)),
        "crumbs": crumbs((_("Deadlines in my calendar"), "")),
    }
    return page(request, "legal_aid/deadline_calendar.html", words)
