"""Concerns and the team of a case on pages."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms import acts
from umai.cases.models import Case, Concern
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.fields import Pairs


@needs(permissions.NOTE_CONCERN)
@require_http_methods(["GET", "POST"])
def note_concern(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Write down one more concern."""
    case = queries.case(request.actor, case_id)
    return ask(
        request,
        Act(
            case,
            acts.ConcernForm(request.POST or None, initial={"id": uuid7()}),
            _("Note a concern"),
            "cases/note_concern.html",
            lambda said: _note(request.actor, case, said),
            _("The concern is noted in %(code)s."),
        ),
    )


@needs(permissions.NOTE_CONCERN)
@require_http_methods(["GET", "POST"])
def change_concern(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Say how sure a concern is now."""
    row, case = queries.concern(request.actor, concern_id)
    begun = {"version": row.version, "status": row.status, "main": row.main}
    return ask(
        request,
        Act(
            case,
            acts.ChangeConcernForm(request.POST or None, initial=begun),
            _("Change a concern"),
            "cases/change_concern.html",
            lambda said: commands.change_concern(
                request.actor,
                row.pk,
                said["version"],
                said["status"],
                said["why"],
                main=said["main"],
            ),
            _("The concern is changed in %(code)s."),
            lambda now: _changed(request.actor, case, now),
            {"concern": row},
        ),
    )


@needs(permissions.KEEP_CASE_TEAM)
@require_http_methods(["GET", "POST"])
def join_case_team(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Add a colleague to the team of a case."""
    case = queries.case(request.actor, case_id)
    form = acts.JoinForm(request.POST or None, people=_colleagues(request.actor, case))
    return ask(
        request,
        Act(
            case,
            form,
            _("Add a colleague"),
            "cases/join_case_team.html",
            lambda said: commands.join_case_team(
                request.actor, case.pk, said["person"], said["role"]
            ),
            _("Your colleague works on %(code)s now and is told."),
        ),
    )


@needs(permissions.KEEP_CASE_TEAM)
@require_http_methods(["GET", "POST"])
def leave_case_team(request: ActorRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask once more, then take a colleague out of the team of a case."""
    case = queries.case(request.actor, case_id)
    return ask(
        request,
        Act(
            case,
            acts.ActForm(request.POST if request.method == "POST" else None),
            _("Take out of the team"),
            "cases/leave_case_team.html",
            lambda _said: commands.leave_case_team(request.actor, case.pk, person_id),
            _("Your colleague works on %(code)s no more."),
            more={"name": access.names(request.actor, [person_id]).get(person_id, "")},
        ),
    )


def _note(actor: Actor, case: Case, said: dict[str, Any]) -> None:
    commands.note_concern(
        actor,
        case.pk,
        said["concern"],
        concern_id=said["id"],
        words=said["words"],
        since_on=said["since_on"],
        main=said["main"],
    )


def _changed(actor: Actor, case: Case, now: Concern) -> dict[str, Any]:
    """What somebody else wrote, opened: reading it is written down."""
    commands.read_case(actor, case.pk)
    words = queries.opened(now, "words", queries.key_of(case))
    return {"status": now.status, "why": words.get("why", ""), "main": now.main}


def _colleagues(actor: Actor, case: Case) -> Pairs:
    """Those whose post opens cases and who do not work on this one yet."""
    here = {one.person_id for one in queries.members(case)}
    names = access.names(actor, access.holders(actor, permissions.READ_CASE) - here)
    return sorted(((str(one), name) for one, name in names.items()), key=lambda pair: pair[1])
