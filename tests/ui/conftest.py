"""Requests as the middleware leaves them, without a database behind them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest
from django.test import RequestFactory

from umai.foundation.kernel.actor import NOBODY, Actor

AIGERIM = Actor(
    person_id=UUID("018f0000-0000-7000-8000-000000000001"),
    name="Айгерим Сейткали",
    grants={"probe.read": None},
)


class Nowhere(BaseStorage):
    """Messages that are told and forgotten with the request."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


@pytest.fixture
def asked() -> Callable[..., HttpRequest]:
    """A request of somebody who is signed in: `asked("/path", view="hotline:contacts")`."""

    def make(
        path: str = "/", actor: Actor = AIGERIM, view: str = "", **headers: str
    ) -> HttpRequest:
        request: Any = RequestFactory().get(path, headers=headers)
        request.actor = actor
        request._messages = Nowhere(request)
        request.resolver_match = SimpleNamespace(view_name=view)
        return request  # type: ignore[no-any-return]

    return make


@pytest.fixture
def nobody() -> Actor:
    """Somebody who is not signed in."""
    return NOBODY
