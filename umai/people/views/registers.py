"""What the pages of both registers share: their tabs, and a form with one act behind it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary.forms import Versioned
from umai.people import permissions


def tabs(actor: Actor, here: str) -> list[dict[str, Any]]:
    """The registers that the actor keeps."""
    every = [
        ("people:incidents", _("Incidents"), permissions.KEEP_INCIDENTS),
        ("people:requests", _("Requests for one's data"), permissions.NOTE_REQUEST),
    ]
    return [
        {"url": reverse(name), "words": words, "current": name == here}
        for name, words, permission in every
        if actor.may(permission)
    ]


def way(register: str, code: str, back: str, here: str) -> list[tuple[str, str]]:
    """The way back from a page below an entry of a register."""
    words = {
        "people:incidents": _("Incidents"),
        "people:requests": _("Requests for one's data"),
    }
    return [(words[register], reverse(register)), (code, back), (here, "")]


def asked(
    form: Any, request: ActorRequest, act: Callable[[], Any], words: dict[str, Any], back: str
) -> HttpResponse:
    """A form with one act behind it; a refusal stands at its field, nothing typed is lost.

    When somebody was quicker, the page says so, and sending again saves over what was seen.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
            newer = getattr(no, "current", None)
            if newer is not None and isinstance(form, Versioned):
                form.carry_on_from(newer.version)
        else:
            messages.success(request, _("It is written down."))
            return redirect(back)
    status = 422 if form.errors else 200
    whole = {"form": form, "back": back, **words}
    return page(request, "people/registers/ask.html", whole, status=status)
