"""Open the case of a child whom we know, on one screen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms.opening import OpenForm
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.people import queries as people


@needs(permissions.OPEN_CASE)
@require_http_methods(["GET", "POST"])
def open_case(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The worry about a child, then its case; sent twice, it is one."""
    child = people.individual(request.actor, individual_id)
    known = queries.case_of(request.actor, child.pk)
    if known is not None and request.method == "GET":
        return redirect("cases:case", known.pk)
    begun = {"id": uuid7(), "region": child.region}
    form = OpenForm(request.POST or None, teams=teams_for(request.actor), initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            case = commands.open_case(request.actor, form.details(child.pk))
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("The case of %(code)s is open.") % {"code": case.code})
            return redirect("cases:case", case.pk)
    words = {"child": child, "form": form, "here": _("Open a case"), "crumbs": _way(child)}
    return page(request, "cases/open_case.html", words, status=422 if form.errors else 200)


def teams_for(actor: Actor) -> Pairs:
    """The teams for which somebody may open a case."""
    mine = actor.teams(permissions.OPEN_CASE)
    found = access.teams(actor)
    return [(str(one.pk), one.name) for one in found if mine is None or one.pk in mine]


def _way(child: people.Individual) -> list[tuple[str, str]]:
    return [
        (_("Children"), reverse("people:find_people")),
        (child.code, reverse("people:individual", args=[child.pk])),
        (_("Open a case"), ""),
    ]
