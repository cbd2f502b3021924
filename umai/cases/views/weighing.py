"""Best-interests papers on pages: begin, weigh, lay before another person, decide."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.cases import commands, permissions, queries, terms
from umai.cases.forms import weighing as forms
from umai.cases.forms.assessing import DecideForm
from umai.cases.models import BestInterests, Case
from umai.cases.views import papers
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page

State = terms.PaperState


@needs(permissions.WEIGH_INTERESTS)
@require_http_methods(["GET", "POST"])
def begin_interests(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Choose the decision and who says what is best."""
    case = queries.case(request.actor, case_id)
    form = forms.BeginInterestsForm(request.POST or None, initial={"id": uuid7()})
    return ask(
        request,
        Act(
            case,
            form,
            _("Weigh what is best"),
            "cases/begin_interests.html",
            lambda said: commands.begin_interests(
                request.actor, case.pk, said["kind"], said["decision"], interests_id=said["id"]
            ),
            _("The paper of %(code)s is begun."),
            to=lambda made: reverse("cases:weigh_interests", args=[made.pk]),
        ),
    )


@needs(permissions.READ_CASE)
@require_GET
def read_interests(request: ActorRequest, interests_id: UUID) -> HttpResponse:
    """One paper: options side by side, factors, panel, decision."""
    row, case = commands.read_interests(request.actor, interests_id)
    return _shown(request, case, row)


@needs(permissions.WEIGH_INTERESTS)
@require_http_methods(["GET", "POST"])
def weigh_interests(request: ActorRequest, interests_id: UUID) -> HttpResponse:
    """Write what was weighed; it may be saved before it is whole."""
    row, case = _read(request, interests_id)
    form = forms.WeighForm(request.POST or None, kind=row.kind, initial=_as_fields(case, row))
    return ask(
        request,
        Act(
            case,
            form,
            _("Weigh what is best"),
            "cases/weigh_interests.html",
            lambda said: commands.weigh_interests(
                request.actor, row.pk, said["version"], form.said()
            ),
            _("The paper of %(code)s is saved."),
            lambda now: _theirs(request, case, now),
            {"row": row},
            to=lambda _made: reverse("cases:read_interests", args=[row.pk]),
        ),
    )


@needs(permissions.WEIGH_INTERESTS)
@require_POST
def lay_interests_before(request: ActorRequest, interests_id: UUID) -> HttpResponse:
    """Ask another person to approve it."""
    row, case = queries.interests_paper(request.actor, interests_id)
    try:
        commands.lay_interests_before(request.actor, row.pk, papers.version_in(request))
    except Refused as no:
        row, case = commands.read_interests(request.actor, interests_id)
        return _shown(request, case, row, refused=str(no))
    messages.success(request, _("The supervisors of the team are told."))
    return redirect("cases:read_interests", row.pk)


@needs(permissions.APPROVE)
@require_http_methods(["GET", "POST"])
def decide_interests(request: ActorRequest, interests_id: UUID) -> HttpResponse:
    """Approve a paper or give it back."""
    row, case = _read(request, interests_id)
    form = DecideForm(request.POST or None, initial={"version": row.version})
    return ask(
        request,
        Act(
            case,
            form,
            _("Decide on the paper"),
            "cases/decide_interests.html",
            lambda said: commands.decide_interests(
                request.actor, row.pk, said["version"], approved=form.approved, words=said["words"]
            ),
            _("It is decided: %(code)s."),
            more=_told(request.actor, case, row),
            to=lambda _made: reverse("cases:read_interests", args=[row.pk]),
        ),
    )


def _shown(
    request: ActorRequest, case: Case, row: BestInterests, refused: str = ""
) -> HttpResponse:
    words = {
        **_told(request.actor, case, row),
        "case": case,
        "refused": refused,
        "crumbs": papers.way(case, row.get_kind_display()),
    }
    return page(request, "cases/read_interests.html", words, status=422 if refused else 200)


def _told(actor: Actor, case: Case, row: BestInterests) -> dict[str, Any]:
    key = queries.key_of(case)
    said = queries.opened(row, "words", key)
    approval = queries.approvals(case).filter(subject_id=row.pk).first()
    ids = [row.begun_by_id, row.done_by_id, approval.decided_by_id if approval else None]
    draft = row.state == State.DRAFT
    names = (*forms.OF_AN_OPTION.items(), ("feasible", _("Can it be done?")))
    feasible = dict(forms.FEASIBLE)
    return {
        "row": row,
        "said": said,
        "compared": [
            (label, [feasible.get(one.get(name, ""), "") if name == "feasible"
                     else one.get(name, "") for one in said.get("options", [])])
            for name, label in names
            if name != "option"
        ],
        "panel_kind": row.kind == terms.InterestsKind.DETERMINATION,
        "names": access.names(actor, ids),
        "approval": approval,
        "answered": queries.opened(approval, "words", key) if approval else {},
        "missing": queries.missing_in_interests(row, said) if draft else [],
        "writing": draft and actor.may(permissions.WEIGH_INTERESTS),
        "deciding": row.state == State.ASKED and actor.may(permissions.APPROVE, case.team_id),
    }  # fmt: skip


def _read(request: ActorRequest, interests_id: UUID) -> tuple[BestInterests, Case]:
    if request.method == "GET":
        return commands.read_interests(request.actor, interests_id)
    return queries.interests_paper(request.actor, interests_id)


def _theirs(request: ActorRequest, case: Case, now: BestInterests) -> dict[str, Any]:
    """What somebody else wrote is read: that is written down."""
    commands.read_interests(request.actor, now.pk)
    return _as_fields(case, now)


def _as_fields(case: Case, row: BestInterests) -> dict[str, Any]:
    said = queries.opened(row, "words", queries.key_of(case))
    told = forms.as_fields(said, row.review_on, row.interpreter)
    return {"version": row.version, **told}
