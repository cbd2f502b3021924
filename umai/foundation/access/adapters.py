"""How the sign-in library meets the house: closed sign-up, journal, sealed secrets, one session."""

import base64
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.access import actors, events, sessions, throttle
from umai.foundation.access.models import Person
from umai.foundation.journal import log
from umai.foundation.kernel.actor import NOBODY, Actor
from umai.foundation.vault import ring, seals

WRONG_CODE = gettext_lazy(
    "This code does not fit. Write the six digits the app shows now, or a recovery code."
)
SAID: dict[str, Promise] = {
    "account/messages/password_changed.txt": gettext_lazy("The new password holds from now on."),
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is your second factor from now on."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is no longer a second factor."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The key is added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The key is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "There are new recovery codes. Print them or write them down."
    ),
}
WAYS: dict[str, Promise] = {
    "reauthenticate": gettext_lazy("With the password"),
    "mfa_reauthenticate": gettext_lazy("With a code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("With a key"),
}


def as_actor(person: Person) -> Actor:
    """A person at the door: known by name, with nothing granted yet."""
    return Actor(person.pk, person.organisation_id, person.name)


def tell_later(request: HttpRequest, actor: Actor, event: str, facts: log.Facts) -> None:
    """Let the middleware write this down after the request, whether it is rolled back or not."""
    waiting = getattr(request, "to_journal", None)
    if waiting is None:
        log.record_alone(actor, event, facts)
    else:
        waiting.append((actor, event, facts))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """People are added by their organisation; every sign-in, good or bad, is journaled."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This sign-in is closed. Ask your administrator."),
        "email_password_mismatch": gettext_lazy(
            "The address and the password do not fit together. Check both and try again."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password. Try again."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait five minutes; if it was not you, tell your administrator."
        ),
        "rate_limited": gettext_lazy("Too many tries. Wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: a colleague adds a person."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """After signing in people stay in this house."""
        here: HttpRequest = context.request
        return url_has_allowed_host_and_scheme(url, {here.get_host()}, here.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        """The line from which somebody tries, for the throttle alone; what it keeps is a hash."""
        return throttle.neighbourhood(get_client_ip(request) or "")

    def get_login_stages(self) -> list[str]:
        """After the password comes the second factor, and nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def post_login(self, request: HttpRequest, user: Person, **words: Any) -> HttpResponse:
        """Begin the one session of this person and write it down."""
        answer = cast(HttpResponse, super().post_login(request, user, **words))
        log.record_alone(as_actor(user), events.SIGNED_IN, {"ways": _ways(request)})
        sessions.begin(request, user)
        sessions.greet(request, answer, user)
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down a failed sign-in, with the person if the address is known."""
        super().authentication_failed(request, **credentials)
        person = actors.person_at(credentials.get("email", ""))
        actor = as_actor(person) if person else NOBODY
        tell_later(request, actor, events.SIGN_IN_FAILED, {"known": person is not None})

    def logout(self, request: HttpRequest) -> None:
        """Sign out and write it down."""
        if isinstance(request.user, Person):
            log.record_alone(as_actor(request.user), events.SIGNED_OUT)
        super().logout(request)

    def set_password(self, user: Person, password: str) -> None:
        """Keep the person's own password; every other session ends."""
        request: HttpRequest = context.request
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        sessions.end_all(user)
        sessions.keep(request, user)
        log.record_alone(as_actor(user), events.PASSWORD_CHANGED)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the work, or to what is still missing on the way in."""
        return reverse("home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Whoever signs out sees the door."""
        return reverse("account_login")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How to prove once more who one is, in our words."""
        found = super().get_reauthentication_methods(user)
        return [one | {"description": WAYS.get(one["id"], one["description"])} for one in found]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what changed, in our words; greetings are left out."""
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, force_str(words), extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **words: Any) -> None:
        """The library's own mails name people and places; ours say nothing (see notices)."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail with a link that opens anything."""


def _ways(request: HttpRequest) -> list[str]:
    used = request.session.get("account_authentication_methods", [])
    return [force_str(one.get("type") or one.get("method", "")) for one in used]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped
    """Secrets of second factors are ciphertext at rest."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": sessions.LAST_FACTOR,
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for a second factor. Add an app or a key first."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret under a key derived from the ring's master."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise seals.Broken("a second factor's secret was altered") from None

    def get_totp_label(self, user: Person) -> str:
        """What the telephone's list shows: the address, never the organisation."""
        return user.email

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a key shows of us: a name that tells nothing to a stranger."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Umai"}

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """A first name for a key, to be changed."""
        others = user.pk and _others(user, "").filter(type=type).count()
        return _("Key %(number)d") % {"number": (others or 0) + 1}

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last second factor stays where the role needs one."""
        person: Person = authenticator.user
        if _others(person, authenticator.pk).filter(type__in=sessions.MAIN).exists():
            return True
        return not sessions.must_have_second_factor(actors.actor_of(person).roles)


def _others(person: Person, but: Any) -> Any:
    found = Authenticator.objects.filter(user_id=person.pk)
    return found.exclude(pk=but) if but else found


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(ring.derived("second factor")))
