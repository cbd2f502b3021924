"""Deciding about a case: screened out or registered, led by whom, how grave."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms import acts
from umai.cases.models import Case
from umai.cases.views import next_steps, story
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.people import queries as people


@needs(permissions.REGISTER_CASE)
@require_http_methods(["GET", "POST"])
def register_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Register, once nothing is missing; what is missing is named with the way there."""
    case = queries.case(request.actor, case_id)
    people.individual(request.actor, case.individual_id)
    form = acts.Versioned(request.POST or None, initial={"version": case.version})
    whole = queries.Whole(request.actor, case, story.telling(request.GET), story.SOURCES)
    return ask(
        request,
        Act(
            case,
            form,
            _("Register the case"),
            "cases/register_case.html",
            lambda said: commands.register_case(request.actor, case.pk, said["version"]),
            _("%(code)s is registered."),
            more={"lacking": next_steps.before_registration(whole)},
        ),
    )


@needs(permissions.SCREEN_OUT_CASE)
@require_http_methods(["GET", "POST"])
def screen_out_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Decide that no case is needed."""
    case = queries.case(request.actor, case_id)
    return ask(
        request,
        Act(
            case,
            acts.ScreenOutForm(request.POST or None, initial={"version": case.version}),
            _("No case is needed"),
            "cases/screen_out_case.html",
            lambda said: commands.screen_out_case(
                request.actor, case.pk, said["version"], said["reason"], said["told"]
            ),
            _("%(code)s is no case. The reason is kept."),
        ),
    )


@needs(permissions.ASSIGN_CASE)
@require_http_methods(["GET", "POST"])
def assign_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Give a case to a caseworker, seeing what each carries."""
    case = queries.case(request.actor, case_id)
    begun = {"version": case.version, "person": case.owner_id}
    form = acts.AssignForm(request.POST or None, initial=begun, **_caseworkers(request.actor, case))
    return ask(
        request,
        Act(
            case,
            form,
            pgettext("case", "Give to a caseworker"),
            "cases/assign_case.html",
            lambda said: commands.assign_case(
                request.actor, case.pk, said["version"], said["person"], said["reason"]
            ),
            _("%(code)s is given. The caseworker is told."),
            lambda now: {"person": now.owner_id},
        ),
    )


@needs(permissions.RATE_RISK)
@require_http_methods(["GET", "POST"])
def rate_risk(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Rate the risk; the earlier ratings stand beside it."""
    case = queries.case(request.actor, case_id)
    found = list(queries.ratings(case))
    begun = {"version": case.version, "risk": case.risk}
    names = access.names(request.actor, [one.by_id for one in found])
    return ask(
        request,
        Act(
            case,
            acts.RateForm(request.POST or None, initial=begun),
            _("Rate the risk"),
            "cases/rate_risk.html",
            lambda said: _rate(request.actor, case, said),
            _("The risk of %(code)s is rated."),
            lambda now: _rated(request.actor, now),
            {"ratings": [(one, names.get(one.by_id, "")) for one in found]},
        ),
    )


def _rate(actor: Actor, case: Case, said: dict[str, Any]) -> None:
    triggers = tuple(said["triggers"])
    commands.rate_risk(actor, case.pk, said["version"], said["risk"], triggers, said["why_risk"])


def _rated(actor: Actor, case: Case) -> dict[str, Any]:
    """The latest rating, opened: reading it is written down."""
    commands.read_case(actor, case.pk)
    latest = queries.ratings(case).first()
    why = queries.reason_of(case, latest) if latest else ""
    triggers = latest.triggers if latest else []
    return {"risk": case.risk, "triggers": triggers, "why_risk": why}


def _caseworkers(actor: Actor, case: Case) -> dict[str, Any]:
    able = access.holders(actor, permissions.REGISTER_CASE, {case.team_id})
    names = access.names(actor, able)
    loads = queries.loads(actor, able)
    lightest = sorted(names, key=lambda one: (loads[one].weight, names[one]))  # type: ignore[index]
    people = [(str(one), names[one]) for one in lightest]
    return {"people": people, "hints": acts.load_hints(loads.values())}
