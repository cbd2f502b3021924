"""Services and the places where they are given: open and correct."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.directory import commands, permissions, queries
from umai.directory.forms.offers import LocationSheet, ServiceSheet
from umai.directory.views import keeping
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def open_service(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """A new service of an agency: for whom, when, in which language, at what cost."""
    agency = keeping.opened(agency_id, request)
    spots = queries.locations_of(request.actor, agency)
    sheet = ServiceSheet(request.POST or None, spots=spots, agency_id=agency.pk)
    if sheet.is_sent() and sheet.is_valid():
        try:
            commands.open_service(request.actor, sheet.details())
        except Refused as no:
            sheet.refuse(no)
        else:
            return keeping.done(agency, request, _("The service is in the directory."))
    crumbs = [*keeping.way(agency), (_("Add a service"), "")]
    return keeping.screen(sheet, request, "directory/open_service.html", crumbs, agency=agency)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def correct_service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """The service as a form. Two versions of it are shown side by side."""
    entry = queries.service(request.actor, service_id)
    agency = keeping.opened(entry.agency_id, request)
    at = queries.working_at(request.actor, [entry.pk]).values_list("location_id", flat=True)
    spots = queries.spots_for(request.actor, agency, at)
    sheet = ServiceSheet(request.POST or None, entry=entry, spots=spots, at=at)
    if sheet.is_sent() and sheet.is_valid():
        details = sheet.details()
        try:
            commands.correct_service(request.actor, sheet.version, details)
        except commands.Meanwhile as no:
            keeping.meet(sheet, details, no)
        except Refused as no:
            sheet.refuse(no)
        else:
            return keeping.done(agency, request, _("The service is corrected."))
    crumbs = [*keeping.way(agency), (_("Correct the service"), "")]
    return keeping.screen(sheet, request, "directory/correct_service.html", crumbs, agency=agency)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def open_location(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """A new place of an agency: where, when, how to get in."""
    agency = keeping.opened(agency_id, request)
    sheet = LocationSheet(request.POST or None, agency_id=agency.pk)
    if sheet.is_sent() and sheet.is_valid():
        try:
            commands.open_location(request.actor, sheet.details())
        except Refused as no:
            sheet.refuse(no)
        else:
            words = _(
                "The place is in the directory. Say at each service whether it is given there."
            )
            return keeping.done(agency, request, words)
    crumbs = [*keeping.way(agency), (_("Add a place"), "")]
    return keeping.screen(sheet, request, "directory/open_location.html", crumbs, agency=agency)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def correct_location(request: ActorRequest, location_id: UUID) -> HttpResponse:
    """The place as a form. Two versions of it are shown side by side."""
    entry = queries.location(request.actor, location_id)
    agency = keeping.opened(queries.agency_of(request.actor, entry).pk, request)
    sheet = LocationSheet(request.POST or None, entry=entry)
    if sheet.is_sent() and sheet.is_valid():
        details = sheet.details()
        try:
            commands.correct_location(request.actor, sheet.version, details)
        except commands.Meanwhile as no:
            keeping.meet(sheet, details, no)
        except Refused as no:
            sheet.refuse(no)
        else:
            return keeping.done(agency, request, _("The place is corrected."))
    crumbs = [*keeping.way(agency), (_("Correct the place"), "")]
    return keeping.screen(sheet, request, "directory/correct_location.html", crumbs, agency=agency)
