"""The interview guide: begin, one question a page, and where it led."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.cases import queries as cases
from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import commands, guides, permissions, queries
from umai.legal_aid.forms import guiding
from umai.legal_aid.models import GuideRun
from umai.legal_aid.views import told_guides as told

LATELY = 8


@needs(permissions.RUN_GUIDE)
@require_http_methods(["GET", "POST"])
def guide(request: ActorRequest) -> HttpResponse:
    """Begin the guide, with a case or without one; one's own of late stand below."""
    actor = request.actor
    begun = {"id": uuid7(), "code": request.GET.get("case", "")[:20], "language": get_language()}
    form = guiding.BeginForm(request.POST or None, actor=actor, initial=begun)
    if request.method == "POST" and form.is_valid():
        run = commands.begin_guide(actor, form.details())
        return redirect("legal_aid:guide_run", run.pk)
    words = {
        "form": form,
        "crumbs": told.crumbs(actor),
        "runs": told.lines(actor, queries.own_runs(actor)[:LATELY]),
        "unreviewed": [one for one, who in queries.newest_guide().review.items() if who is None],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "legal_aid/guide.html", words, status=status)


@needs(permissions.RUN_GUIDE)
@require_GET
def guide_run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """The question that is asked now, or where the answers led."""
    return _shown(request, commands.read_guide(request.actor, run_id))


@needs(permissions.RUN_GUIDE)
@require_POST
def answer_guide(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """One answer; the next question follows."""
    form = guiding.AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, commands.read_guide(request.actor, run_id), no=told.WHICH)
    said = form.cleaned_data
    try:
        run = commands.answer_guide(request.actor, run_id, said["version"], said["answer"])
    except Refused as no:
        return _shown(request, commands.read_guide(request.actor, run_id), no=str(no))
    return _on(request, run)


@needs(permissions.RUN_GUIDE)
@require_POST
def take_back_answer(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """One question back."""
    form = guiding.AnswerForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    return _on(request, commands.take_back_answer(request.actor, run_id, version))


@needs(permissions.RUN_GUIDE)
@require_GET
def guide_emergency(request: ActorRequest) -> HttpResponse:
    """What to do when somebody is in danger now, without a single question."""
    end = queries.newest_guide().emergency
    say = _language(request, "")
    words = {**told.ending(end, say), "danger": told.danger(request.actor)} if end else {}
    words |= {"crumbs": told.crumbs(request.actor, _("Danger now")), "say": say}
    return page(request, "legal_aid/guide_emergency.html", words)


def _on(request: ActorRequest, run: GuideRun) -> HttpResponse:
    say = _language(request, run.language)
    return redirect(f"{reverse('legal_aid:guide_run', args=[run.pk])}?say={say}")


def _language(request: ActorRequest, usual: str) -> str:
    """The language that is read aloud: of the address, of the run, or of the page."""
    for one in (request.GET.get("say", ""), usual, get_language() or ""):
        if one in guides.SPOKEN:
            return one
    return "en"


def _shown(request: ActorRequest, read: commands.ReadGuide, no: Any = "") -> HttpResponse:
    actor, run = request.actor, read.run
    say = _language(request, run.language)
    code = cases.case(actor, run.case_id).code if run.case_id else ""
    words = {
        "run": run,
        "say": say,
        "code": code,
        "no": no,
        "languages": guiding.spoken(),
        "own": run.by_id == actor.person,
        "by": access.names(actor, [run.by_id]).get(run.by_id, ""),
        "answers": told.answers(read),
        "crumbs": told.crumbs(actor, code or vocabulary.in_language(dict(read.guide.title))),
    }
    status = 422 if no else 200
    if read.question is not None:
        words |= told.asking(read, read.question, say)
        return page(request, "legal_aid/guide_question.html", words, status=status)
    words |= told.ended(actor, read, say)
    return page(request, "legal_aid/guide_result.html", words, status=status)
