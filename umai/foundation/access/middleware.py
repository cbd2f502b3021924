"""Recognise who asks, set row security, and run the whole answer in one transaction."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from umai.foundation.access import actors, events, roles, sessions
from umai.foundation.access.models import Person
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
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: gate.View, args: Any, kwargs: Any
    ) -> HttpResponseBase:
        """Answer the request inside its scope."""
        gate.check_declared(view)
        actor = self._recognise(request)
        request.actor = actor  # type: ignore[attr-defined]
        if (elsewhere := self._not_yet_in(request)) is not None:
            return elsewhere
        try:
            with scope(actor.organisation_id, actor.person_id):
                return view(request, *args, **kwargs)
        except PermissionDenied as no:
            name = request.resolver_match.view_name if request.resolver_match else ""
            facts = {"place": name, "permission": str(no)}
            log.record_alone(actor, events.ENTRY_REFUSED, facts)
            raise

    def _recognise(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return NOBODY
        person = cast(Person, request.user)
        if (reason := sessions.over(request, person)) is not None:
            logout(request)
            request.session["ended"] = reason
            return NOBODY
        return actors.actor_of(person)

    def _not_yet_in(self, request: HttpRequest) -> HttpResponse | None:
        """Where somebody must go first: choose a password, add a second factor."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or name.startswith(ON_THE_WAY_IN):
            return None
        person = cast(Person, request.user)
        if person.must_change_password:
            return redirect("account_change_password")
        actor = cast(gate.ActorRequest, request).actor
        known = roles.all_roles()
        opens_files = any(known[role].opens_files for role in actor.roles)
        if opens_files and not settings.UMAI_DEMO and not sessions.has_second_factor(request, person):
            return redirect("mfa_index")
        return None
