"""How long a session lasts, and when it is over before its time."""

from collections.abc import Iterable

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from umai.foundation.access import roles
from umai.foundation.access.models import Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import spoken_code, uuid7
from umai.foundation.ui import shell

SIGNS = 5  # groups of four spoken signs in a start password: 94 bits
A_YEAR = 365 * 24 * 60 * 60
TOUCH_EVERY = 60  # seconds; a write for each request would cost more than it tells
ENDED = "ended"


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
    if moment - request.session["seen"] > TOUCH_EVERY:
        request.session["seen"] = moment
    return None


def has_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether the person has a second factor. Asked once for each session."""
    if not request.session.get("second_factor"):
        request.session["second_factor"] = is_mfa_enabled(person)
    return bool(request.session["second_factor"])


def forget_second_factor(request: HttpRequest) -> None:
    """Ask anew at the next page: the person has added or removed one."""
    request.session.pop("second_factor", None)


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
