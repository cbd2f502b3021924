"""Appointments on pages: the plan of a day or a week, and the acts on one appointment."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.calendar import commands, permissions, queries
from umai.foundation.calendar.forms import appointing as forms
from umai.foundation.calendar.models import Appointment
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import moments
from umai.foundation.ui.pages import page

WEEK = 7


@needs(permissions.KEEP_APPOINTMENTS)
@require_GET
def appointments(request: ActorRequest) -> HttpResponse:
    """The rooms and colleagues of a day or a week: what is taken, and what is free."""
    actor = request.actor
    form = forms.PlanForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("day") or clock.today(actor.time_zone)
    week = form.cleaned_data.get("whole") == "week"
    first = day - timedelta(days=day.weekday()) if week else day
    return page(request, "calendar/appointments.html", _drawn(actor, day, first, week))


@needs(permissions.KEEP_APPOINTMENTS)
@require_GET
def appointment(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """One appointment; who keeps the rooms is told only what it takes."""
    one = queries.appointment(request.actor, appointment_id)
    return page(request, "calendar/appointment.html", _told(request.actor, one))


@needs(permissions.KEEP_APPOINTMENTS)
@require_http_methods(["GET", "POST"])
def make_appointment(request: ActorRequest) -> HttpResponse:
    """Take colleagues and a room for a time. What is taken is said, with the next free time."""
    form = forms.AppointmentForm(
        request.POST or None,
        people=[(str(one.pk), one.name) for one in queries.colleagues(request.actor)],
        rooms=_rooms(request.actor),
        initial=_begun(request),
    )
    words = {"form": form, "title": _("Make an appointment"), "back": _plan(None, False)}
    return _ask(
        request,
        words,
        lambda: commands.make_appointment(request.actor, form.details()),
        _("The appointment is made."),
    )


@needs(permissions.KEEP_APPOINTMENTS)
@require_http_methods(["GET", "POST"])
def move_appointment(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Another time or another room."""
    one = queries.appointment(request.actor, appointment_id)
    form = forms.MoveForm(
        request.POST or None, rooms=_rooms(request.actor), initial=_present(request.actor, one)
    )
    words = {**_told(request.actor, one), "form": form, "title": _("Move the appointment")}
    said = form.cleaned_data if form.is_valid() else {}
    return _ask(
        request,
        words,
        lambda: commands.move_appointment(
            request.actor, one.pk, said["version"], said["starts_at"], said["length"],
            said["room"], said["why"],
        ),
        _("The appointment is moved."),
    )  # fmt: skip


@needs(permissions.KEEP_APPOINTMENTS)
@require_http_methods(["GET", "POST"])
def cancel_appointment(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """It does not happen."""
    one = queries.appointment(request.actor, appointment_id)
    form = forms.CancelForm(request.POST or None, initial={"version": one.version})
    words = {**_told(request.actor, one), "form": form, "title": _("Cancel the appointment")}
    said = form.cleaned_data if form.is_valid() else {}
    return _ask(
        request,
        words,
        lambda: commands.cancel_appointment(request.actor, one.pk, said["version"], said["why"]),
        _("The appointment is cancelled."),
    )


def _drawn(actor: Actor, day: date, first: date, week: bool) -> dict[str, Any]:
    """The plan of a day or of the week around it, and the ways to other days."""
    step = timedelta(days=WEEK if week else 1)
    found = queries.lanes(actor, first, step.days)
    return {
        "day": first,
        "last": first + step - timedelta(days=1),
        "today": clock.today(actor.time_zone),
        "week": week,
        "days": [first + timedelta(days=number) for number in range(step.days)],
        "rooms": [lane for lane in found if lane.is_room],
        "people": [lane for lane in found if not lane.is_room],
        "before": _plan(first - step, week),
        "after": _plan(first + step, week),
        "tabs": [
            {"url": _plan(day, False), "words": _("Day"), "current": not week},
            {"url": _plan(day, True), "words": _("Week"), "current": week},
        ],
        "may_keep_rooms": actor.may(permissions.KEEP_ROOMS),
    }


def _ask(
    request: ActorRequest, words: dict[str, Any], act: Callable[[], Appointment], done: str
) -> HttpResponse:
    """The form, and what its act answers: done, or what stands in the way and what is free."""
    form = words["form"]
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
            words["offer"] = getattr(no, "next_at", None)
        else:
            messages.success(request, done)
            day = form.cleaned_data.get("day") or clock.today(request.actor.time_zone)
            return redirect(_plan(day, False))
    words.setdefault("crumbs", [(_("Appointments"), _plan(None, False)), (words["title"], "")])
    status = 422 if form.errors else 200
    return page(request, "calendar/ask.html", words, status=status)


def _told(actor: Actor, one: Appointment) -> dict[str, Any]:
    """What a page may say about one appointment."""
    told, taken = queries.shown(actor, one)
    names = access.names(actor, [row.person_id for row in taken])
    rooms = {row.pk: row.name for row in queries.rooms(actor)}
    crumbs = [(_("Appointments"), _plan(clock.local_day(one.starts_at, actor.time_zone), False))]
    return {
        "appointment": one,
        "told": told,
        "room": next((rooms.get(row.room_id, "") for row in taken if row.room_id), ""),
        "names": sorted(names.values()),
        "crumbs": [*crumbs, (moments.moment(one.starts_at), "")],
        "back": reverse("calendar:appointment", args=[one.pk]),
    }


def _begun(request: ActorRequest) -> dict[str, Any]:
    """What the address says: a free time of a room, or the code of a case."""
    form = forms.BegunForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    begun: dict[str, Any] = {
        "id": uuid7(),
        "length": "60",
        "place": "centre",
        "code": said.get("code", ""),
        "room": str(said.get("room") or ""),
        "people": [str(said.get("person") or request.actor.person)],
    }
    if said.get("at"):
        local = timezone.localtime(said["at"])
        begun |= {"day": local.date(), "at": local.strftime("%H:%M")}
    return begun


def _present(actor: Actor, one: Appointment) -> dict[str, Any]:
    """An appointment as its form shows it."""
    _has, taken = queries.shown(actor, one)
    local = timezone.localtime(one.starts_at)
    return {
        "version": one.version,
        "day": local.date(),
        "at": local.strftime("%H:%M"),
        "length": str(int((one.ends_at - one.starts_at).total_seconds()) // 60),
        "room": next((str(row.room_id) for row in taken if row.room_id), ""),
    }


def _rooms(actor: Actor) -> list[tuple[str, str]]:
    called = queries.offices(actor)
    several = len(called) > 1
    return [
        (str(one.pk), f"{one.name}, {called.get(one.office_id, '')}" if several else one.name)
        for one in queries.rooms(actor)
    ]


def _plan(day: Any, week: bool) -> str:
    """The address of the plan of a day, or of its week."""
    asked = [f"day={day:%Y-%m-%d}"] if day else []
    asked += ["whole=week"] if week else []
    return reverse("calendar:appointments") + ("?" + "&".join(asked) if asked else "")
