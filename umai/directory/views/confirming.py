"""The queue of what must be confirmed, and the one press that confirms it."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from umai.directory import commands, permissions, queries, rules
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary

FEW = 5


@needs(permissions.CONFIRM_ENTRY)
@require_GET
def confirm_entries(request: ActorRequest) -> HttpResponse:
    """What waits: corrections, agreements that end, entries to confirm."""
    actor, after = request.actor, request.GET.get("after", "")
    ending = queries.agreements_ending(actor)
    waiting = queries.waiting_proposals(actor)
    number = queries.to_confirm(actor).count()
    words = {
        "queue": queries.confirm_queue(actor, after=after),
        "after": after,
        "aside": str(number) if number else "",
        "months": vocabulary.amount("DIR.STALE"),
        "agreements": ending[:FEW],
        "more_agreements": max(ending.count() - FEW, 0),
    }
    if actor.may(permissions.DECIDE_PROPOSAL):
        words |= {"proposals": _named(request, waiting[:FEW])}
        words |= {"more_proposals": max(waiting.count() - FEW, 0)}
    return page(request, "directory/confirm_entries.html", words)


@needs(permissions.CONFIRM_ENTRY)
@require_POST
def confirm_entry(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Somebody rang and everything is right."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("directory:agency", args=[agency_id])
    shown = request.POST.get("version", "")
    version = int(shown) if re.fullmatch(r"[0-9]{1,9}", shown) else 0
    try:
        agency = commands.confirm_entry(request.actor, agency_id, version)
    except commands.Meanwhile:
        words = _("Somebody changed this entry meanwhile. Look at it, then confirm it.")
        messages.warning(request, words)
        back = reverse("directory:agency", args=[agency_id])
    except Refused as no:
        messages.warning(request, str(no))
    else:
        name = rules.name_of(agency, get_language() or "en")
        messages.success(request, _("Confirmed today: %(name)s") % {"name": name})
    return redirect(back)


def _named(request: ActorRequest, waiting: Any) -> list[tuple[Any, Any]]:
    """Proposals with the agencies that they are about."""
    some = list(waiting)
    agencies = queries.agencies(request.actor).in_bulk({one.agency_id for one in some})
    return [(one, agencies[one.agency_id]) for one in some]
