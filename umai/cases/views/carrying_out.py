"""A plan is carried out: ticks, how far the goals are, the copy for the child."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umai.cases import commands, exports, permissions, queries
from umai.cases.forms.planning import CopyForm, JudgeForm, OfferForm
from umai.cases.views.acting import Act, ask
from umai.cases.views.way import crumbs
from umai.foundation.files import answers
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import permissions as people

UNDO = "undo"


@needs(permissions.FOLLOW_UP)
@require_POST
def tick_action(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """One click: an action is done, or it is not after all."""
    row, _plan, case = queries.action(request.actor, action_id)
    try:
        commands.tick_action(request.actor, row.pk, done=UNDO not in request.POST)
    except Refused as no:
        messages.error(request, str(no))
    return redirect(f"{reverse('cases:case', args=[case.pk])}#plan")


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def judge_goal(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """Say how far a goal has come."""
    goal, plan, case = queries.goal(request.actor, goal_id)
    if request.method == "GET":
        commands.read_plan(request.actor, plan.pk)
    said = queries.opened(goal, "words", queries.key_of(case))
    begun = {"progress": goal.progress, "how_far": said.get("how_far", "")}
    act = Act(
        case, JudgeForm(request.POST or None, initial=begun), _("How far a goal has come"),
        "cases/judge_goal.html",
        lambda told: commands.judge_goal(
            request.actor, goal.pk, told["progress"], told["how_far"]
        ),
        _("It is written down: %(code)s."), more={"goal_words": said.get("goal", "")},
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.READ_CASE)
@require_http_methods(["GET", "POST"])
def print_plan_copy(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The plan in simple words for the child, as PDF."""
    row, case = queries.plan(request.actor, plan_id)
    form = CopyForm(
        request.POST or None,
        languages=exports.LANGUAGES,
        may_name=request.actor.may(people.REVEAL_IDENTITY),
        initial={"language": (get_language() or "en")[:2]},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        named = bool(said.get("named"))
        content = commands.print_plan_copy(
            request.actor, row.pk, said["language"], exports.plan_copy, named=named
        )
        return answers.attachment(content, "pdf", f"{case.code}-{row.number}")
    here = _("The plan for the child")
    words = {"case": case, "plan": row, "form": form, "here": here, "crumbs": crumbs(case, here)}
    return page(request, "cases/print_plan_copy.html", words, status=422 if form.errors else 200)


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def offer_plan_copy(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Note that the copy was offered to the child."""
    row, case = queries.plan(request.actor, plan_id)
    begun = {"on": row.offered_on or clock.today(request.actor.time_zone),
             "language": row.offered_language}  # fmt: skip
    act = Act(
        case, OfferForm(request.POST or None, initial=begun), _("Offered to the child"),
        "cases/ask.html",
        lambda said: commands.offer_plan_copy(
            request.actor, row.pk, said["language"], said["on"]
        ),
        _("It is written down: %(code)s."),
        to=lambda _made: reverse("cases:read_plan", args=[row.pk]),
    )  # fmt: skip
    return ask(request, act)
