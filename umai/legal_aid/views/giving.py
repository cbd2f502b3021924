"""Handing procedures to another lawyer: one from its page, several when somebody leaves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries
from umai.legal_aid.forms.giving import GiveForm, GiveSomeForm
from umai.legal_aid.models import Procedure
from umai.legal_aid.views.acting import ask, of_row
from umai.legal_aid.views.reading import crumbs


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def give_procedure(request: ActorRequest, procedure_id: UUID) -> HttpResponse:
    """Hand one procedure to another lawyer."""
    actor = request.actor
    row = queries.procedure(actor, procedure_id)
    people = _people(actor, {row.team_id}, row.owner_id)
    form = GiveForm(request.POST or None, people=people, initial={"version": row.version})

    def do() -> Procedure:
        said = form.cleaned_data
        commands.give_procedure(actor, row.pk, said["version"], form.to(), said["words"])
        return row

    return ask(request, form, do, of_row(row, _("Hand it to another lawyer")))


@needs(permissions.LEAD_PROCEDURES)
@require_http_methods(["GET", "POST"])
def give_procedures(request: ActorRequest) -> HttpResponse:
    """The procedures of a lawyer, handed to another one together. The address says whose."""
    actor = request.actor
    led = list(queries.to_give(actor))
    lawyers = _lawyers(actor, led)
    whose = request.GET.get("lawyer", "")
    if whose not in dict(lawyers):
        whose = lawyers[0][0] if lawyers else ""
    rows = [one for one in led if str(one.owner_id) == whose]
    form = _some(request, actor, rows)
    if request.method == "POST" and form.is_valid() and _given(request, form):
        return redirect("legal_aid:procedures")
    here = _("Hand procedures on")
    told = {"form": form, "lawyers": lawyers, "whose": whose, "rows": rows, "here": here,
            "back": reverse("legal_aid:procedures"), "crumbs": crumbs((here, ""))}  # fmt: skip
    status = 422 if form.errors else 200
    return page(request, "legal_aid/give_procedures.html", told, status=status)


def _given(request: ActorRequest, form: GiveSomeForm) -> bool:
    words = form.cleaned_data["words"]
    try:
        number = commands.give_procedures(request.actor, form.chosen(), form.to(), words)
    except Refused as no:
        form.refuse(no)
        return False
    told = ngettext(
        "%(n)d procedure was handed on.", "%(n)d procedures were handed on.", number
    )
    messages.success(request, told % {"n": number})
    return True


def _some(request: ActorRequest, actor: Actor, rows: list[Procedure]) -> GiveSomeForm:
    owners = {one.owner_id for one in rows}
    people = _people(actor, {one.team_id for one in rows}, next(iter(owners), None))
    offered = [
        (str(one.pk), f"{one.code}, {queries.title_of(one.template, one.template_version)}")
        for one in rows
    ]
    begun = {"procedures": [key for key, _title in offered]}
    return GiveSomeForm(request.POST or None, people=people, rows=offered, initial=begun)


def _people(actor: Actor, teams: set[UUID], owner_id: UUID | None) -> Pairs:
    """Who may lead procedures in every one of these teams, but their lawyer."""
    able = [queries.able(actor, one) for one in teams]
    both = {key: name for one in able for key, name in one.items()}
    found = [
        (str(key), name)
        for key, name in both.items()
        if key != owner_id and all(key in one for one in able)
    ]
    return sorted(found, key=lambda pair: pair[1])


def _lawyers(actor: Actor, led: list[Procedure]) -> Pairs:
    """Whose procedures run, who has left first."""
    gone = {one.owner_id for one in queries.left_behind(actor)}
    names = access.names(actor, {one.owner_id for one in led})
    order = sorted(names.items(), key=lambda pair: (pair[0] not in gone, pair[1]))
    mark = _("%(name)s (leads procedures no longer)")
    return [(str(key), mark % {"name": name} if key in gone else name) for key, name in order]
