"""How long a session lasts, and when it is over before its time."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from umai.foundation.access.models import Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7

TOUCH_EVERY = 60  # seconds; a write for each request would cost more than it tells


def begin(request: HttpRequest, person: Person) -> None:
    """Start the one session of a person: every older one is over from now on."""
    person.epoch = uuid7()
    person.save(update_fields=["epoch", "last_login"])
    moment = int(clock.now().timestamp())
    request.session["epoch"] = str(person.epoch)
    request.session["began"] = request.session["seen"] = moment


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
