"""Assessments on pages: begin, one domain after the other, the summary, the approval."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.cases import commands, permissions, queries
from umai.cases.forms import assessing as forms
from umai.cases.models import AssessedDomain, Assessment, Case
from umai.cases.views import papers
from umai.cases.views.acting import Act, ask
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page

ON = "on"


@needs(permissions.READ_CASE)
@require_GET
def assessments(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Every assessment and best-interests paper of a case."""
    case = queries.case(request.actor, case_id)
    rows = list(queries.assessments(case))
    kept = list(queries.interests(case))
    words = {
        "case": case,
        "rows": papers.lines(request.actor, rows),
        "papers": papers.lines(request.actor, kept),
        "may_assess": request.actor.may(permissions.ASSESS),
        "may_weigh": request.actor.may(permissions.WEIGH_INTERESTS),
        "crumbs": papers.way(case, _("Assessment")),
    }
    return page(request, "cases/assessments.html", words)


@needs(permissions.ASSESS)
@require_http_methods(["GET", "POST"])
def begin_assessment(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Choose how deep to look, and begin."""
    case = queries.case(request.actor, case_id)
    form = forms.BeginForm(request.POST or None, initial={"id": uuid7()})
    return ask(
        request,
        Act(
            case,
            form,
            _("Begin an assessment"),
            "cases/begin_assessment.html",
            lambda said: commands.begin_assessment(
                request.actor, case.pk, said["kind"], assessment_id=said["id"]
            ),
            _("The assessment of %(code)s is begun."),
            to=_first,
        ),
    )


@needs(permissions.READ_CASE)
@require_GET
def read_assessment(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """One assessment, domain by domain, with the last one beside it."""
    row, case = commands.read_assessment(request.actor, assessment_id)
    return _shown(request, case, row)


@needs(permissions.ASSESS)
@require_http_methods(["GET", "POST"])
def assess_domain(request: ActorRequest, assessment_id: UUID, domain: str) -> HttpResponse:
    """One domain, with what the last assessment found beside it."""
    row, case, known, earlier = _domain(request, assessment_id, domain)
    edition = queries.domain_edition(row.edition)
    begun = _as_fields(case, known)
    form = forms.DomainForm(request.POST or None, edition=edition, initial=begun)
    here = edition.label(domain)
    more = {"domain": edition.domain(domain, row.kind), "earlier": earlier, "row": row,
            "way": papers.steps(row, domain)}  # fmt: skip
    return ask(
        request,
        Act(
            case,
            form,
            here,
            "cases/assess_domain.html",
            lambda said: commands.assess_domain(
                request.actor, row.pk, domain, said["version"], form.said()
            ),
            _("Saved: %(domain)s.") % {"domain": here.replace("%", "%%")},
            lambda now: _as_fields(case, _opened(request, row, now)),
            more,
            to=lambda _made: _next(request, row, domain),
        ),
    )


@needs(permissions.ASSESS)
@require_http_methods(["GET", "POST"])
def sum_up_assessment(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """What an assessment comes to."""
    row, case = _read(request, assessment_id)
    edition = queries.domain_edition(row.edition)
    form = forms.SummaryForm(
        request.POST or None, edition=edition, kind=row.kind, initial=_summary(case, row)
    )
    return ask(
        request,
        Act(
            case,
            form,
            _("Summary"),
            "cases/sum_up_assessment.html",
            lambda said: commands.sum_up_assessment(
                request.actor, row.pk, said["version"], form.said()
            ),
            _("The summary of %(code)s is saved."),
            lambda now: _summary(case, _opened(request, row, now)),
            {"row": row, "way": papers.steps(row, "summary")},
            to=lambda _made: reverse("cases:read_assessment", args=[row.pk]),
        ),
    )


@needs(permissions.ASSESS)
@require_POST
def lay_assessment_before(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Ask another person to approve a whole assessment."""
    return _end(request, assessment_id, commands.lay_assessment_before,
                _("The supervisors of the team are told."))  # fmt: skip


@needs(permissions.ASSESS)
@require_POST
def finish_assessment(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """A rapid assessment is done."""
    return _end(request, assessment_id, commands.finish_assessment, _("The assessment is done."))


@needs(permissions.APPROVE)
@require_http_methods(["GET", "POST"])
def decide_assessment(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Approve an assessment or give it back."""
    row, case = _read(request, assessment_id)
    form = forms.DecideForm(request.POST or None, initial={"version": row.version})
    return ask(
        request,
        Act(
            case,
            form,
            _("Decide on the assessment"),
            "cases/decide_assessment.html",
            lambda said: commands.decide_assessment(
                request.actor, row.pk, said["version"], approved=form.approved, words=said["words"]
            ),
            _("It is decided: %(code)s."),
            more=papers.assessment(request.actor, case, row),
            to=lambda _made: reverse("cases:read_assessment", args=[row.pk]),
        ),
    )


def _end(request: ActorRequest, assessment_id: UUID, act: Any, done: str) -> HttpResponse:
    row, case = queries.assessment(request.actor, assessment_id)
    try:
        act(request.actor, row.pk, papers.version_in(request))
    except Refused as no:
        row, case = commands.read_assessment(request.actor, assessment_id)
        return _shown(request, case, row, refused=str(no))
    messages.success(request, done)
    return redirect("cases:read_assessment", row.pk)


def _shown(request: ActorRequest, case: Case, row: Assessment, refused: str = "") -> HttpResponse:
    words = {
        **papers.assessment(request.actor, case, row),
        "case": case,
        "refused": refused,
        "crumbs": papers.way(case, row.get_kind_display()),
    }
    return page(request, "cases/read_assessment.html", words, status=422 if refused else 200)


def _read(request: ActorRequest, assessment_id: UUID) -> tuple[Assessment, Case]:
    """The assessment; opening its words is written down, sending a form is written down anyway."""
    if request.method == "GET":
        return commands.read_assessment(request.actor, assessment_id)
    return queries.assessment(request.actor, assessment_id)


def _domain(
    request: ActorRequest, assessment_id: UUID, domain: str
) -> tuple[Assessment, Case, AssessedDomain | None, dict[str, Any] | None]:
    row, case = _read(request, assessment_id)
    if queries.domain_edition(row.edition).domain(domain, row.kind) is None:
        raise Http404
    earlier = papers.earlier(case, row).get(domain)
    return row, case, queries.assessed(row).get(domain), earlier


def _opened(request: ActorRequest, row: Assessment, now: Any) -> Any:
    """What somebody else wrote is read: that is written down."""
    commands.read_assessment(request.actor, row.pk)
    return now


def _as_fields(case: Case, known: AssessedDomain | None) -> dict[str, Any]:
    """What was saved, by the names of the fields."""
    if known is None or not known.version:
        return {"version": 0}
    said = queries.opened(known, "words", queries.key_of(case))
    rating = {"rating": known.rating, "not_assessed": known.not_assessed}
    return {"version": known.version, **rating, **said}


def _summary(case: Case, row: Assessment) -> dict[str, Any]:
    said = queries.opened(row, "words", queries.key_of(case))
    needs_ = dict(zip(forms.NEEDS, row.needs, strict=False))
    told = {"version": row.version, "risk": row.risk, "triggers": row.triggers}
    return {**told, **needs_, **said}


def _first(row: Assessment) -> str:
    domain = queries.domain_edition(row.edition).of(row.kind)[0].code
    return reverse("cases:assess_domain", args=[row.pk, domain])


def _next(request: ActorRequest, row: Assessment, domain: str) -> str:
    """The next domain, the summary after the last one; or back to the whole, if asked."""
    if ON not in request.POST:
        return reverse("cases:read_assessment", args=[row.pk])
    codes = [one.code for one in queries.domain_edition(row.edition).of(row.kind)]
    rest = codes[codes.index(domain) + 1 :]
    if rest:
        return reverse("cases:assess_domain", args=[row.pk, rest[0]])
    return reverse("cases:sum_up_assessment", args=[row.pk])
