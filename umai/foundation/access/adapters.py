"""How the sign-in library meets the house: closed sign-up, journal, sealed secrets, one session."""

import base64
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import force_str

from umai.foundation.access import events, sessions
from umai.foundation.access.models import Person
from umai.foundation.journal import log
from umai.foundation.kernel.actor import NOBODY, Actor
from umai.foundation.vault import ring, seals


def _as_actor(person: Person) -> Actor:
    return Actor(person.pk, person.organisation_id, person.name)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """People are added by their organisation; every sign-in, good or bad, is journaled."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: a colleague adds a person."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Begin the one session of this person and write it down."""
        answer = cast(HttpResponse, super().post_login(request, user, **kwargs))
        sessions.begin(request, user)
        with_scope = _as_actor(user)
        log.record_alone(with_scope, events.SIGNED_IN, {"ways": _ways(request)})
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down a failed sign-in, with the person if the address is known."""
        super().authentication_failed(request, **credentials)
        person = Person.objects.filter(email__iexact=credentials.get("email", "")).first()
        actor = _as_actor(person) if person else NOBODY
        log.record_alone(actor, events.SIGN_IN_FAILED, {"known": person is not None})

    def logout(self, request: HttpRequest) -> None:
        """Sign out and write it down."""
        if isinstance(request.user, Person):
            log.record(_as_actor(request.user), events.SIGNED_OUT)
        super().logout(request)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library's own mails name people and places; ours say nothing (see notices)."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail with a link that opens anything."""


def _ways(request: HttpRequest) -> list[str]:
    used = request.session.get("account_authentication_methods", [])
    return [force_str(one.get("method", "")) for one in used]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped
    """Secrets of second factors are ciphertext at rest."""

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


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(ring.derived("second factor")))
