"""Plans on pages: begin a version, write it, lay it before another person, decide."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.cases import commands, permissions, queries
from umai.cases.forms.assessing import DecideForm
from umai.cases.forms.planning import OF_ACTION, BeginPlanForm, DropPlanForm, GoalForm, PlanForm
from umai.cases.models import Case, Goal, Plan
from umai.cases.views import plans_told
from umai.cases.views.acting import Act, ask
from umai.cases.views.papers import version_in
from umai.cases.views.way import crumbs
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page


@needs(permissions.MAKE_PLAN)
@require_http_methods(["GET", "POST"])
def begin_plan(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Begin a version of the plan; go on with the one that is being written, if there is one."""
    case = queries.case(request.actor, case_id)
    open_ = queries.open_plan(case)
    if open_ and request.method == "GET":
        return redirect("cases:read_plan", open_.pk)
    again = queries.plan_in_force(case) is not None
    form = BeginPlanForm(request.POST or None, again=again, initial={"id": uuid7()})

    def do(said: dict[str, Any]) -> Plan:
        language = (get_language() or "en")[:2]
        why, template = said.get("why_new", ""), said.get("template", "")
        return commands.begin_plan(
            request.actor, case.pk, said["id"], template=template, language=language, why_new=why
        )

    here = _("Begin a new version") if again else _("Begin a plan")
    done = _("The plan of %(code)s is begun.")
    return ask(request, Act(case, form, here, "cases/ask.html", do, done, to=_shown_at))


@needs(permissions.READ_CASE)
@require_GET
def read_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """One version of a plan, with what differs from the version before."""
    row, case = commands.read_plan(request.actor, plan_id)
    return _page(request, case, row)


