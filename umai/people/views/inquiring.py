"""Ask another team of ours about a child; see who asks, and decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries
from umai.people.forms.inquiring import SEARCHED, AskForm, told

SHOWN = 50


@needs(permissions.FIND_PEOPLE)
@require_POST
def ask_team(request: ActorRequest) -> HttpResponse:
    """Why one asks; then the question goes to whoever answers for the child."""
    if "begin" in request.POST:
        said = {name: request.POST.get(name, "") for name in ("search_id", *SEARCHED)}
        form = AskForm(begun={**said, "id": uuid7()})
        return page(request, "people/ask_team.html", _asking(form))
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            commands.ask_team(request.actor, form.details())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("The question is sent. If they let you in, you are told."))
            return redirect("people:inquiries")
    return page(request, "people/ask_team.html", _asking(form), status=422)


@needs(permissions.FIND_PEOPLE)
@require_GET
def inquiries(request: ActorRequest) -> HttpResponse:
    """What other teams ask of us, and when one asked oneself."""
    actor = request.actor
    waiting = list(queries.inquiries(actor)[:SHOWN]) if actor.may(permissions.KEEP_CIRCLE) else []
    words = {
        "waiting": waiting,
        "names": access.names(actor, [one.asked_by_id for one in waiting]),
        "mine": queries.my_inquiries(actor)[:SHOWN],
        "crumbs": _crumbs(_("Questions between teams")),
    }
    return page(request, "people/inquiries.html", words)


@needs(permissions.KEEP_CIRCLE)
@require_http_methods(["GET", "POST"])
def inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    """Who asks, why, about whom; and the answer."""
    if request.method == "POST":
        yes = "no" not in request.POST and "yes" in request.POST
        one = commands.answer_inquiry(request.actor, inquiry_id, yes=yes)
        said = _("Your colleague may open %(code)s now.") if yes else _("It is declined.")
        messages.success(request, said % {"code": one.code})
        return redirect("people:inquiries")
    found, one, words = commands.read_inquiry(request.actor, inquiry_id)
    shown = {
        "inquiry": found,
        "one": one,
        "who": access.names(request.actor, [found.asked_by_id]).get(found.asked_by_id, ""),
        "reason": words.reason,
        "searched": told(words.searched),
        "crumbs": _crumbs(_("Questions between teams")),
    }
    return page(request, "people/inquiry.html", shown)


def _asking(form: AskForm) -> dict[str, object]:
    return {"form": form, "crumbs": _crumbs(_("Ask another team"))}


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("Children"), reverse("people:find_people")), (here, "")]
