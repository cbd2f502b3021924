"""Restoring on a server that somebody else keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.houses import House, street
from umai.config import server

pytestmark = pytest.mark.slow
ROLES = (
    "CREATE ROLE keeper LOGIN CREATEROLE CREATEDB PASSWORD 'keeper'",
    "CREATE ROLE plain LOGIN PASSWORD 'plain'",
    "CREATE ROLE maker LOGIN PASSWORD 'maker'",
    "CREATE DATABASE centre OWNER keeper TEMPLATE template0",
    "CREATE DATABASE empty TEMPLATE template0",
    "GRANT CONNECT ON DATABASE postgres TO keeper",
)
RIGHTS = (
    "SELECT table_name, privilege_type FROM information_schema.table_privileges"
    " WHERE table_schema = 'public' AND grantee = '{role}' ORDER BY 1, 2"
)
POLICIES = "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with street() as found:
        yield found


@pytest.fixture(scope="module")
def theirs(place: Path) -> Iterator[server.Dsn]:
    """The superuser of somebody's server."""
    keeper = House(place / "theirs")
    with keeper.here():
        server.ensure()
        admin = server.admin_dsn()
    assert admin is not None
    with keeper.connected("admin") as connection:
        for statement in ROLES:
            connection.execute(statement.encode())
    with keeper.connected("admin", "empty") as connection:
        connection.execute("ALTER SCHEMA public OWNER TO maker")
    yield admin
    keeper.leave()


@pytest.fixture(scope="module")
def house(place: Path, theirs: server.Dsn) -> Iterator[House]:
    """A house in a database of a keeper who is no superuser."""
    keeper = theirs.at("centre").as_role("keeper", "keeper")
    found = House(place / "ours", DATABASE_URL=keeper.url()).fill()
    yield found
    found.leave()


def rights(house: House, database: str) -> object:
    with house.here():
        app = server.app_dsn()
    assert app is not None
    return house.ask(RIGHTS.format(role=app.user), database=database)


def test_a_keeper_who_is_no_superuser_can_restore(house: House) -> None:
    """R18: beside the live database, swapped in while the application is connected."""
    (contact,) = house.record(words="kept")
    house.must("backup")
    chosen = house.newest
    house.record(words="lost")
    stood = rights(house, "centre"), house.ask(POLICIES, database="centre")
    with house.connected("app", "centre"):
        done = house.umai("restore", chosen, "--replace")
    assert done.returncode == 0, done.stderr
    assert house.read(contact) == "kept"
    assert house.ask("SELECT count(*) FROM hotline_contact", database="centre") == [(1,)]
    assert (rights(house, "centre"), house.ask(POLICIES, database="centre")) == stood
    house.must("journal", "verify")
    house.must("drill")
    names = "SELECT datname FROM pg_database WHERE datname LIKE 'centre%'"
    assert len(house.ask(names, database="centre")) == 2
    house.must("restore", "--forget")
    assert house.ask(names, database="centre") == [("centre",)]


def test_two_given_roles_restore_by_hand_into_an_empty_database(
    house: House, theirs: server.Dsn, place: Path
) -> None:
    """Without the right to make databases: told how, and the rights go to roles of other names."""
    (contact,) = house.record(words="moves house")
    house.must("backup")
    phrase = place / "passphrase"
    phrase.write_text("сегіз сөз ешкім білмейді")
    house.must("keys", "save", place / "keys.json", "--passphrase-file", phrase)
    app, owner = (theirs.at("empty").as_role(role, role) for role in ("plain", "maker"))
    guest = House(place / "guest", DATABASE_URL=app.url(), DATABASE_OWNER_URL=owner.url())
    guest.must("keys", "load", place / "keys.json", "--passphrase-file", phrase)
    refused = guest.umai("restore", house.newest)
    assert refused.returncode == 1
    assert "By hand" in refused.stderr
    done = guest.umai("restore", house.newest, "--here")
    assert done.returncode == 0, done.stderr
    guest.people = house.people
    assert guest.read(contact) == "moves house"
    assert rights(guest, "empty") == rights(house, "centre")
    assert guest.ask(POLICIES, database="empty") == house.ask(POLICIES, database="centre")
    guest.must("journal", "verify")
    again = guest.umai("restore", house.newest, "--here")
    assert (again.returncode, "not empty" in again.stderr) == (1, True)
    drill = guest.umai("drill", house.newest)
    assert (drill.returncode, "By hand" in drill.stderr) == (1, True)
    guest.leave()
