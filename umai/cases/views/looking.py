"""The list of cases, and one case."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from umai.cases import commands, permissions, queries
from umai.cases.views.sections import shown
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page


@needs(permissions.READ_CASE)
@require_GET
def cases(request: ActorRequest) -> HttpResponse:
    """The cases one may know of, what is due first on top."""
    rows = queries.by_next_due(queries.rows(request.actor, queries.Chosen()))
    return page(request, "cases/cases.html", {"rows": rows[:50]})


@needs(permissions.READ_CASE)
@require_GET
def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """One case: where it stands, what is due, who works on it. That it was opened is written down.
    """
    one = commands.read_case(request.actor, case_id)
    return page(request, "cases/case.html", {"case": one, "parts": shown(request.actor, one)})
