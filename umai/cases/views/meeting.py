"""Meetings on pages: call, read, hold, cancel, minutes, answers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries, terms
from umai.cases.forms import meeting as forms
from umai.cases.models import Case, Meeting
from umai.cases.views import papers
from umai.cases.views.acting import Act, ask
from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary

State = terms.MeetingState


@needs(permissions.READ_CASE)
@require_GET
def meetings(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Every meeting about a case."""
    case = queries.case(request.actor, case_id)
    words = {
        "case": case,
        "meetings": list(queries.meetings(case)),
        "may_call": request.actor.may(permissions.KEEP_MEETINGS),
        "crumbs": papers.way(case, _("Meetings")),
    }
    return page(request, "cases/meetings.html", words)


@needs(permissions.KEEP_MEETINGS)
@require_http_methods(["GET", "POST"])
def call_meeting(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Call a meeting: what for, when, who leads, who is invited."""
    case = queries.case(request.actor, case_id)
    begun = {"id": uuid7(), "secretary": str(request.actor.person_id or "")}
    form = forms.CallForm(request.POST or None, actor=request.actor, initial=begun)
    limit = queries.clocks(case).filter(kind=terms.ClockKind.MEETING).first()
    return ask(
        request,
        Act(
            case,
            form,
            _("Call a meeting"),
            "cases/call_meeting.html",
            lambda _said: commands.call_meeting(request.actor, case.pk, form.said()),
            _("The meeting about %(code)s is called."),
            more={"limit": limit},
            to=_of,
        ),
    )


@needs(permissions.READ_CASE)
@require_GET
def read_meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: who was there, what was decided, what the coordinator says."""
    row, case = commands.read_meeting(request.actor, meeting_id)
    words = {
        **_told(request.actor, case, row),
        "case": case,
        "crumbs": papers.way(case, row.get_kind_display()),
    }
    return page(request, "cases/read_meeting.html", words)


@needs(permissions.KEEP_MEETINGS)
@require_http_methods(["GET", "POST"])
def hold_meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Write down how a meeting went."""
    row, case = _read(request, meeting_id)
    begun = {"version": row.version, "held_at": row.planned_at}
    invited = [(str(one["row"].pk), one["words"]) for one in _invitees(request.actor, case, row)]
    form = forms.HoldForm(request.POST or None, actor=request.actor, invited=invited, initial=begun)
    act = _act(
        case,
        row,
        form,
        _("Write down how it went"),
        "cases/hold_meeting.html",
        lambda said: commands.hold_meeting(request.actor, row.pk, said["version"], form.said()),
    )
    return ask(request, act)


@needs(permissions.KEEP_MEETINGS)
@require_http_methods(["GET", "POST"])
def cancel_meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """A meeting does not take place."""
    row, case = _read(request, meeting_id)
    form = forms.CancelForm(request.POST or None, initial={"version": row.version})
    act = _act(
        case,
        row,
        form,
        _("Cancel the meeting"),
        "cases/cancel_meeting.html",
        lambda said: commands.cancel_meeting(
            request.actor, row.pk, said["version"], said["reason"]
        ),
    )
    return ask(request, act)


@needs(permissions.KEEP_MEETINGS)
@require_http_methods(["GET", "POST"])
def issue_minutes(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Issue the minutes; what was said stands in them already."""
    row, case = _read(request, meeting_id)
    words = queries.opened(row, "words", queries.key_of(case))
    begun = {"version": row.version, "minutes": words.get("discussion", "")}
    form = forms.MinutesForm(request.POST or None, initial=begun)
    act = _act(
        case,
        row,
        form,
        _("Issue the minutes"),
        "cases/issue_minutes.html",
        lambda said: commands.issue_minutes(
            request.actor, row.pk, said["version"], said["minutes"]
        ),
    )
    return ask(request, act)


@needs(permissions.ANSWER_MEETING)
@require_http_methods(["GET", "POST"])
def answer_recommendation(request: ActorRequest, recommendation_id: UUID) -> HttpResponse:
    """Follow a recommendation, or write why not."""
    one, row, case = queries.recommendation(request.actor, recommendation_id)
    if request.method == "GET":
        commands.read_meeting(request.actor, row.pk)
    form = forms.AnswerForm(request.POST or None)
    act = _act(
        case,
        row,
        form,
        _("Answer a recommendation"),
        "cases/answer_recommendation.html",
        lambda said: commands.answer_recommendation(
            request.actor, one.pk, said["answer"], said["reasons"]
        ),
        {"what": queries.opened(one, "words", queries.key_of(case)).get("what", "")},
    )
    return ask(request, act)


def _act(
    case: Case,
    row: Meeting,
    form: Any,
    here: str,
    template: str,
    do: Any,
    more: dict[str, Any] | None = None,
) -> Act:
    """An act on a meeting; afterwards its page is shown again."""
    told = {"row": row, **(more or {})}
    done = _("It is written down: %(code)s.")
    return Act(case, form, here, template, do, done, more=told, to=lambda _made: _of(row))


def _of(row: Meeting) -> str:
    return reverse("cases:read_meeting", args=[row.pk])


def _read(request: ActorRequest, meeting_id: UUID) -> tuple[Meeting, Case]:
    if request.method == "GET":
        return commands.read_meeting(request.actor, meeting_id)
    return queries.meeting(request.actor, meeting_id)


def _told(actor: Actor, case: Case, row: Meeting) -> dict[str, Any]:
    decided, key = list(queries.recommendations(row)), queries.key_of(case)
    ids = [row.chair_id, row.secretary_id, row.minutes_by_id]
    ids += [one.person_id for one in decided] + [one.answered_by_id for one in decided]
    names = access.names(actor, ids)
    known = _agencies(actor, [one.agency_id for one in decided])
    held = row.state == State.HELD
    may = actor.may(permissions.KEEP_MEETINGS)
    return {
        "row": row,
        "said": queries.opened(row, "words", key),
        "names": names,
        "invited": _invitees(actor, case, row),
        "decided": [
            (one, queries.opened(one, "words", key), known.get(one.agency_id, ""))
            for one in decided
        ],
        "may_hold": may and row.state == State.CALLED,
        "may_issue": may and held and row.minutes_at is None,
        "may_answer": held and actor.may(permissions.ANSWER_MEETING, case.team_id),
        "running": list(queries.clocks(case).filter(subject_id=row.pk)),
    }


def _invitees(actor: Actor, case: Case, row: Meeting) -> list[dict[str, Any]]:
    rows, key, found = list(queries.invitees(row)), queries.key_of(case), []
    known = _agencies(actor, [one.agency_id for one in rows])
    for one in rows:
        name = queries.opened(one, "words", key).get("name", "")
        said = [vocabulary.label("meeting_part", one.part), known.get(one.agency_id, ""), name]
        found.append({"row": one, "words": ", ".join(part for part in said if part)})
    return found


def _agencies(actor: Actor, ids: list[UUID | None]) -> dict[UUID | None, str]:
    """The names of these agencies; one that is hidden from the reader has none."""
    language, rows = (
        get_language() or "en",
        directory.agencies(actor).filter(pk__in=[one for one in ids if one]),
    )
    return {one.pk: directory.name_of(one, language) for one in rows}
