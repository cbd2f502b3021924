"""The acts on a procedure: one page each, one command each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.cases import queries as cases
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import commands, permissions, queries, terms
from umai.legal_aid.forms import acts
from umai.legal_aid.models import Procedure
from umai.legal_aid.views import told
from umai.legal_aid.views.reading import crumbs

Kind = terms.FactKind
Command = Callable[..., Procedure]
STEP_ACTS: dict[str, Command] = {
    Kind.DONE: commands.finish_step,
    Kind.SUBMITTED: commands.submit_step,
    Kind.REFUSED: commands.refuse_step,
    Kind.APPEALED: commands.appeal_refusal,
    Kind.SKIPPED: commands.skip_step,
}
WHOLE_ACTS: dict[str, Command] = {
    Kind.EXTENDED: commands.extend_limit,
    Kind.PAUSED: commands.pause_procedure,
    Kind.RESUMED: commands.resume_procedure,
    Kind.CLOSED: commands.close_procedure,
}


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def open_procedure(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Choose a procedure for the child of a case; its first step begins."""
    case = cases.case(request.actor, case_id)
    # What the interview guide found is chosen already; anything that is no procedure is nothing.
    likely = request.GET.get("template", "")
    begun = {
        "id": uuid7(),
        "template": likely if likely in queries.latest() else None,
        "individual_id": request.GET.get("for", ""),
    }
    people = [
        (str(key), f"{vocabulary.label('relation', kind)}, {code}")
        for key, code, kind in queries.family_of_case(request.actor, case)
    ]
    form = acts.OpenForm(request.POST or None, people=people, initial=begun)

    def do() -> Procedure:
        return commands.open_procedure(request.actor, case.pk, form.details())

    here = _("Begin a procedure")
    back = reverse("cases:case", args=[case.pk])
    words = {"here": here, "back": back, "crumbs": crumbs((case.code, back), (here, ""))}
    return ask(request, form, do, words)


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def act_on_step(request: ActorRequest, procedure_id: UUID, act: str) -> HttpResponse:
    """Say what happened with the step that is due now."""
    row = queries.procedure(request.actor, procedure_id)
    here, command = _known(STEP_ACTS, act)
    step = queries.template_of(row).steps[row.step]
    today = clock.today(request.actor.time_zone)
    agencies = queries.agencies_for(request.actor, step) if step.authority else []
    begun = {"version": row.version, "step": row.step, "on": today.isoformat()}
    typed = request.POST or None
    form = acts.StepForm(typed, kind=act, step=step, agencies=agencies, initial=begun)

    def do() -> Procedure:
        if form.cleaned_data["step"] != row.step:
            raise commands.Newer(row)
        return command(request.actor, row.pk, form.cleaned_data["version"], form.told())

    return ask(request, form, do, of_row(row, here))


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def act_on_whole(request: ActorRequest, procedure_id: UUID, act: str) -> HttpResponse:
    """Pause, resume, close, or give it more time; with the reason."""
    row = queries.procedure(request.actor, procedure_id)
    here, command = _known(WHOLE_ACTS, act)
    form = acts.ReasonForm(request.POST or None, kind=act, initial={"version": row.version})

    def do() -> Procedure:
        said = form.cleaned_data
        return command(request.actor, row.pk, **said)

    return ask(request, form, do, of_row(row, here))


def _known(known: dict[str, Command], act: str) -> tuple[str, Command]:
    if act not in known:
        raise Http404
    return str(told.NAMES[act]), known[act]


def of_row(row: Procedure, here: str) -> dict[str, Any]:
    """What the page of an act on a procedure says beside the form."""
    one = queries.template_of(row)
    back = reverse("legal_aid:procedure", args=[row.pk])
    return {
        "row": row,
        "here": here,
        "back": back,
        "title": queries.title_of(row.template, row.template_version),
        "now": queries.step_title(one, row.step),
        "crumbs": crumbs((row.code, back), (here, "")),
    }


def ask(
    asked: ActorRequest,
    form: acts.ActForm,
    do: Callable[[], Procedure],
    words: dict[str, Any],
    to: str = "",
) -> HttpResponse:
    """The form; the act, if it was filled in rightly; a refusal at its field, nothing lost."""
    if asked.method == "POST" and form.is_valid():
        try:
            made = do()
        except commands.Newer as no:
            form.meet(no.current)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(asked, _("It is written down."))
            return redirect(to or reverse("legal_aid:procedure", args=[made.pk]))
    status = 422 if asked.method == "POST" else 200
    return page(asked, "legal_aid/ask.html", {"form": form, **words}, status=status)
