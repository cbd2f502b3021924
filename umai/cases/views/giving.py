"""Sessions and services on pages: write down, list, read, mend."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries, rules
from umai.cases.forms import sessions as forms
from umai.cases.models import Attendance, Case
from umai.cases.views import papers
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page

SHOWN = 4
USUAL = {
    "form": "individual",
    "mode": "in_person",
    "outcome": "DELIVERED",
    "child_came": True,
}


@needs(permissions.READ_CASE)
@require_GET
def sessions(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """What was given in a case, the latest first."""
    case = queries.case(request.actor, case_id)
    cut = paging.cut(request, queries.attendances(case), by="held_on")
    words = {
        "case": case,
        "slice": cut,
        "lines": lines(request.actor, cut.rows),
        "may_give": request.actor.may(permissions.GIVE_SERVICE) and rules.is_open(case.state),
        "crumbs": papers.way(case, _("Sessions and services")),
    }
    return page(request, "cases/sessions.html", words)


@needs(permissions.GIVE_SERVICE)
@require_http_methods(["GET", "POST"])
def record_session(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Write down what was given, or what could not be had."""
    case = queries.case(request.actor, case_id)
    begun = {**USUAL, "id": uuid7(), "held_on": clock.today(request.actor.time_zone)}
    form = forms.SessionForm(request.POST or None, actor=request.actor, case=case, initial=begun)
    return ask(
        request,
        Act(
            case,
            form,
            _("Write down a session or service"),
            "cases/record_session.html",
            lambda _said: commands.record_session(
                request.actor, case.pk, form.said(), form.part()
            ),
            _("It is written down: %(code)s."),
            more=_folded(form),
            to=_of,
        ),
    )


@needs(permissions.READ_CASE)
@require_GET
def read_session(request: ActorRequest, attendance_id: UUID) -> HttpResponse:
    """One session as this child had it."""
    row, case = commands.read_session(request.actor, attendance_id)
    title = _("Session or service")
    words = {**_told(request.actor, case, row), "case": case, "crumbs": papers.way(case, title)}
    return page(request, "cases/read_session.html", words)


@needs(permissions.GIVE_SERVICE)
@require_http_methods(["GET", "POST"])
def correct_session(request: ActorRequest, attendance_id: UUID) -> HttpResponse:
    """Mend what one wrote about a session."""
    if request.method == "GET":
        row, case = commands.read_session(request.actor, attendance_id)
    else:
        row, case = queries.attendance(request.actor, attendance_id)
    begun = forms.written(case, row)
    form = forms.CorrectSessionForm(request.POST or None, case=case, initial=begun)
    act = Act(
        case,
        form,
        _("Correct a session or service"),
        "cases/correct_session.html",
        lambda said: commands.correct_session(
            request.actor, row.pk, said["version"], form.said(row), form.part()
        ),
        _("It is written down: %(code)s."),
        lambda now: _now(request.actor, case, now),
        {**_folded(form), "row": row},
        _of,
    )
    return ask(request, act)


def lines(actor: Actor, rows: list[Attendance]) -> list[tuple[Attendance, str, bool]]:
    """Rows of a list with who wrote them and whether something was given."""
    return _lines(rows, access.names(actor, {one.session.recorded_by_id for one in rows}))


def _lines(
    rows: list[Attendance], names: Mapping[UUID | None, str]
) -> list[tuple[Attendance, str, bool]]:
    return [
        (one, names.get(one.session.recorded_by_id, ""), rules.given(one.outcome)) for one in rows
    ]


def part(whole: queries.Whole) -> dict[str, Any]:
    """What the page of a case says of sessions."""
    may_give = rules.is_open(whole.case.state) and whole.actor.may(permissions.GIVE_SERVICE)
    return {"lines": _lines(whole.attendances[:SHOWN], whole.names), "may_give": may_give}


def _of(row: Attendance) -> str:
    return reverse("cases:read_session", args=[row.pk])


def _folded(form: forms.PartForm) -> dict[str, bool]:
    return {"more_open": forms.open_others(form), "failed": forms.failed(form)}


def _now(actor: Actor, case: Case, row: Attendance) -> dict[str, Any]:
    """What somebody else wrote, opened: reading it is written down."""
    commands.read_session(actor, row.pk)
    return forms.written(case, row)


def _told(actor: Actor, case: Case, row: Attendance) -> dict[str, Any]:
    mine = row.session.recorded_by_id == actor.person_id
    by = access.names(actor, [row.session.recorded_by_id])
    return {
        "row": row,
        "session": row.session,
        "said": queries.opened(row, "words", queries.key_of(case)),
        "goal": queries.goal_of(case, row),
        "result": queries.result_word(row.session.service, row.result),
        "by": by.get(row.session.recorded_by_id, ""),
        "given": rules.given(row.outcome),
        "may_correct": mine and actor.may(permissions.GIVE_SERVICE),
        "may_note": actor.may(permissions.KEEP_PROCESS_NOTES),
        "notes": list(queries.process_notes(actor, case).filter(attendance_id=row.pk)),
    }
