"""Hearings, fees, who represents and what was advised: each noted and mended on a page."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods

from umai.directory import queries as directory
from umai.directory.terms import AgencyState
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.fields import Pairs, keep_known
from umai.legal_aid import commands, permissions, queries, terms
from umai.legal_aid.forms import matters as forms
from umai.legal_aid.models import Procedure, ProcedureMatter
from umai.legal_aid.views.acting import ask, of_row
from umai.legal_aid.views.beside import titles

Kind = terms.MatterKind
NOTE: dict[str, Any] = {
    Kind.HEARING: gettext_lazy("Note a hearing"),
    Kind.FEE: gettext_lazy("Note a fee"),
    Kind.REPRESENTED: gettext_lazy("Note who represents"),
    Kind.ADVISED: gettext_lazy("Note advice"),
}
CORRECT: dict[str, Any] = {
    Kind.HEARING: gettext_lazy("What came of the hearing"),
    Kind.FEE: gettext_lazy("Correct the fee"),
    Kind.REPRESENTED: gettext_lazy("Correct who represents"),
    Kind.ADVISED: gettext_lazy("Correct the advice"),
}
# Who decides on what hearings are about.
BEFORE = {"COURT_JUV", "OPEKA", "KDN", "MIGPOL", "CON", "PROSECUTOR", "POLICE", "SOCPROT", "OTHER"}


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def note_matter(request: ActorRequest, procedure_id: UUID, kind: str) -> HttpResponse:
    """Note a hearing, a fee, who represents, or what was advised."""
    row = queries.procedure(request.actor, procedure_id)
    if kind not in Kind.values:
        raise Http404
    begun = {"id": uuid7(), "version": 0, **_begun(request.actor, kind)}
    form = _form(request, kind, begun)

    def do() -> Procedure:
        key = form.cleaned_data["id"]
        commands.note_matter(request.actor, row.pk, key, kind, form.told())
        return row

    return ask(request, form, do, of_row(row, str(NOTE[kind])))


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def correct_matter(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Write anew what is known of one of them; what a hearing decided is told here too."""
    found, row = queries.matter(request.actor, matter_id)
    if request.method == "GET":
        commands.read_procedure(request.actor, row.pk)
    form = _form(request, found.kind, _written(found, row))

    def do() -> Procedure:
        version = form.cleaned_data["version"]
        commands.correct_matter(request.actor, found.pk, version, form.told())
        return row

    return ask(request, form, do, of_row(row, str(CORRECT[found.kind])))


def _form(request: ActorRequest, kind: str, begun: dict[str, Any]) -> forms.MatterForm:
    agencies = _agencies(request.actor) if kind == Kind.HEARING else []
    form = forms.FORMS[kind](request.POST or None, agencies=agencies, initial=begun)
    for name in ("what", "agency_id"):
        if name in form.fields and begun.get(name):
            keep_known(form.fields[name], [str(begun[name])], lambda code: titles(kind, code))
    return form


def _begun(actor: Actor, kind: str) -> dict[str, Any]:
    today = clock.today(actor.time_zone)
    begun: dict[Kind, dict[str, Any]] = {
        Kind.HEARING: {"state": terms.HearingState.AHEAD},
        Kind.FEE: {"state": terms.Waiver.NONE},
        Kind.REPRESENTED: {},
        Kind.ADVISED: {"on": today},
    }
    return begun[Kind(kind)]


def _written(found: ProcedureMatter, row: Procedure) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in forms.FORMS[found.kind].base_fields
             if hasattr(found, name)}  # fmt: skip
    agency = str(found.agency_id or "")
    return {**plain, "agency_id": agency, **queries.words_of_matter(found, row)}


def _agencies(actor: Actor) -> Pairs:
    """Courts first, then the authorities that decide on children."""
    here = directory.agencies(actor).filter(state=AgencyState.ACTIVE, type__in=BEFORE)
    language = get_language() or "en"
    named = sorted((one.type != "COURT_JUV", directory.name_of(one, language), str(one.pk))
                   for one in here)  # fmt: skip
    return [(key, name) for _court, name, key in named]
