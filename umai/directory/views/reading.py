"""One entry of the directory."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from umai.directory import commands, permissions
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page


@needs(permissions.READ_DIRECTORY)
@require_GET
def agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """One agency in full. That a confidential one was opened is written down."""
    found = commands.read_agency(request.actor, agency_id)
    return page(request, "directory/agency.html", {"agency": found})
