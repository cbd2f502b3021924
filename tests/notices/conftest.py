"""Telling somebody, and the post open or closed."""

import socket
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands, outbox
from umai.foundation.notices.models import Mail

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def tell() -> Callable[..., None]:
    """Leave a notice: `tell(amina, "danger_now", "HL-2026-0001")`."""

    def leave(
        who: Person,
        kind: str = "danger_now",
        code: str = "HL-2026-0001",
        subject_id: UUID | None = None,
        *,
        urgent: bool = False,
    ) -> None:
        with scope(who.organisation_id):
            actor = actors.job(Organisation.objects.get(pk=who.organisation_id), ())
            commands.tell(actor, who.pk, kind, code, subject_id, urgent=urgent)

    return leave


@pytest.fixture
def post_goes(sana: Organisation) -> Callable[[], int]:
    """The post leaves, as it does every minute. Returns how many receivers were reached."""
    return lambda: outbox.send_waiting(actors.job(sana, ()))


@pytest.fixture
def letters(sana: Organisation) -> Callable[[], list[Mail]]:
    """The outbox of Sana Sezim, oldest first."""

    def rows() -> list[Mail]:
        with scope(sana.pk):
            return list(Mail.objects.filter(organisation_id=sana.pk).order_by("queued_at", "pk"))

    return rows


@pytest.fixture
def post_is_closed(settings: Any) -> Callable[[], None]:
    """Mail goes to a port on which nobody listens."""

    def close() -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    return close


@pytest.fixture
def post_is_open(settings: Any) -> Callable[[], None]:
    """Mail goes out again."""

    def open_() -> None:
        settings.EMAIL_BACKEND = LOCMEM

    return open_
