"""Every address has a gate: who may pass is written at the view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from umai.foundation.kernel.actor import Actor

View = Callable[..., HttpResponseBase]
EVERYONE = "everyone"
SIGNED_IN = "signed in"


class Unproved(Exception):
    """Who sits at the desk must be proved anew before this. Nothing was done yet."""


class ActorRequest(HttpRequest):
    """A request of somebody whom the access middleware has recognised."""

    actor: Actor
    # Raises Unproved unless who sits there was proved in the last minutes.
    prove: Callable[[], None]
    # What is written into the journal after the answer, whatever became of it: who, event, facts.
    to_journal: list[tuple[Actor, str, dict[str, Any]]]


def needs(permission: str, *, fresh: str = "") -> Callable[[View], View]:
    """Only people who hold the permission come in; strangers are shown the door to sign in.

    `fresh` is the method (GET or POST) that uncovers somebody or cannot be taken back: it passes
    only with a proof of the last minutes, and what was sent is carried through the question.
    """

    def gated(view: View) -> View:
        @wraps(view)
        def wrapped(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.actor.person_id is None:
                return redirect_to_login(request.get_full_path())
            request.actor.require(permission)
            if request.method == fresh:
                request.prove()
            return view(request, *args, **kwargs)

        wrapped.gate = permission  # type: ignore[attr-defined]
        wrapped.fresh = fresh  # type: ignore[attr-defined]
        return wrapped

    return gated


def signed_in(view: View) -> View:
    """Everybody who is signed in comes in, whatever the role."""

    @wraps(view)
    def wrapped(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.person_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.gate = SIGNED_IN  # type: ignore[attr-defined]
    return wrapped


def open_to_everyone(view: View) -> View:
    """A page for people who are not signed in. Say why at the call site."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    wrapped.gate = EVERYONE  # type: ignore[attr-defined]
    return wrapped


def check_declared(view: Any) -> None:
    """Refuse a view that declares no gate: an undeclared address answers 403."""
    if not getattr(view, "gate", None):
        raise PermissionDenied("no gate")
