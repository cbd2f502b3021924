"""One entry of the directory."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from umai.directory import commands, permissions, queries, rules
from umai.directory.terms import AgencyState
from umai.directory.views import keeping
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page

# The room of referrals is above this one: it is led to by the names of its page and permission.
MAKE_REFERRAL = "referrals.make_referral"


@needs(permissions.READ_DIRECTORY)
@require_GET
def agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """One agency in full. That a confidential one was opened is written down."""
    found = commands.read_agency(request.actor, agency_id)
    offers, spots = queries.offers(request.actor, found)
    words = {
        "agency": found,
        "offers": offers,
        "spots": spots,
        "may_keep": request.actor.may(permissions.KEEP_DIRECTORY),
        "may_refer": request.actor.may(MAKE_REFERRAL) and found.state == AgencyState.ACTIVE,
        "crumbs": [*keeping.way(found)[:1], (rules.name_of(found, get_language() or "en"), "")],
    }
    return page(request, "directory/agency.html", words)
