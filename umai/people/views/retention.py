"""Until when records are kept, what holds them, and the two people who erase one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, permissions, queries, terms
from umai.people.forms.retention import AskForm, HoldForm
from umai.people.models import Erasure, Individual

SHOWN = 50


@needs(permissions.KEEP_RETENTION)
@require_GET
def retention(request: ActorRequest) -> HttpResponse:
    """What ends, what waits for a second person, what is held, what was erased. Codes only."""
    actor = request.actor
    done = queries.erasures(actor)
    ending = queries.ending(actor)
    words = {
        "ending": _told(actor, ending[:SHOWN]),
        "more": max(ending.count() - SHOWN, 0),
        "waiting": done.filter(state=terms.ErasureState.ASKED),
        "erased": done.filter(state=terms.ErasureState.ERASED)[:SHOWN],
        "holds": _told(actor, queries.holds(actor)[:SHOWN]),
        "today": clock.today(actor.time_zone),
        "years": vocabulary.amount("KEEP.CASE_AFTER_CLOSURE"),
        "age": vocabulary.amount("KEEP.CASE_UNTIL_AGE"),
    }
    return page(request, "people/retention.html", words)


@needs(permissions.KEEP_RETENTION)
@require_GET
def keeping(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Until when one record is kept, and what can be asked."""
    return _kept(request, queries.kept(request.actor, individual_id))


@needs(permissions.KEEP_RETENTION)
@require_POST
def put_hold(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Forbid to erase, for a reason and until a review."""
    one, form = queries.kept(request.actor, individual_id), HoldForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            commands.put_hold(request.actor, one.pk, said["reason"], said["review_on"])
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("%(code)s is held.") % {"code": one.code})
            return redirect("people:keeping", one.pk)
    return _kept(request, one, hold_form=form)


@needs(permissions.KEEP_RETENTION)
@require_POST
def lift_hold(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Allow to erase again."""
    one = queries.kept(request.actor, individual_id)
    try:
        commands.lift_hold(request.actor, one.pk)
    except Refused as no:
        return _kept(request, one, refused=str(no))
    messages.success(request, _("%(code)s is held no more.") % {"code": one.code})
    return redirect("people:keeping", one.pk)


@needs(permissions.KEEP_RETENTION, fresh="POST")
@require_POST
def ask_erasure(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Ask; another person confirms."""
    one, form = queries.kept(request.actor, individual_id), AskForm(request.POST)
    if form.is_valid():
        try:
            commands.ask_erasure(request.actor, one.pk, form.cleaned_data["ground"])
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Asked. Another person must confirm it."))
            return redirect("people:retention")
    return _kept(request, one, ask_form=form)


@needs(permissions.KEEP_RETENTION)
@require_POST
def take_back_erasure(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """The record stays."""
    try:
        commands.take_back_erasure(request.actor, erasure_id)
    except Refused as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, _("Taken back. The record stays."))
    return redirect("people:retention")


@needs(permissions.ERASE_INDIVIDUAL, fresh="POST")
@require_http_methods(["GET", "POST"])
def erase_individual(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """Ask the second person once more, then erase."""
    one, refused = queries.erasure(request.actor, erasure_id), ""
    if one.state == terms.ErasureState.ERASED:
        return redirect("people:certificate", one.pk)
    if request.method == "POST":
        try:
            commands.erase_individual(request.actor, erasure_id)
        except Refused as no:
            refused = str(no)
        else:
            return redirect("people:certificate", one.pk)
    words = {
        "one": one,
        "refused": refused,
        "own": one.asked_by_id == request.actor.person,
        "asked_by": _names(request, one)[0],
        "crumbs": _way(one.code),
    }
    return page(request, "people/erase_individual.html", words, status=422 if refused else 200)


@needs(permissions.KEEP_RETENTION)
@require_GET
def certificate(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """What is gone now, and what with the last backup on which day: a page to print."""
    one = commands.read_certificate(request.actor, erasure_id)
    asked_by, decided_by = _names(request, one)
    words = {
        "one": one,
        "asked_by": asked_by,
        "decided_by": decided_by,
        "gone": clock.today(request.actor.time_zone) >= one.gone_by if one.gone_by else False,
        "crumbs": _way(one.code),
    }
    return page(request, "people/certificate.html", words)


def _kept(request: ActorRequest, one: Individual, **more: Any) -> HttpResponse:
    actor = request.actor
    found = queries.terms_of_keeping(actor, one.pk)
    words = {
        "one": one,
        "term": found[0] if found else None,
        "hold": queries.hold_on(actor, [other.pk for other in queries.whole_person(one)]),
        "asked": queries.erasures(actor).filter(individual_id=one.pk).first(),
        "hold_form": HoldForm(),
        "ask_form": AskForm(),
        "today": clock.today(actor.time_zone),
        "crumbs": _way(one.code),
        **more,
    }
    wrong = more.get("refused") or any(
        one.errors for one in more.values() if isinstance(one, forms.Form)
    )
    return page(request, "people/keeping.html", words, status=422 if wrong else 200)


def _told(actor: Actor, rows: Iterable[Any]) -> list[tuple[Any, Individual]]:
    """Rows about people with their people."""
    some = list(rows)
    known = queries.answered_for(actor).in_bulk({row.individual_id for row in some})
    return [(row, known[row.individual_id]) for row in some]


def _names(request: ActorRequest, one: Erasure) -> tuple[str, str]:
    names = access.names(request.actor, [one.asked_by_id, one.decided_by_id])
    return names.get(one.asked_by_id, ""), names.get(one.decided_by_id, "")


def _way(here: str) -> list[tuple[str, str]]:
    return [(_("Keeping and erasing"), reverse("people:retention")), (here, "")]
