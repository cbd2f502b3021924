"""The appointments of somebody who leaves go to a colleague."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from umai.foundation.calendar import commands, permissions, queries
from umai.foundation.calendar.forms.appointing import HandOverForm
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import moments
from umai.foundation.ui.pages import page


@needs(permissions.KEEP_ROOMS)
@require_http_methods(["GET", "POST"])
def hand_over_appointments(request: ActorRequest) -> HttpResponse:
    """Who leaves, and who comes instead; what cannot be handed over is named."""
    form = _form(request.actor, request.POST or None)
    left: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = commands.hand_over_appointments(
                request.actor, UUID(form.cleaned_data["person"]), UUID(form.cleaned_data["to"])
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            _say(request, done.count)
            if not done.left:
                return redirect("calendar:hand_over_appointments")
            left = tuple(moments.moment(one.starts_at) for one in done.left)
    title = _("Hand appointments over")
    crumbs = [(_("Appointments"), reverse("calendar:appointments")), (title, "")]
    words = {"form": form, "title": title, "left": left, "crumbs": crumbs}
    status = 422 if form.errors or left else 200
    return page(request, "calendar/hand_over_appointments.html", words, status=status)


def _form(actor: Actor, typed: Any) -> HandOverForm:
    leaving = [(str(pk), name) for pk, name in queries.holders(actor).items()]
    people = [(str(one.pk), one.name) for one in queries.colleagues(actor)]
    return HandOverForm(typed, leaving=leaving, people=people)


def _say(request: ActorRequest, count: int) -> None:
    words = ngettext(
        "%(n)d appointment is handed over.", "%(n)d appointments are handed over.", count
    )
    messages.success(request, words % {"n": count})
