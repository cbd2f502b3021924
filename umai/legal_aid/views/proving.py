"""The page on which it is said how it stands with a piece of evidence."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import births, commands, permissions, queries, terms
from umai.legal_aid.forms.proving import EvidenceForm
from umai.legal_aid.models import Procedure
from umai.legal_aid.views.acting import ask, of_row

State = terms.EvidenceState
# What each act is called on its button and its page.
NAMES: dict[str, Any] = {
    State.HAVE: gettext_lazy("We have it"),
    State.ASKED: gettext_lazy("We asked for it"),
    State.LACKING: gettext_lazy("It is not to be had"),
}


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def note_evidence(
    request: ActorRequest, procedure_id: UUID, claim: str, state: str
) -> HttpResponse:
    """Say that a proof is here, was asked for, or is not to be had and why."""
    row = queries.procedure(request.actor, procedure_id)
    one = _claim(row, claim, state)
    form = EvidenceForm(request.POST or None, actor=request.actor, row=row, claim=one, state=state)

    def do() -> Procedure:
        version = form.cleaned_data["version"]
        return commands.note_evidence(request.actor, row.pk, version, form.told())

    here = f"{NAMES[state]}: {vocabulary.label('evidence_claim', one.code)}"
    return ask(request, form, do, of_row(row, here) | {"now": ""})


def _claim(row: Procedure, claim: str, state: str) -> births.Claim:
    of = queries.claims().get(row.template)
    found = next((one for one in of.claims if one.code == claim), None) if of else None
    if found is None or state not in NAMES:
        raise Http404
    return found
