"""Addresses that belong to no room: the first page, and the sign-in of the library behind our gates."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.views.i18n import set_language

from umai.config.navigation import DOORS
from umai.foundation.kernel.gate import ActorRequest, open_to_everyone, signed_in


@signed_in
def home(request: ActorRequest) -> HttpResponse:
    """The first room that this person may enter."""
    for door in DOORS:
        if not door.permission or request.actor.may(door.permission):
            return redirect(door.url_name)
    return redirect("access:account")


@open_to_everyone  # before sign-in everybody is a stranger
def not_here(request: HttpRequest, **words: Any) -> HttpResponseBase:
    """Addresses that the sign-in library asks for by name and that this house does not have."""
    return redirect("account_login")


sign_in = [
    path("", open_to_everyone(account.login), name="account_login"),
    path("out/", open_to_everyone(account.logout), name="account_logout"),
    path("inactive/", open_to_everyone(account.account_inactive), name="account_inactive"),
    path("again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", not_here, name="account_set_password"),
    path("password/forgotten/", not_here, name="account_reset_password"),
    path("sign-up/", not_here, name="account_signup"),
    path("sent/", not_here, name="account_email_verification_sent"),
    path("mail/", not_here, name="account_email"),
    path("code/", not_here, name="account_request_login_code"),
    path("language/", open_to_everyone(set_language), name="set_language"),
    path("second/", signed_in(second_factor.index), name="mfa_index"),
    path("second/ask/", open_to_everyone(second_factor.authenticate), name="mfa_authenticate"),
    path("second/again/", signed_in(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("second/app/off/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second/codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second/codes/new/",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second/codes/file/",
        signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("second/keys/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("second/keys/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("second/keys/sign-in/", open_to_everyone(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "second/keys/again/",
        signed_in(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("second/keys/<int:pk>/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("second/keys/<int:pk>/remove/", signed_in(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]
