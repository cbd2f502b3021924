"""Addresses that belong to no room: the first page, and the library's sign-in behind our gates."""

import sys
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import loader
from django.urls import URLPattern, path
from django.views.i18n import set_language

from umai.config.navigation import DOORS
from umai.foundation.access import sessions
from umai.foundation.kernel.gate import ActorRequest, View, open_to_everyone, signed_in


@signed_in
def home(request: ActorRequest) -> HttpResponse:
    """The first room that this person may enter."""
    for door in DOORS:
        if request.actor.may(door.permission):
            return redirect(door.url_name)
    return redirect("access:account")


@open_to_everyone  # before sign-in everybody is a stranger
def not_here(request: HttpRequest, **words: Any) -> HttpResponseBase:
    """Addresses that the sign-in library asks for by name and that this house does not have."""
    return redirect("account_login")


@open_to_everyone  # whatever broke, there is a page that says so
def broken(request: HttpRequest) -> HttpResponse:
    """Something failed: without the database 503, to be tried again; anything else 500."""
    away = isinstance(sys.exc_info()[1], (DatabaseError, InterfaceError))
    answer = HttpResponse(loader.render_to_string("500.html"), status=503 if away else 500)
    if away:
        answer["Retry-After"] = "30"
    answer["Cache-Control"] = "no-store"
    return answer


def drawn(view: View) -> View:
    """A page of the library as ours are: never stored, 422 when a form came back with mistakes.

    It is told whether this is a demonstration and why the session before has ended.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        words = getattr(answer, "context_data", None)
        if words is not None:
            forms = [words.get(name) for name in ("form", "webauthn_form")]
            wrong = any(form is not None and form.errors for form in forms)
            words["has_mistakes"] = wrong and request.method == "POST"
            words["demo"] = settings.UMAI_DEMO
            words["ended"] = request.session.get(sessions.ENDED, "")
            answer.status_code = 422 if words["has_mistakes"] else answer.status_code
        return answer

    return wrapped


def _outside(route: str, view: View, name: str) -> URLPattern:
    """A page for people who are not signed in yet."""
    return path(route, open_to_everyone(drawn(view)), name=name)


def _changing(route: str, view: View, name: str) -> URLPattern:
    """A page that adds or removes a second factor."""
    return _inside(route, sessions.noting_factors(view), name)


def _inside(route: str, view: View, name: str) -> URLPattern:
    """A page of one's own account."""
    return path(route, signed_in(drawn(view)), name=name)


sign_in = [
    _outside("", account.login, "account_login"),
    _outside("out/", account.logout, "account_logout"),
    _outside("inactive/", account.account_inactive, "account_inactive"),
    _inside("again/", account.reauthenticate, "account_reauthenticate"),
    _inside("password/", account.password_change, "account_change_password"),
    path("password/set/", not_here, name="account_set_password"),
    path("password/forgotten/", not_here, name="account_reset_password"),
    path("sign-up/", not_here, name="account_signup"),
    path("sent/", not_here, name="account_email_verification_sent"),
    path("mail/", not_here, name="account_email"),
    path("code/", not_here, name="account_request_login_code"),
    path("language/", open_to_everyone(set_language), name="set_language"),
    _inside("second/", second_factor.index, "mfa_index"),
    _outside("second/ask/", second_factor.authenticate, "mfa_authenticate"),
    _inside("second/again/", second_factor.reauthenticate, "mfa_reauthenticate"),
    _changing("second/app/", totp.activate_totp, "mfa_activate_totp"),
    _changing("second/app/off/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _inside("second/codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _changing("second/codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _inside("second/codes/file/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    _inside("second/keys/", passkeys.list_webauthn, "mfa_list_webauthn"),
    _changing("second/keys/add/", passkeys.add_webauthn, "mfa_add_webauthn"),
    _outside("second/keys/sign-in/", passkeys.login_webauthn, "mfa_login_webauthn"),
    _inside("second/keys/again/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _inside("second/keys/<int:pk>/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    _changing("second/keys/<int:pk>/remove/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
]
