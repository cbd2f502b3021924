"""Reviews of a plan on pages: begin, write, end, read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms.following import BeginReviewForm, EndReviewForm, ReviewForm
from umai.cases.models import Case, Review
from umai.cases.views.acting import Act, ask
from umai.cases.views.way import crumbs
from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page

PLAIN = ("version", "child_present")


@needs(permissions.REVIEW_PLAN)
@require_http_methods(["GET", "POST"])
def begin_review(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Begin to review the plan; go on with the review that has begun, if there is one."""
    case = queries.case(request.actor, case_id)
    open_ = queries.open_review(case)
    if open_ and request.method == "GET":
        return redirect("cases:read_review", open_.pk)
    plan = queries.plan_in_force(case)
    due = plan is not None and queries.review_due(request.actor, case, plan)
    begun = {"id": uuid7(), "version": case.version, "cause": "due" if due else ""}
    act = Act(
        case, BeginReviewForm(request.POST or None, initial=begun), _("Review the plan"),
        "cases/ask.html",
        lambda said: commands.begin_review(
            request.actor, case.pk, said["version"], said["id"], said["cause"], said["why"]
        ),
        _("The review of %(code)s has begun."), to=_shown_at,
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.READ_CASE)
@require_GET
def read_review(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """One review: why, what it found, what came of it."""
    row, case = commands.read_review(request.actor, review_id)
    actor, running = request.actor, row.ended_at is None
    words = {
        "case": case,
        "row": row,
        "said": queries.opened(row, "words", queries.key_of(case)),
        "names": access.names(actor, [row.begun_by_id, row.ended_by_id]),
        "may_write": running and actor.may(permissions.REVIEW_PLAN),
        "may_end": running and actor.may(permissions.APPROVE, case.team_id),
        "crumbs": crumbs(case, pgettext("clock", "Review of the plan")),
    }
    return page(request, "cases/read_review.html", words)


@needs(permissions.REVIEW_PLAN)
@require_http_methods(["GET", "POST"])
def write_review(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """Write what the review found."""
    row, case = _read(request, review_id)
    form = ReviewForm(request.POST or None, initial=_fields(case, row))
    act = Act(
        case, form, _("What the review found"), "cases/ask.html",
        lambda said: commands.write_review(
            request.actor, row.pk, said["version"],
            {name: told for name, told in said.items() if name not in PLAIN},
            child_present=said["child_present"],
        ),
        _("It is written down: %(code)s."),
        lambda now: _fields(case, commands.read_review(request.actor, now.pk)[0]), to=_shown_at,
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.APPROVE)
@require_http_methods(["GET", "POST"])
def end_review(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """Say what came of a review, and when the next one is."""
    row, case = _read(request, review_id)
    last = queries.last_review_day(request.actor, case)
    begun = {"version": row.version, "next_on": last}
    act = Act(
        case, EndReviewForm(request.POST or None, initial=begun), _("End the review"),
        "cases/end_review.html",
        lambda said: commands.end_review(
            request.actor, row.pk, said["version"], said["outcome"], said["next_on"],
            said["reason"],
        ),
        _("The review of %(code)s has ended."),
        more={"last_review": last, "said": queries.opened(row, "words", queries.key_of(case))},
        to=_shown_at,
    )  # fmt: skip
    return ask(request, act)


def _read(request: ActorRequest, review_id: UUID) -> tuple[Review, Case]:
    if request.method == "GET":
        return commands.read_review(request.actor, review_id)
    return queries.review(request.actor, review_id)


def _fields(case: Case, row: Review) -> dict[str, Any]:
    words = queries.opened(row, "words", queries.key_of(case))
    return {**words, **{name: getattr(row, name) for name in PLAIN}}


def _shown_at(made: Review) -> str:
    return reverse("cases:read_review", args=[made.pk])
