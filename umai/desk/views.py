"""The first page of the day, and the door to everything that has a code."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.desk import permissions, queries
from umai.desk.forms import FindForm
from umai.foundation.calendar.queries import Mine
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page


@needs(permissions.READ_DESK)
@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    """My day: appointments, what is due, my cases, my team, and what I was told."""
    return page(request, "desk/desk.html", told(request.actor))


@needs(permissions.FIND_CODE)
@require_http_methods(["GET", "POST"])
def find_code(request: ActorRequest) -> HttpResponse:
    """Open what a code leads to. What is typed is sent, never put into an address."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if address := queries.address_of(request.actor, form.cleaned_data["q"]):
            return redirect(address)
        form.add_error("q", _("Nothing that you may open stands under this code."))
    status = 422 if form.errors else 200
    return page(request, "desk/find_code.html", {"form": form}, status=status)


@needs(permissions.FIND_CODE)
@require_GET
def open_code(request: ActorRequest, code: str) -> HttpResponse:
    """The same for a code that stands on a page; the same 404 whether hidden or not there."""
    if address := queries.address_of(request.actor, code):
        return redirect(address)
    raise Http404


def told(actor: Actor) -> dict[str, Any]:
    """Everything that the desk of this person says."""
    day = queries.Day(actor)
    week = day.week
    here = [one for one in week if _is_on(actor, one, day.today)]
    return {
        "now": clock.now(),
        "greeting": greeting(actor),
        "alarms": day.alarms,
        "appointments": here,
        "coming": [one for one in week if one not in here],
        **_work(day),
        "load": day.load,
        "news": day.news,
    }


def _work(day: queries.Day) -> dict[str, Any]:
    """What somebody has to do and leads; what is overdue in a case waits too, though not as a task.
    """
    led = day.led
    to_do: dict[str, Sequence[Any]] = {
        "tasks": day.tasks,
        "visits": day.visits,
        "offers": day.offers,
        "call_backs": day.call_backs,
        "call_follow_ups": day.call_follow_ups,
        "arrivals": day.arrivals,
        "referrals": day.referrals,
        "procedures": day.procedures,
        "hearings": day.hearings,
    }
    waits = sum(map(len, to_do.values())) + (len(led.approvals) if led else 0)
    late = sum(bool(one.next_due_at and one.next_due_at < clock.now()) for one in day.cases)
    return {**to_do, "to_do": waits, "waiting": waits + late, "cases": day.cases, "led": led}


def greeting(actor: Actor) -> str:
    """A greeting with the person's own name: it is the one name on the page."""
    return _("Good day, %(name)s") % {"name": actor.name}


def _is_on(actor: Actor, one: Mine, day: date) -> bool:
    return clock.local_day(one.appointment.starts_at, actor.time_zone) == day
