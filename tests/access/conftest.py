"""The people who look after people: an administrator, and who confirms what she proposes."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests import cast
from umai.foundation.access.models import Organisation, Person, Posting
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, later: int = 0) -> str:
    """The six digits that an app shows now, or `later` half minutes from now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, int(clock.wall().timestamp()) // 30 + later)
    )


@pytest.fixture
def with_app() -> Callable[[Person], Person]:
    """Give somebody an app and recovery codes."""

    def give(who: Person) -> Person:
        totp.TOTP.activate(who, SECRET)
        RecoveryCodes.activate(who)
        return who

    return give


@cache
def hashed(password: str) -> str:
    """A password's hash, made once: it is meant to be slow."""
    return make_password(password)


@pytest.fixture
def dana(person: Callable[..., Person]) -> Person:
    """Dana administers Sana Sezim."""
    return person("administrator")


@pytest.fixture
def timur(person: Callable[..., Person]) -> Person:
    """Timur is the data protection officer."""
    return person("data_protection_officer")


@pytest.fixture
def madina(person: Callable[..., Person]) -> Person:
    """Madina counts: her role opens no files and needs no second factor."""
    return person("monitoring")


@pytest.fixture
def with_password() -> Callable[..., Person]:
    """Give somebody of the cast a password of their own."""

    def give(who: Person, password: str = cast.PASSWORD) -> Person:
        who.password = hashed(password)
        who.save(update_fields=["password"])
        return who

    return give


@pytest.fixture
def door() -> Callable[..., Any]:
    """Sign in with address and password, in a browser of one's own."""

    def knock(who: Person, password: str = cast.PASSWORD, client: Client | None = None) -> Any:
        browser = client or Client()
        words = {"login": who.email, "password": password}
        return browser.post("/sign-in/", words)

    return knock


@pytest.fixture
def told(db: None) -> Callable[..., list[dict[str, Any]]]:
    """What the journal of an organisation says of an event: actor, subject and facts."""

    def read(organisation: Organisation, event: str) -> list[dict[str, Any]]:
        with scope(organisation.pk):
            keys = {key.pk: key for key in DataKey.objects.all()}
            found = Entry.objects.filter(event=event).order_by("at", "id")
            return [
                {"who": one.actor_id, "kind": one.actor_kind, "subject": one.subject_id}
                | log.facts_of(one, keys)
                for one in found
            ]

    return read


@pytest.fixture
def posting_of() -> Callable[[Person], Posting]:
    """The newest posting of a person."""

    def find(who: Person) -> Posting:
        with scope(who.organisation_id):
            return Posting.objects.filter(person=who).latest("opened_at", "id")

    return find
