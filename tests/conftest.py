"""What every test stands on: a migrated database behind row security, and a small cast of people.

Tests run as the application's role. What needs committed rows asks for `own_database`.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.utils import translation

from tests import cast
from umai.config import server
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.places import queries as places
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.queries import shelf

TEMPLATE = "umai"
# The lists as every test finds them. Reading them anew for each would cost a minute of the run.
SHIPPED: list[Any] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest first, so that both workers are done at the same time.

    The walk with the browser begins: it tells the demonstration, for which others would wait.
    """

    places: dict[Path, int] = {}
    for item in items:
        long = [item.path.name == "test_accessibility.py"]
        long += [item.get_closest_marker(mark) is not None for mark in ("slow", "journey")]
        place = long.index(True) if any(long) else len(long)
        places[item.path] = min(place, places.get(item.path, place))
    items.sort(key=lambda item: places[item.path])


def _point_at(name: str) -> None:
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    vocabulary.forget()
    places.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of this worker's own, copied from the migrated one."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"umai_{worker}_{uuid.uuid4().hex[:6]}"
    server.create_database(name, TEMPLATE)
    with django_db_blocker.unblock():
        _point_at(name)
        SHIPPED.append(shelf._current())
        yield
        connections.close_all()
    server.drop_database(name)


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A fresh copy for one test that needs committed rows; nothing is rolled back.

    What is carried outside the database (the journal's roots) gets a folder of its own too.
    """
    monkeypatch.setattr(settings, "UMAI_DATA", tmp_path)
    before, name = connection.settings_dict["NAME"], f"umai_own_{uuid.uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        connections.close_all()
        server.create_database(name, TEMPLATE)
        _point_at(name)
        yield name
        connections.close_all()
        _point_at(before)
    server.drop_database(name)


@pytest.fixture
def owner_cursor(db: None) -> Iterator[psycopg.Cursor[Any]]:
    """A cursor of the owner of the tables on the same database; rolled back at the end."""
    dsn = server.owner_dsn()
    assert dsn
    params = {**dsn.params(), "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**params) as owner:
        yield owner.cursor()
        owner.rollback()


@pytest.fixture(autouse=True)
def _fresh_lists() -> Iterator[None]:
    shelf._shelf, shelf._looked = (SHIPPED[0], clock.wall()) if SHIPPED else (None, None)
    yield
    vocabulary.forget()
    places.forget()


@pytest.fixture
def sana(db: None) -> Organisation:
    """Sana Sezim, with a team in Shymkent and one in Turkistan."""
    return cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent", "Turkistan"])


@pytest.fixture
def rodnik(db: None) -> Organisation:
    """Another organisation in the same installation."""
    return cast.organisation("rodnik", "Rodnik", "KZ-75", ["Almaty"])


@pytest.fixture
def person(sana: Organisation) -> Callable[..., Person]:
    """Make a person: `person("operator", "Shymkent")`; a role without a team is for all teams."""

    def make(role: str, team: str | None = None, organisation: Organisation = sana) -> Person:
        return cast.person(organisation, role, team)

    return make


@pytest.fixture
def amina(person: Callable[..., Person]) -> Person:
    """Amina answers the telephone in Shymkent."""
    return person("operator", "Shymkent")


@pytest.fixture
def botagoz(person: Callable[..., Person]) -> Person:
    """Botagoz answers the telephone in Turkistan."""
    return person("operator", "Turkistan")


@pytest.fixture
def saule(person: Callable[..., Person]) -> Person:
    """Saule supervises every team of Sana Sezim."""
    return person("supervisor")


@pytest.fixture
def zhanar(person: Callable[..., Person], acting: Callable[[Person], Actor]) -> Actor:
    """Zhanar is a social worker in Shymkent and leads cases."""
    return acting(person("social_worker", "Shymkent"))


@pytest.fixture
def timur(person: Callable[..., Person], acting: Callable[[Person], Actor]) -> Actor:
    """Timur is a social worker in Turkistan."""
    return acting(person("social_worker", "Turkistan"))


@pytest.fixture
def olga(person: Callable[..., Person], acting: Callable[[Person], Actor]) -> Actor:
    """Olga protects the data."""
    return acting(person("data_protection_officer"))


@pytest.fixture
def serik(rodnik: Organisation) -> Person:
    """Serik supervises another organisation."""
    return cast.person(rodnik, "supervisor", None)


@pytest.fixture
def acting() -> Callable[[Person], Actor]:
    """The actor that a person is."""
    return actors.actor_of


@pytest.fixture
def as_person(settings: Any) -> Callable[[Person], Client]:
    """A browser of somebody who is signed in, second factor included."""

    def sign_in(who: Person) -> Client:
        return cast.signed_in(who)

    return sign_in


@pytest.fixture
def inside() -> Callable[[Organisation], Any]:
    """A block with row security set to one organisation: `with inside(sana): …`."""
    return lambda organisation: scope(organisation.pk)


@pytest.fixture
def here(sana: Organisation) -> Iterator[None]:
    """Everything happens inside the scope of Sana Sezim."""
    with scope(sana.pk):
        yield


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Each test begins in the language of the house, whatever a page spoke before it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    if "db" in request.fixturenames:
        cache.clear()
