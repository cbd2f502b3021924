"""Offices, teams and programmes: the frame in which postings stand."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import commands, permissions, queries
from umai.foundation.access.forms import people as asking
from umai.foundation.access.forms import teams as forms
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page

ASK = ["GET", "HEAD", "POST"]


@needs(permissions.READ_PEOPLE)
@require_GET
def teams(request: ActorRequest) -> HttpResponse:
    """Every office with its teams, and the programmes."""
    words = {
        "offices": queries.offices_with_teams(request.actor),
        "programmes": queries.programmes(request.actor),
        "may_open": request.actor.may(permissions.OPEN_TEAM),
    }
    return page(request, "access/teams.html", words)


@needs(permissions.OPEN_TEAM)
@require_http_methods(ASK)
def open_office(request: ActorRequest) -> HttpResponse:
    """Open an office."""
    return _opened(request, forms.OfficeForm, "office", commands.open_office)


@needs(permissions.OPEN_TEAM)
@require_http_methods(ASK)
def open_team(request: ActorRequest) -> HttpResponse:
    """Open a team in an office."""
    return _opened(request, forms.TeamForm, "team", commands.open_team)


@needs(permissions.OPEN_TEAM)
@require_http_methods(ASK)
def open_programme(request: ActorRequest) -> HttpResponse:
    """Add a programme or donor."""
    return _opened(request, forms.ProgrammeForm, "programme", commands.open_programme)


def _opened(
    request: ActorRequest, kind: Any, what: str, command: Callable[..., Any]
) -> HttpResponse:
    """A form, one command with what it holds, and back to the list."""
    form = kind(request.POST or None, actor=request.actor)
    if request.method == "POST" and asking.attempt(
        form, lambda: command(request.actor, **form.cleaned_data)
    ):
        return redirect("access:teams")
    words = {"form": form, "what": what}
    return page(request, "access/open_team.html", words, status=422 if form.errors else 200)
