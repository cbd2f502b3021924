"""People: the list, one of them, and what an administrator does about a sign-in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import commands, permissions, queries
from umai.foundation.access.forms import people as forms
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page

ASK = ["GET", "HEAD", "POST"]


@needs(permissions.READ_PEOPLE)
@require_GET
def people(request: ActorRequest) -> HttpResponse:
    """Everybody who may sign in, newest first, and what waits for a second person."""
    form, actor = forms.NarrowPeople(request.GET), request.actor
    typed = form.cleaned_data if form.is_valid() else {}
    found = queries.people(actor, words=typed.get("q", ""), role=typed.get("role", ""))
    slice_ = paging.cut(request, found, by="opened_at")
    words = {
        "form": form,
        "narrowed": any(typed.values()),
        "people": queries.on_list(actor, slice_.rows),
        "slice": slice_,
        "waiting": queries.lines(actor, queries.waiting_postings(actor)),
        "resets": queries.reset_lines(actor),
        "may": _may(request),
    }
    return page(request, "access/people.html", words)


@needs(permissions.READ_PEOPLE)
@require_GET
def person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """One colleague: the sign-in, the postings, and what may be done about them."""
    found, actor = queries.person(request.actor, person_id), request.actor
    words = {
        "person": found,
        "oneself": found.pk == actor.person_id,
        "factors": queries.factors([found.pk])[found.pk],
        "lines": queries.lines(actor, queries.postings(actor).filter(person=found)),
        "resets": [one for one in queries.reset_lines(actor) if one.reset.person_id == found.pk],
        "may": _may(request),
    }
    return page(request, "access/person.html", words)


@needs(permissions.OPEN_PERSON)
@require_http_methods(ASK)
def open_person(request: ActorRequest) -> HttpResponse:
    """Add somebody who may sign in; the start password is shown once."""
    form = forms.PersonForm(request.POST or None, initial=forms.blank_person())
    if request.method == "POST":
        new = forms.attempt(form, lambda: commands.open_person(request.actor, form.details()))
        if new is not None:
            return _start_password(request, new)
    return page(request, "access/open_person.html", {"form": form}, status=_status(form))


@needs(permissions.CORRECT_PERSON)
@require_http_methods(ASK)
def correct_person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Correct a name, an address or a language."""
    found = queries.person(request.actor, person_id)
    now = {"id": found.pk, "name": found.name, "email": found.email, "language": found.language}
    typed = request.POST.copy() if request.method == "POST" else None
    if typed is not None:
        typed["id"] = str(person_id)
    form = forms.PersonForm(typed, initial=now)
    if typed is not None and forms.attempt(
        form, lambda: commands.correct_person(request.actor, form.details())
    ):
        return redirect("access:person", person_id)
    words = {"form": form, "person": found}
    return page(request, "access/correct_person.html", words, status=_status(form))


@needs(permissions.CLOSE_PERSON)
@require_http_methods(ASK)
def close_person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Close a sign-in, at once."""
    done = _("The sign-in is closed and every session has ended.")
    return _ask(request, person_id, "close_person", commands.close_person, done)


@needs(permissions.READMIT_PERSON)
@require_http_methods(ASK)
def readmit_person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Open a closed sign-in again."""
    return _ask(request, person_id, "readmit_person", commands.readmit_person)


@needs(permissions.RENEW_PASSWORD, fresh="POST")
@require_http_methods(ASK)
def renew_password(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Give a new start password to a colleague who has forgotten the old one."""
    return _ask(request, person_id, "renew_password", commands.renew_password)


@needs(permissions.SIGN_OUT_PERSON)
@require_http_methods(ASK)
def sign_out_person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """End every session of a colleague."""
    done = _("Every session of this colleague has ended.")
    return _ask(request, person_id, "sign_out_person", commands.sign_out_everywhere, done)


@needs(permissions.ASK_RESET, fresh="POST")
@require_http_methods(ASK)
def ask_reset(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Ask that the second factors of a colleague be taken away."""
    done = _("It is asked for. Now a second person has to confirm it, within a day.")
    return _ask(request, person_id, "ask_reset", commands.ask_reset, done)


@needs(permissions.CONFIRM_RESET, fresh="POST")
@require_http_methods(ASK)
def confirm_reset(request: ActorRequest, reset_id: UUID) -> HttpResponse:
    """Take the second factors of a colleague away, as the second person."""
    line = queries.reset_line(request.actor, reset_id)
    form = forms.SeenTogether(request.POST or None)
    if request.method == "POST" and forms.attempt(
        form, lambda: commands.confirm_reset(request.actor, reset_id)
    ):
        told = _("The second factors are taken away. The next sign-in asks for a new one.")
        messages.success(request, told)
        return redirect("access:person", line.reset.person_id)
    words = {"form": form, "line": line}
    return page(request, "access/confirm_reset.html", words, status=_status(form))


def _ask(
    request: ActorRequest,
    person_id: UUID,
    verb: str,
    command: Callable[[Any, UUID], Any],
    done: str = "",
) -> HttpResponse:
    """Ask once more, then do it. A new start password is shown; anything else leads back."""
    found = queries.person(request.actor, person_id)
    form = forms.PlainYes(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        answer = forms.attempt(form, lambda: command(request.actor, person_id))
        if isinstance(answer, commands.NewPerson):
            return _start_password(request, answer)
        if answer is not None:
            messages.success(request, done)
            return redirect("access:person", person_id)
    words = {"form": form, "person": found}
    return page(request, f"access/{verb}.html", words, status=_status(form))


def _start_password(request: ActorRequest, new: commands.NewPerson) -> HttpResponse:
    parts = new.start_password.split("-")
    words = {"person": new.person, "start_password": new.start_password, "parts": parts}
    return page(request, "access/start_password.html", words)


def _may(request: ActorRequest) -> dict[str, bool]:
    """What the page may offer, by the name of the permission without its room."""
    known = (name for name in vars(permissions) if name.isupper())
    return {name.lower(): request.actor.may(getattr(permissions, name)) for name in known}


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
