"""The rooms of the centre: opened and closed by who keeps them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.calendar import commands, permissions, queries
from umai.foundation.calendar.forms.rooms import RoomForm
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page


@needs(permissions.KEEP_ROOMS)
@require_GET
def rooms(request: ActorRequest) -> HttpResponse:
    """Every room that can be taken, office by office."""
    called = queries.offices(request.actor)
    found = [(one, called.get(one.office_id, "")) for one in queries.rooms(request.actor)]
    return page(request, "calendar/rooms.html", {"rooms": found})


@needs(permissions.KEEP_ROOMS)
@require_http_methods(["GET", "POST"])
def open_room(request: ActorRequest) -> HttpResponse:
    """Open a room of an office."""
    offices = [(str(pk), name) for pk, name in queries.offices(request.actor).items()]
    begun = {"id": uuid7(), "office": offices[0][0] if len(offices) == 1 else ""}
    form = RoomForm(request.POST or None, offices=offices, initial=begun)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = commands.open_room(request.actor, said["id"], UUID(said["office"]), said["name"])
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("%(name)s can be taken.") % {"name": row.name})
            return redirect("calendar:rooms")
    crumbs = [(pgettext("calendar", "Rooms"), reverse("calendar:rooms")), (_("Open a room"), "")]
    words = {"form": form, "crumbs": crumbs}
    return page(request, "calendar/open_room.html", words, status=422 if form.errors else 200)


@needs(permissions.KEEP_ROOMS)
@require_POST
def close_room(request: ActorRequest, room_id: UUID) -> HttpResponse:
    """Nobody takes this room any more."""
    try:
        row = commands.close_room(request.actor, room_id)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("%(name)s is closed.") % {"name": row.name})
    return redirect("calendar:rooms")
