"""Follow-ups and visits on pages: planned, noted, not done, read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries, terms
from umai.cases.forms.following import FollowUpForm, MissForm, PlanFollowUpForm
from umai.cases.models import Case, FollowUp
from umai.cases.views import plans_told
from umai.cases.views.acting import Act, ask
from umai.cases.views.way import crumbs
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page

PLAIN = (
    "kind", "done_on", "face_to_face", "seen_alone", "safe", "risk_change", "next_on",
)  # fmt: skip


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def plan_follow_up(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Plan a visit or another look at how the child is."""
    case = queries.case(request.actor, case_id)
    team = plans_told.team(request.actor, case)
    begun = {"id": uuid7(), "kind": "HOME_VISIT"}
    form = PlanFollowUpForm(request.POST or None, team=team, initial=begun)
    act = Act(
        case, form, _("Plan a follow-up"), "cases/ask.html",
        lambda said: commands.plan_follow_up(
            request.actor, case.pk, said["id"], said["kind"], said["on"], said["person"],
            said["place"],
        ),
        _("The follow-up of %(code)s is planned."),
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def note_follow_up(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Write down a follow-up that nobody had planned."""
    case = queries.case(request.actor, case_id)
    begun = {"id": uuid7(), "version": 0, "kind": "HOME_VISIT"}
    return _note(request, case, begun)


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def note_planned_follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Write down a follow-up that was planned."""
    row, case = _read(request, follow_up_id)
    return _note(request, case, {**_fields(case, row), "next_on": None}, row)


@needs(permissions.FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def miss_follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Say that a planned follow-up did not happen."""
    row, case = queries.follow_up(request.actor, follow_up_id)
    form = MissForm(request.POST or None, initial={"version": row.version})
    act = Act(
        case, form, _("It did not happen"), "cases/ask.html",
        lambda said: commands.miss_follow_up(
            request.actor, row.pk, said["version"], said["why_not"]
        ),
        _("It is written down: %(code)s."),
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.READ_CASE)
@require_GET
def read_follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """What was seen at a follow-up."""
    row, case = commands.read_follow_up(request.actor, follow_up_id)
    form = FollowUpForm(initial=_fields(case, row))
    labels = {name: field.label for name, field in form.fields.items()}
    said = queries.opened(row, "words", queries.key_of(case))
    words = {
        "case": case,
        "row": row,
        "lines": [(labels.get(name, _("Why did it not happen?")), said[name]) for name in said],
        "names": access.names(request.actor, [row.done_by_id, row.person_id]),
        "may_follow": request.actor.may(permissions.FOLLOW_UP),
        "crumbs": crumbs(case, pgettext("clock", "Follow-up")),
    }
    return page(request, "cases/read_follow_up.html", words)


def _note(
    request: ActorRequest, case: Case, begun: dict[str, Any], row: FollowUp | None = None
) -> HttpResponse:
    begun["done_on"] = begun.get("done_on") or clock.today(request.actor.time_zone)
    form = FollowUpForm(request.POST or None, initial=begun)
    act = Act(
        case, form, _("Note a follow-up"), "cases/note_follow_up.html",
        lambda said: commands.note_follow_up(
            request.actor, case.pk, form.details(), said["version"]
        ),
        _("What was seen is noted: %(code)s."),
        lambda now: _fields(case, commands.read_follow_up(request.actor, now.pk)[0]),
        {"row": row}, to=lambda made: _next(case, made),
    )  # fmt: skip
    return ask(request, act)


def _next(case: Case, made: FollowUp) -> str:
    """A risk that has changed is rated at once; else the page of the case."""
    same = made.risk_change == terms.RiskChange.SAME and made.safe != terms.Safe.NO
    return reverse("cases:case" if same else "cases:rate_risk", args=[case.pk])


def _read(request: ActorRequest, follow_up_id: UUID) -> tuple[FollowUp, Case]:
    if request.method == "GET":
        return commands.read_follow_up(request.actor, follow_up_id)
    return queries.follow_up(request.actor, follow_up_id)


def _fields(case: Case, row: FollowUp) -> dict[str, Any]:
    said = queries.opened(row, "words", queries.key_of(case))
    plain = {name: getattr(row, name) for name in PLAIN}
    return {**said, **plain, "id": row.pk, "version": row.version}
