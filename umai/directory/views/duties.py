"""Who does what for which problem in a district."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.directory import commands, permissions, queries, terms
from umai.directory.forms.duties import GiveForm, TableForm
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.places import queries as places
from umai.foundation.ui.pages import page


@needs(permissions.READ_DIRECTORY)
@require_GET
def responsibilities(request: ActorRequest) -> HttpResponse:
    """The table of a region: six steps, and for each who does it."""
    actor = request.actor
    form = TableForm(request.GET, region=queries.home_region(actor))
    chosen = form.chosen()
    table = queries.duties(actor, **chosen)
    words = {
        "form": form,
        "here": chosen,
        "asked": _address(chosen),
        "rows": [(step, terms.STEP_WORDS[step], table[step]) for step in terms.Step],
        "gaps": sum(1 for found in table.values() if not found),
        "today": clock.today(actor.time_zone),
        "may_keep": actor.may(permissions.KEEP_DIRECTORY),
    }
    return page(request, "directory/responsibilities.html", words)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def give_responsibility(request: ActorRequest) -> HttpResponse:
    """Say which agency does a step here."""
    asked = request.POST or request.GET
    table = TableForm(request.GET, region=queries.home_region(request.actor)).chosen()
    region = asked.get("region") if asked.get("region") in places.regions() else table["region"]
    form = GiveForm(
        request.POST or None,
        actor=request.actor,
        region=str(region),
        also=asked.get("agency", ""),
        initial={**table, **_begun(request.GET), "id": uuid7(), "region": region},
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = commands.give_responsibility(request.actor, form.details())
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("It stands in the table."))
            return redirect(_back(given))
    words = {"form": form, "region": region, "crumbs": _crumbs(str(region))}
    status = 422 if form.errors else 200
    return page(request, "directory/give_responsibility.html", words, status=status)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def end_responsibility(request: ActorRequest, responsibility_id: UUID) -> HttpResponse:
    """Take an agency out of the table, after asking once more."""
    if request.method == "POST":
        ended = commands.end_responsibility(request.actor, responsibility_id)
        messages.success(request, _("It is taken out of the table."))
        return redirect(_back(ended))
    one = queries.responsibility(request.actor, responsibility_id)
    words = {
        "one": one,
        "agency": queries.agency(request.actor, one.agency_id),
        "back": _back(one),
        "crumbs": _crumbs(one.region),
    }
    return page(request, "directory/end_responsibility.html", words)


def _begun(asked: QueryDict) -> dict[str, Any]:
    return {name: asked[name] for name in ("step", "agency") if asked.get(name)}


def _back(one: Any) -> str:
    """The table where a responsibility stands."""
    chosen = {"region": one.region, "district": one.district, "concern": one.concern}
    return f"{reverse('directory:responsibilities')}?{_address(chosen)}"


def _address(chosen: dict[str, str]) -> str:
    asked = QueryDict(mutable=True)
    asked.update({name: code for name, code in chosen.items() if code})
    return asked.urlencode()


def _crumbs(region: str) -> list[tuple[str, str]]:
    table = f"{reverse('directory:responsibilities')}?{_address({'region': region})}"
    return [(_("Directory"), reverse("directory:find_help")), (_("Who does what"), table)]
