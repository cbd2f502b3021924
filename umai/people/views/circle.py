"""The circle around somebody: let in, take out, shut out, break the glass, see who looked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.journal import queries as journal
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, permissions, queries
from umai.people.forms.circle import CircleForm, GlassForm
from umai.people.views.reading import circle_of
from umai.people.views.way import way


@needs(permissions.KEEP_CIRCLE)
@require_http_methods(["GET", "POST"])
def name_in_circle(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Let a colleague know this child, for a written reason."""
    said = _("Your colleague may open %(code)s now.")
    return _about(request, individual_id, commands.name_in_circle, "name_in_circle", said)


@needs(permissions.KEEP_CIRCLE)
@require_http_methods(["GET", "POST"])
def shut_out(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Keep one colleague from knowing this child."""
    said = _("Your colleague finds %(code)s no more.")
    return _about(request, individual_id, commands.shut_out, "shut_out", said)


@needs(permissions.KEEP_CIRCLE)
@require_http_methods(["GET", "POST"])
def take_out_of_circle(request: ActorRequest, individual_id: UUID, place_id: UUID) -> HttpResponse:
    """Ask once more, then end a place in the circle."""
    one = queries.individual(request.actor, individual_id)
    place, refused = queries.circle_place(one, place_id), ""
    if request.method == "POST":
        try:
            commands.take_out_of_circle(request.actor, individual_id, place_id)
        except Refused as no:
            refused = str(no)
        else:
            messages.success(request, _("The place in the circle has ended."))
            return redirect("people:individual", one.pk)
    words = {
        "one": one,
        "place": circle_of(request.actor, [place])[0],
        "refused": refused,
        "crumbs": way(one, _("The circle")),
    }
    return page(request, "people/take_out_of_circle.html", words, status=422 if refused else 200)


@needs(permissions.BREAK_GLASS, fresh="POST")
@require_http_methods(["GET", "POST"])
def break_glass(request: ActorRequest) -> HttpResponse:
    """Open a record by its code in an emergency. What happens then is said before."""
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            one = commands.break_glass(request.actor, said["code"], said["reason"])
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.warning(
                request, _("The glass is broken. The circle and the officer are told.")
            )
            return redirect("people:individual", one.pk)
    words = {
        "form": form,
        "lasts": vocabulary.span("DP.BREAK_GLASS"),
        "crumbs": [(_("Children"), reverse("people:find_people")), (_("Emergency"), "")],
    }
    return page(request, "people/break_glass.html", words, status=422 if form.errors else 200)


@needs(permissions.KEEP_CIRCLE)
@require_GET
def who_looked(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Who opened this record and who changed it. That one looked is written down too."""
    one = commands.watch_readers(request.actor, individual_id)
    names = dict(access.people(request.actor).values_list("pk", "name"))
    found = journal.entries_about(request.actor, one.pk)
    cut = paging.cut(request, found, by="at")
    words = {
        "one": one,
        "cut": cut,
        "lines": journal.lines(cut.rows, names),
        "readers": journal.readers(found, names),
        "crumbs": way(one, _("Who looked")),
    }
    return page(request, "people/who_looked.html", words)


def _about(
    request: ActorRequest, individual_id: UUID, act: Any, name: str, said: str
) -> HttpResponse:
    """A colleague and a reason, then the act."""
    one = queries.individual(request.actor, individual_id)
    form = CircleForm(request.POST or None, people=_colleagues(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(request.actor, one.pk, form.person_id, form.cleaned_data["reason"])
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, said % {"code": one.code})
            return redirect("people:individual", one.pk)
    words = {"one": one, "form": form, "crumbs": way(one, _("The circle"))}
    return page(request, f"people/{name}.html", words, status=422 if form.errors else 200)


def _colleagues(request: ActorRequest) -> list[tuple[str, str]]:
    """Those who work with children, without oneself."""
    ids = access.holders(request.actor, permissions.READ_INDIVIDUAL) - {request.actor.person}
    names = access.names(request.actor, ids)
    return sorted(((str(one), name) for one, name in names.items()), key=lambda pair: pair[1])
