"""The keeper of the directory, and what she wrote into it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault.models import DataKey


@pytest.fixture
def keeper(acting: Callable[..., Actor], saule: Person) -> Actor:
    """Saule, who keeps the directory."""
    return acting(saule)


@pytest.fixture
def keeping(
    inside: Callable[..., Any], sana: Organisation, acting: Callable[..., Actor], saule: Person
) -> Callable[..., Any]:
    """A block in which Saule keeps the directory: `with keeping() as keeper: …`."""

    @contextmanager
    def block(who: Person = saule) -> Iterator[Actor]:
        actor = acting(who)
        with inside(who.organisation):
            yield actor

    return block


@pytest.fixture
def journal(inside: Callable[..., Any], sana: Organisation) -> Callable[[str], list[Any]]:
    """What the journal says of an event: the facts of every entry."""

    def facts(event: str) -> list[Any]:
        with inside(sana):
            keys = DataKey.objects.in_bulk()
            return [log.facts_of(one, keys) for one in Entry.objects.filter(event=event)]

    return facts
