"""What was changed in a record, by day: who did it, and what stood there before."""

from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries
from umai.people.forms.history import lines
from umai.people.models import Individual
from umai.people.views.way import way


@needs(permissions.READ_INDIVIDUAL)
@require_GET
def individual_history(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Every change with names and numbers covered. That it was opened is written down."""
    one = commands.read_history(request.actor, individual_id)
    return _shown(request, one, covered=True)


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_POST
def reveal_history(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The same with what is sealed, on this answer only."""
    one = commands.reveal_history(request.actor, individual_id)
    return _shown(request, one, covered=False)


def _shown(request: ActorRequest, one: Individual, *, covered: bool) -> HttpResponse:
    cut = paging.cut(request, queries.changes(request.actor, one), by="at")
    zone = request.actor.time_zone
    told = [
        (change.line, [line for row in change.rows for line in lines(row, covered=covered)])
        for change in queries.history(request.actor, one, cut.rows)
    ]
    words = {
        "one": one,
        "days": [
            (day, list(some))
            for day, some in groupby(told, lambda pair: clock.local_day(pair[0].entry.at, zone))
        ],
        "cut": cut,
        "covered": covered,
        "may_reveal": request.actor.may(permissions.REVEAL_IDENTITY),
        "crumbs": way(one, _("What changed")),
    }
    return page(request, "people/individual_history.html", words)
