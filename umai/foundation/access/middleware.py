"""Recognise who asks, set row security, and run the whole answer in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from umai.foundation.access import actors, events, proof, sessions, unasked
from umai.foundation.journal import log
from umai.foundation.kernel import gate
from umai.foundation.kernel.actor import NOBODY, Actor
from umai.foundation.kernel.scope import scope

# Views that a person who still owes a second factor or a new password may open.
ON_THE_WAY_IN = ("mfa_", "account_", "set_language", "ui:")


class ScopeMiddleware:
    """The last middleware before the view.

    The view, its queries, its command and the rendering of its page share one transaction and one
    scope. If it raises, nothing of it was written; a refusal is then journaled on its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = NOBODY  # type: ignore[attr-defined]
        request.way_in = False  # type: ignore[attr-defined]
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    def process_view(
        self, request: HttpRequest, view: gate.View, args: Any, kwargs: Any
    ) -> HttpResponseBase:
        """Answer the request inside its scope."""
        gate.check_declared(view)
        actor = self._recognise(request)
        elsewhere = self._not_yet_in(request, actor)
        if getattr(request, "way_in", False):
            actor = replace(actor, grants={})
        request.actor = actor  # type: ignore[attr-defined]
        request.to_journal = []  # type: ignore[attr-defined]
        request.prove = partial(proof.require, request)  # type: ignore[attr-defined]
        try:
            answer = elsewhere or self._answer(request, actor, view, args, kwargs)
            return _to_the_door(request, answer)
        except PermissionDenied as no:
            facts = {"place": _name(request), "permission": str(no)}
            log.record_alone(actor, events.ENTRY_REFUSED, facts)
            raise
        finally:
            for who, event, told in request.to_journal:  # type: ignore[attr-defined]
                log.record_alone(who, event, told)

    def _answer(
        self, request: HttpRequest, actor: Actor, view: gate.View, args: Any, kwargs: Any
    ) -> HttpResponseBase:
        """The finished answer, rendered inside the scope and in the organisation's time zone."""
        tried = proof.taken(request)
        unasked.watch(request)
        try:
            answer = self._inside(request, actor, lambda: view(request, *args, **kwargs))
            unasked.note(request, answer, _name(request))
            return answer
        except gate.Unproved:
            if request.method != "POST" or "HX-Request" in request.headers:
                return _prove_again(request)
            back = _page(request)
            return self._inside(request, actor, lambda: proof.asked(request, tried, back))
        except ReauthenticationRequired:
            return _prove_again(request)
        except ImmediateHttpResponse as instead:
            return cast(HttpResponseBase, instead.response)

    def _inside(
        self, request: HttpRequest, actor: Actor, act: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        here = timezone.override(actor.time_zone)
        with scope(actor.organisation_id, actor.person_id), here:
            answer = act()
            render = getattr(answer, "render", None)
            return cast(HttpResponseBase, render()) if callable(render) else answer

    def _recognise(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return NOBODY
        person = request.user
        if (reason := sessions.over(request, person)) is not None:
            logout(request)
            request.session[sessions.ENDED] = reason
            return NOBODY
        return actors.actor_of(person)

    def _not_yet_in(self, request: HttpRequest, actor: Actor) -> HttpResponse | None:
        """Where somebody must go first: choose a password, add a second factor."""
        if not request.user.is_authenticated:
            return None
        person = request.user
        owes = ""
        if person.must_change_password:
            owes = "account_change_password"
        elif sessions.must_have_second_factor(actor.roles) and not sessions.has_second_factor(
            request, person
        ):
            owes = "mfa_index"
        request.way_in = bool(owes)  # type: ignore[attr-defined]
        if not owes or _name(request).startswith(ON_THE_WAY_IN):
            return None
        return redirect(owes)


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _prove_again(request: HttpRequest) -> HttpResponse:
    """Ask once more who it is, then come back to the page. What was sent is not kept anywhere."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    door = ways[0]["url"] if ways else resolve_url("account_login")
    if "HX-Request" in request.headers:
        where = redirect_to_login(_page(request), door)["Location"]
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return redirect_to_login(request.get_full_path(), door)


def _to_the_door(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """After signing in anew people come back to their page, never to a half-sent form."""
    door = resolve_url("account_login")
    where = urlsplit(answer.get("Location", ""))
    in_pieces = "HX-Request" in request.headers
    if answer.status_code != 302 or where.path != door:
        return answer
    if where.query.startswith(f"{REDIRECT_FIELD_NAME}=") and (in_pieces or request.method != "GET"):
        answer = redirect_to_login(_page(request), door)
    if in_pieces:
        location = answer["Location"]
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = location
    return answer


def _page(request: HttpRequest) -> str:
    """The page that sent this request, if it was one of ours; otherwise the first page."""
    came = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if came.netloc != request.get_host():
        return resolve_url("home")
    return came.path + (f"?{came.query}" if came.query else "")
