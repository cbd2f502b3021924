"""The register of incidents: report, look, note what was done, close."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, permissions, queries
from umai.people.forms.incidents import (
    CloseForm,
    IncidentFilter,
    NoticeForm,
    ReportForm,
    StepForm,
)
from umai.people.forms.requests import asked as narrowed
from umai.people.models import Incident
from umai.people.views.registers import asked, tabs, way

HERE = "people:incidents"


@needs(permissions.REPORT_INCIDENT)
@require_http_methods(["GET", "POST"])
def report_incident(request: ActorRequest) -> HttpResponse:
    """Report an incident. The answer carries the code itself: nothing of it stays in a session."""
    begun = {"id": uuid7(), "noticed_at": clock.now()}
    form = ReportForm(request.actor, request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            row = commands.report_incident(request.actor, form.details())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return page(request, "people/registers/reported.html", {"one": row})
    words = {"form": form}
    return page(request, "people/registers/report.html", words, status=422 if form.errors else 200)


@needs(permissions.KEEP_INCIDENTS)
@require_GET
def incidents(request: ActorRequest) -> HttpResponse:
    """Every incident that the actor keeps, by code: kind, when, what is still due."""
    form = IncidentFilter(request.GET or None)
    asked_for = narrowed(form) if request.GET else {}
    found = queries.incidents(request.actor, asked_for.get("state", ""), asked_for.get("kind", ""))
    words = {
        "form": form,
        "slice": paging.cut(request, found, by="reported_at"),
        "narrowed": any(asked_for.values()),
        "tabs": tabs(request.actor, HERE),
        "may_report": request.actor.may(permissions.REPORT_INCIDENT),
    }
    return page(request, "people/registers/incidents.html", words)


@needs(permissions.KEEP_INCIDENTS)
@require_GET
def incident(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """One incident with what happened and what was done. That it was opened is written down."""
    return shown(commands.read_incident(request.actor, incident_id), request)


def shown(opened: commands.OpenedIncident, request: ActorRequest, **more: Any) -> HttpResponse:
    """The page of an incident; `reporter` is there on the one answer that opens it."""
    actor, one = request.actor, opened.incident
    names = access.names(actor, [one.reported_by_id, *queries.shut_from(one)])
    team = access.teams(actor).filter(pk=one.team_id).first() if one.team_id else None
    words = {
        "one": one,
        "story": opened.story,
        "steps": opened.steps,
        "concerned": queries.concerned(actor, one),
        "reported_by": names.pop(one.reported_by_id, ""),
        "not_seen_by": sorted(names.values()),
        "team": team.name if team else "",
        "rule": vocabulary.rule_any(one.due_rule) if one.due_rule else None,
        "unsealing": queries.my_unsealing(actor, one),
        "may_open": queries.may_open_reporter(actor, one),
        "may_notify": one.due_at is not None and actor.may(permissions.KEEP_BREACHES),
        "crumbs": way(HERE, one.code, "", "")[:2],
        **more,
    }
    return page(request, "people/registers/incident.html", words)


@needs(permissions.KEEP_BREACHES)
@require_http_methods(["GET", "POST"])
def note_notice(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Note that the authority was told of a breach."""
    one = queries.incident(request.actor, incident_id)
    begun = {"version": one.version, "at": clock.now()}
    form = NoticeForm(request.POST or None, initial=begun)

    def act() -> Incident:
        return commands.note_notice(request.actor, one.pk, **form.cleaned_data)

    lead = _("The limit stays as it was counted. If it is over, the register shows it.")
    return _asked(request, one, form, act, _("Notice to the authority"), lead)


@needs(permissions.KEEP_INCIDENTS)
@require_http_methods(["GET", "POST"])
def note_step(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Note a measure, or whom we told."""
    one = queries.incident(request.actor, incident_id)
    form = StepForm(request.POST or None, initial={"version": one.version, "kind": "measure"})

    def act() -> Incident:
        return commands.note_step(request.actor, one.pk, **form.cleaned_data)

    lead = _("What is written here is never rewritten. Add another entry to put it right.")
    return _asked(request, one, form, act, _("What was done"), lead)


@needs(permissions.KEEP_INCIDENTS)
@require_http_methods(["GET", "POST"])
def close_incident(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Close an incident."""
    one = queries.incident(request.actor, incident_id)
    form = CloseForm(request.POST or None, initial={"version": one.version})

    def act() -> Incident:
        return commands.close_incident(request.actor, one.pk, **form.cleaned_data)

    still_due = one.due_at is not None and one.notified_at is None
    lead = _("No notice to the authority is noted. Write why none is needed.") if still_due else ""
    return _asked(request, one, form, act, _("Close it"), lead)


def _asked(
    request: ActorRequest, one: Incident, form: Any, act: Any, here: str, lead: str
) -> HttpResponse:
    back = reverse("people:incident", args=[one.pk])
    crumbs = way(HERE, one.code, back, here)
    words = {"code": one.code, "here": here, "lead": lead, "crumbs": crumbs}
    return asked(form, request, act, words, back)