@needs(permissions.MAKE_PLAN)
@require_http_methods(["GET", "POST"])
def write_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Who took part, what holds in danger, when the plan is reviewed."""
    row, case = _read(request, plan_id)
    form = PlanForm(request.POST or None, initial=_plan_fields(case, row))
    last = queries.last_review_day(request.actor, case)
    act = Act(
        case, form, _("People, safety and review"), "cases/write_plan.html",
        lambda said: commands.write_plan(request.actor, row.pk, said["version"], form.details()),
        _("Saved in the plan of %(code)s."), lambda now: _plan_fields(case, _again(request, now)),
        {"last_review": last}, to=_shown_at,
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.MAKE_PLAN)
@require_http_methods(["GET", "POST"])
def write_goal(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """A new goal with its actions."""
    row, case = _read(request, plan_id)
    return _goal(request, case, row, {"id": uuid7(), "version": row.version}, _("Add a goal"))


@needs(permissions.MAKE_PLAN)
@require_http_methods(["GET", "POST"])
def change_goal(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """A goal that is written already, with its actions."""
    goal, of, _case = queries.goal(request.actor, goal_id)
    row, case = _read(request, of.pk)
    begun = _goal_fields(case, row, goal)
    return _goal(request, case, row, begun, _("Change a goal"), goal=goal)


@needs(permissions.MAKE_PLAN)
@require_POST
def drop_goal(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """Take a goal out of the version that is being written."""
    _goal_row, of, _case = queries.goal(request.actor, goal_id)
    return _do(
        request, of.pk, _("The goal is taken out."),
        lambda: commands.drop_goal(request.actor, goal_id, version_in(request)),
    )  # fmt: skip


@needs(permissions.MAKE_PLAN)
@require_http_methods(["GET", "POST"])
def drop_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Lay a version aside that nobody approved."""
    row, case = queries.plan(request.actor, plan_id)
    form = DropPlanForm(request.POST or None, initial={"version": row.version})
    act = Act(
        case, form, _("Lay this version aside"), "cases/ask.html",
        lambda said: commands.drop_plan(request.actor, row.pk, said["version"], said["why"]),
        _("It is laid aside: %(code)s."), to=_shown_at,
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.MAKE_PLAN)
@require_POST
def ask_plan_approval(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Ask another person to approve the version."""
    return _do(
        request, plan_id, _("The supervisors of the team are told."),
        lambda: commands.ask_plan_approval(request.actor, plan_id, version_in(request)),
    )  # fmt: skip


@needs(permissions.APPROVE)
@require_http_methods(["GET", "POST"])
def decide_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Approve a version or give it back."""
    row, case = _read(request, plan_id)
    form = DecideForm(request.POST or None, initial={"version": row.version})
    more = plans_told.whole(request.actor, case, row)
    act = Act(
        case, form, _("Decide on the plan"), "cases/decide_plan.html",
        lambda said: commands.decide_plan(
            request.actor, row.pk, said["version"], approved=form.approved, words=said["words"]
        ),
        _("It is decided: %(code)s."), more=more, to=_shown_at,
    )  # fmt: skip
    return ask(request, act)


def _goal(
    request: ActorRequest,
    case: Case,
    row: Plan,
    begun: dict[str, Any],
    here: str,
    goal: Goal | None = None,
) -> HttpResponse:
    doers = plans_told.doers(request.actor, case)
    count = sum(name.endswith("-service") for name in begun)
    form = GoalForm(request.POST or None, doers=doers, actions=count, initial=begun)

    def saved(now: Plan) -> dict[str, Any]:
        _again(request, now)
        fresh = queries.goals_of(now).filter(pk=begun["id"]).first()
        return _goal_fields(case, now, fresh) if fresh else {}

    act = Act(
        case, form, here, "cases/write_goal.html",
        lambda said: commands.write_goal(request.actor, row.pk, said["version"], form.details()),
        _("The goal is saved in the plan of %(code)s."), saved, {"goal": goal, "plan": row},
        to=lambda _made: reverse("cases:read_plan", args=[row.pk]),
    )  # fmt: skip
    return ask(request, act)


def _do(request: ActorRequest, plan_id: UUID, done: str, act: Any) -> HttpResponse:
    try:
        act()
    except Refused as no:
        row, case = commands.read_plan(request.actor, plan_id)
        return _page(request, case, row, refused=str(no))
    messages.success(request, done)
    return redirect("cases:read_plan", plan_id)


def _page(request: ActorRequest, case: Case, row: Plan, refused: str = "") -> HttpResponse:
    words = {
        **plans_told.whole(request.actor, case, row),
        "case": case,
        "refused": refused,
        "crumbs": crumbs(case, _("Plan, version %(number)d") % {"number": row.number}),
    }
    return page(request, "cases/read_plan.html", words, status=422 if refused else 200)


def _read(request: ActorRequest, plan_id: UUID) -> tuple[Plan, Case]:
    """The version; opening its words is written down, sending a form is written down anyway."""
    if request.method == "GET":
        return commands.read_plan(request.actor, plan_id)
    return queries.plan(request.actor, plan_id)


def _again(request: ActorRequest, now: Plan) -> Plan:
    """What somebody else wrote is read: that is written down."""
    commands.read_plan(request.actor, now.pk)
    return now


def _plan_fields(case: Case, row: Plan) -> dict[str, Any]:
    said = queries.opened(row, "words", queries.key_of(case))
    plain = ("version", "child_present", "child_agrees", "carer_agrees", "review_on")
    return {**said, **{name: getattr(row, name) for name in plain}}


def _goal_fields(case: Case, row: Plan, goal: Goal) -> dict[str, Any]:
    key = queries.key_of(case)
    found: dict[str, Any] = {"id": goal.pk, "version": row.version, "target_on": goal.target_on}
    found |= queries.opened(goal, "words", key)
    for number, one in enumerate(queries.actions_of([goal])):
        key_ = one.person_id or one.agency_id
        told = {**queries.opened(one, "words", key), "id": one.pk}
        told["doer"] = f"{one.doer}:{key_}" if key_ else one.doer
        for name in OF_ACTION:
            told.setdefault(name, getattr(one, name, ""))
        found |= {f"actions-{number}-{name}": told[name] for name in ("id", *OF_ACTION)}
    return found


def _shown_at(made: Plan) -> str:
    return reverse("cases:read_plan", args=[made.pk])
