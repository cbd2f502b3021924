"""The calendar of a year: days off, days that are worked, and holidays to be confirmed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.calendar import commands, permissions, queries
from umai.foundation.calendar.forms import days as forms
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import moments
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.terms import Confidence


@needs(permissions.READ_CALENDAR)
@require_GET
def calendar(request: ActorRequest) -> HttpResponse:
    """A year: what is noted, with source and how sure it is, and what is still to be confirmed."""
    actor, asked = request.actor, _asked(request)
    year = asked.get("year") or clock.today(actor.time_zone).year
    words = {
        "year": year,
        "days": queries.special_days(actor).filter(day__year=year),
        "proposed": queries.proposed(actor, year),
        "weekend": vocabulary.rule(queries.WEEKEND),
        "before": _year(year - 1),
        "after": _year(year + 1),
        "may_keep": actor.may(permissions.KEEP_CALENDAR),
        "unseen": Confidence.LOW.value,
    }
    return page(request, "calendar/calendar.html", words)


@needs(permissions.KEEP_CALENDAR)
@require_http_methods(["GET", "POST"])
def note_day(request: ActorRequest) -> HttpResponse:
    """Note a day off or a day that is worked."""
    form = forms.DayForm(request.POST or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = commands.note_day(request.actor, form.details())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("%(day)s is noted.") % {"day": moments.day(row.day)})
            return redirect(_year(row.day.year))
    crumbs = [(_("Calendar"), reverse("calendar:calendar")), (_("Note a day"), "")]
    words = {"form": form, "crumbs": crumbs}
    return page(request, "calendar/note_day.html", words, status=422 if form.errors else 200)


@needs(permissions.KEEP_CALENDAR)
@require_POST
def take_day_out(request: ActorRequest, day_id: UUID) -> HttpResponse:
    """The day is again what the week says."""
    day = commands.take_day_out(request.actor, day_id)
    messages.success(request, _("%(day)s is taken out.") % {"day": moments.day(day)})
    return redirect(_year(day.year))


def _begun(request: ActorRequest) -> dict[str, Any]:
    """A new day, or a shipped holiday that somebody is about to confirm."""
    begun: dict[str, Any] = {"id": uuid7(), "kind": "off"}
    day: date | None = _asked(request).get("day")
    if day is not None:
        begun["day"] = day
        known = {one.day: one.name for one in queries.proposed(request.actor, day.year)}
        begun["name"] = known.get(day, "")
    return begun


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = forms.YearForm(request.GET)
    form.is_valid()
    return form.cleaned_data


def _year(year: int) -> str:
    return f"{reverse('calendar:calendar')}?year={year}"
