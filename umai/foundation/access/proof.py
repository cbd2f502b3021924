"""Fresh proof of who sits at the desk, before a name is uncovered or something cannot be undone.

Nothing of what was sent is kept here: the question itself carries it in the page, and back.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from umai.foundation.access.forms.sign_in import CodeAgain, KeyAgain, PasswordAgain
from umai.foundation.kernel import clock, gate
from umai.foundation.kernel.scope import scope
from umai.foundation.ui.pages import page

PREFIX = "proof"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
# Each way by the library's name for it: the form and its one field.
WAYS: dict[str, tuple[Any, str]] = {
    "reauthenticate": (PasswordAgain, "password"),
    "mfa_reauthenticate": (CodeAgain, "code"),
    "mfa_reauthenticate:webauthn": (KeyAgain, "credential"),
}


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person signed in or proved it again within the last minutes."""
    proofs = get_authentication_records(request, request.user)
    last = max((one["at"] for one in proofs if one.get("reauthenticated")), default=0)
    age = clock.wall().timestamp() - last
    return bool(age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def require(request: HttpRequest) -> None:
    """Raise Unproved unless the proof is fresh."""
    if not is_fresh(request):
        raise gate.Unproved


def taken(request: HttpRequest) -> Any:
    """Take the proof out of what was sent, before any page sees it; the form if it does not fit.

    This stands in a transaction of its own: a try that failed must stay counted, as at the door.
    """
    given = {name for name in request.POST if name.startswith(f"{PREFIX}-")}
    found = [form for form, field in WAYS.values() if f"{PREFIX}-{field}" in given]
    if request.method != "POST" or not found or not request.user.is_authenticated:
        return None
    tried: Any = found[0](request.POST, user=request.user, prefix=PREFIX)
    left = request.POST.copy()
    for name in given:
        del left[name]
    request.POST = left  # type: ignore[assignment]
    with scope(None):
        if not ratelimit.consume(request, action="reauthenticate", user=request.user):
            messages.error(request, _("Too many tries. Wait a minute."))
            return None  # a try too many is not even looked at
        return None if _fits(request, tried) else tried


def _fits(request: HttpRequest, tried: Any) -> bool:
    """Whether the proof holds; then it is kept."""
    if not tried.is_valid():
        return False
    if isinstance(tried, PasswordAgain):
        reauthenticate_by_password(request)
    else:
        tried.save()
    return True


def asked(request: HttpRequest, tried: Any, back: str) -> HttpResponse:
    """The question, with all that was sent in it, so that it goes on by itself afterwards."""
    known = [one["id"] for one in get_adapter().get_reauthentication_methods(request.user)]
    ways = {
        field: tried if type(tried) is form else form(user=request.user, prefix=PREFIX)
        for name, (form, field) in WAYS.items()
        if name in known
    }
    words: dict[str, Any] = {
        "ways": ways,
        "tried": tried,
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != TOKEN
        ],
        "minutes": settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60,
        "back": back,
    }
    if "credential" in ways:
        words["js_data"] = {"request_options": begin_authentication(request.user)}
    return page(request, "access/prove_act.html", words, status=422 if tried else 403)
