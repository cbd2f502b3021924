"""Tasks on pages: mine across cases, give one, settle one."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms.following import EndTaskForm, GiveTaskForm
from umai.cases.views import plans_told
from umai.cases.views.acting import Act, ask
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page

SHOWN = 100


@needs(permissions.GIVE_TASK)
@require_GET
def tasks(request: ActorRequest) -> HttpResponse:
    """What one has to do across cases: codes and days; the words stand in the case."""
    rows = list(queries.tasks(request.actor)[:SHOWN])
    return page(request, "cases/tasks.html", {"tasks": [(one, one.code) for one in rows]})


@needs(permissions.GIVE_TASK)
@require_http_methods(["GET", "POST"])
def give_task(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Ask somebody of the team, or oneself, to do something."""
    case = queries.case(request.actor, case_id)
    team = plans_told.team(request.actor, case)
    form = GiveTaskForm(request.POST or None, team=team, initial={"id": uuid7()})
    act = Act(
        case, form, _("Give a task"), "cases/ask.html",
        lambda said: commands.give_task(
            request.actor, case.pk, said["id"], said["person"], said["what"], said["due_on"]
        ),
        _("The task is given: %(code)s."),
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.GIVE_TASK)
@require_http_methods(["GET", "POST"])
def end_task(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Say that a task is done, or not needed any more."""
    row, case = queries.task(request.actor, task_id)
    begun = {"version": row.version, "state": "done"}
    act = Act(
        case, EndTaskForm(request.POST or None, initial=begun), _("Settle a task"),
        "cases/ask.html",
        lambda said: commands.end_task(
            request.actor, row.pk, said["version"], said["state"], said["answer"]
        ),
        _("The task is settled: %(code)s."),
    )  # fmt: skip
    return ask(request, act)
