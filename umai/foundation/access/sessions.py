"""How long a session lasts, and when it is over before its time."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from umai.foundation.access import events, queries, roles
from umai.foundation.access.models import Person
from umai.foundation.journal import log
from umai.foundation.kernel import clock, gate
from umai.foundation.kernel.ids import spoken_code, uuid7
from umai.foundation.ui import shell

MAIN = {"totp", "webauthn"}
LAST_FACTOR = gettext_lazy(
    "Your role is never held with a password alone. Add another second factor first."
)
SIGNS = 5  # groups of four spoken signs in a start password: 94 bits
A_YEAR = 365 * 24 * 60 * 60
TOUCH_EVERY = 60  # seconds; a write for each request would cost more than it tells
ENDED = "ended"
POLL = "Umai-Poll"


def begin(request: HttpRequest, person: Person) -> None:
    """Start the one session of a person: every older one is over from now on."""
    end_all(person)
    moment = int(clock.now().timestamp())
    request.session.pop(ENDED, None)
    request.session["epoch"] = str(person.epoch)
    request.session["began"] = request.session["seen"] = moment
    _just_proved(request)


def end_all(person: Person) -> None:
    """End every session of a person, wherever it is."""
    person.epoch = uuid7()
    person.save(update_fields=["epoch"])


def restart(person: Person) -> str:
    """Give a person a password that is shown once, to be changed at sign-in; sessions end."""
    password = spoken_code(SIGNS)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    end_all(person)
    return password


def keep(request: HttpRequest, person: Person) -> None:
    """Let this one session go on after all others were ended."""
    request.session["epoch"] = str(person.epoch)


def over(request: HttpRequest, person: Person) -> str | None:
    """Why this session is over (`elsewhere`, `idle`, `long`), or None while it lasts."""
    moment = int(clock.now().timestamp())
    if not person.is_active or request.session.get("epoch") != str(person.epoch):
        return "elsewhere"
    if moment - request.session.get("seen", 0) > settings.SESSION_IDLE_SECONDS:
        return "idle"
    if moment - request.session.get("began", 0) > settings.SESSION_COOKIE_AGE:
        return "long"
    # A page that asks by itself is not somebody at the desk: it must not keep the session awake.
    if moment - request.session["seen"] > TOUCH_EVERY and POLL not in request.headers:
        request.session["seen"] = moment
    return None


def has_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether the person has a second factor. Asked once for each session."""
    if not request.session.get("second_factor"):
        request.session["second_factor"] = is_mfa_enabled(person)
    return bool(request.session["second_factor"])


class _LastFactor(Exception):
    """The last second factor was about to go."""


def noting_factors(view: gate.View) -> gate.View:
    """Write down, in the same transaction, when a page has added or removed a second factor.

    The last one stays where the role needs one; then nothing is removed and the page says so.
    """

    @wraps(view)
    def wrapped(request: gate.ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with transaction.atomic():
                before = queries.factor_ids(request.actor)
                answer = view(request, *args, **kwargs)
                _note_factors(request, before, queries.factor_ids(request.actor))
                return answer
        except _LastFactor:
            list(messages.get_messages(request))  # what the page said was done was not
            messages.error(request, LAST_FACTOR)
            return redirect("mfa_index")

    return wrapped


def _note_factors(
    request: gate.ActorRequest, before: dict[int, str], after: dict[int, str]
) -> None:
    if before == after:
        return
    added = sorted(after[one] for one in after.keys() - before.keys())
    removed = sorted(before[one] for one in before.keys() - after.keys())
    if not MAIN & set(after.values()) and must_have_second_factor(request.actor.roles):
        raise _LastFactor
    request.session.pop("second_factor", None)
    facts = {"added": added, "removed": removed}
    log.record(request.actor, events.SECOND_FACTOR_CHANGED, None, facts)


def must_have_second_factor(held: Iterable[str]) -> bool:
    """Whether a role is never held with a password alone. The demonstration skips it."""
    known = roles.all_roles()
    return not settings.UMAI_DEMO and any(
        known[role].needs_second_factor for role in held if role in known
    )


def greet(
    request: HttpRequest, answer: HttpResponse, person: Person, *, anew: bool = False
) -> None:
    """Let the browser show the person's own language and colours, unless it was told otherwise."""
    chosen = {
        settings.LANGUAGE_COOKIE_NAME: person.language,
        shell.THEME_COOKIE: person.theme,
    }
    for name, value in chosen.items():
        if anew and not value:
            answer.delete_cookie(name)
        elif value and (anew or name not in request.COOKIES):
            secure = request.is_secure()
            answer.set_cookie(name, value, A_YEAR, secure=secure, httponly=True, samesite="Strict")


def _just_proved(request: HttpRequest) -> None:
    """Signing in counts as proof for the next minutes, and is kept without the address."""
    proofs = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    for proof in proofs:
        proof.pop("email", None)
        proof["reauthenticated"] = True
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = proofs
