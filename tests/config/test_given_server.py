"""A database server that somebody else keeps: used with care, refused when it would not hold."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.config.servers import known, one, say
from umai.config import server


@pytest.fixture
def theirs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> server.Dsn:
    """The superuser of another server, with an empty database `centre`; ours has no data yet."""
    monkeypatch.setenv("UMAI_DATA", str(folder / "theirs"))
    server.ensure()
    admin = known(server.admin_dsn())
    say(
        admin,
        "CREATE ROLE keeper LOGIN CREATEROLE CREATEDB PASSWORD 'keeper'",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'",
        "CREATE ROLE maker LOGIN PASSWORD 'maker'",
        "CREATE DATABASE centre OWNER keeper TEMPLATE template0",
        "GRANT CONNECT ON DATABASE postgres TO keeper",
    )
    monkeypatch.setenv("UMAI_DATA", str(folder / "ours"))
    return admin.at("centre")


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def put(**values: server.Dsn) -> None:
        for name, dsn in values.items():
            monkeypatch.setenv(name, dsn.url())

    return put


@pytest.mark.parametrize("role", ["umai_super", "keeper"])
def test_a_given_server_gets_roles_of_its_own(
    theirs: server.Dsn, setting: Callable[..., None], folder: Path, role: str
) -> None:
    """The names are taken there by somebody else, so ours carry a mark of the database."""
    setting(DATABASE_URL=theirs if role == "umai_super" else theirs.as_role("keeper", "keeper"))
    assert server.app_dsn() is None
    server.ensure()
    app, owner = known(server.app_dsn()), known(server.owner_dsn())
    assert app.user.startswith("umai_app_")
    assert owner.user.startswith("umai_owner_")
    say(owner, "CREATE TABLE calls (number int)", "CREATE EXTENSION pg_trgm")
    say(app, "INSERT INTO calls VALUES (1)")
    with pytest.raises(errors.InsufficientPrivilege):
        say(app, "CREATE TABLE mine (id int)")
    server.ensure()
    assert server.app_dsn() == app
    assert not (folder / "ours" / "postgres").exists()
    assert server.running()
    assert server.stop() is False
    assert server.running()


@pytest.mark.parametrize("role", ["umai_super", "keeper"])
def test_a_given_server_gets_databases_for_trial(
    theirs: server.Dsn, setting: Callable[..., None], role: str
) -> None:
    setting(DATABASE_URL=theirs if role == "umai_super" else theirs.as_role("keeper", "keeper"))
    server.ensure()
    say(server.owner_dsn(), "CREATE TABLE calls (number int)")
    server.create_database("trial", template="centre")
    assert one(known(server.app_dsn()).at("trial"), "SELECT count(*) FROM calls") == 0
    server.drop_database("trial")


def test_two_roles_that_were_made_for_us_are_used_as_they_are(
    theirs: server.Dsn, setting: Callable[..., None]
) -> None:
    say(theirs, "ALTER SCHEMA public OWNER TO maker")
    plain, maker = theirs.as_role("plain", "plain"), theirs.as_role("maker", "maker")
    setting(DATABASE_URL=plain, DATABASE_OWNER_URL=maker)
    server.ensure()
    assert (known(server.app_dsn()).user, known(server.owner_dsn()).user) == ("plain", "maker")
    assert server.admin_dsn() is None
    say(server.owner_dsn(), "CREATE TABLE calls (number int)")
    say(server.app_dsn(), "INSERT INTO calls VALUES (1)")
    with pytest.raises(server.ServerError, match="no role here that may make databases"):
        server.create_database("trial")


@pytest.mark.parametrize(
    ("app", "owner", "reason"),
    [
        ("plain", None, "may not make roles"),
        ("plain", "plain", "Row security would not bind"),
        ("keeper", "maker", "Row security would not bind"),
        ("umai_super", "maker", "Row security would not bind"),
        ("plain", "keeper", "may not make tables"),
    ],
)
def test_roles_that_would_not_hold_are_refused(
    theirs: server.Dsn,
    setting: Callable[..., None],
    app: str,
    owner: str | None,
    reason: str,
) -> None:
    """S2: an unsafe role is told at once, in words that say what to change."""
    schema_owner = "maker" if owner == "keeper" else owner or "maker"
    say(theirs, f"ALTER SCHEMA public OWNER TO {schema_owner}")
    say(theirs, "ALTER ROLE keeper NOCREATEROLE") if owner == "keeper" else None
    setting(DATABASE_URL=theirs if app == "umai_super" else theirs.as_role(app, app))
    if owner is not None:
        setting(DATABASE_OWNER_URL=theirs.as_role(owner, owner))
    with pytest.raises(server.ServerError, match=reason):
        server.ensure()


def test_roles_whose_passwords_were_lost_are_not_taken_over(
    theirs: server.Dsn, setting: Callable[..., None], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting(DATABASE_URL=theirs)
    server.ensure()
    monkeypatch.setenv("UMAI_DATA", str(folder / "third"))
    with pytest.raises(server.ServerError, match="Bring that file back"):
        server.ensure()


@pytest.mark.parametrize("text", ["postgresql://u:secret@h:port/db", "nonsense", "host=h"])
def test_an_address_that_cannot_be_read_is_told_without_its_password(
    data: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", text)
    with pytest.raises(server.ServerError, match="DATABASE_URL") as no:
        server.ensure()
    assert "secret" not in str(no.value)


def test_a_server_that_does_not_answer_is_told_without_its_password(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S36: without a database there is a message, not a stack trace."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/db?connect_timeout=5")
    with pytest.raises(server.ServerError, match="No connection") as no:
        server.ensure()
    assert "secret" not in str(no.value)
    assert not server.running()


def test_what_an_address_says_about_encryption_is_kept(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql://a:p%40ss@db.example:6432/umai?sslmode=verify-full"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("DATABASE_OWNER_URL", address.replace("a:", "o:"))
    dsn = known(server.app_dsn())
    assert dsn.params() == {
        "host": "db.example",
        "port": 6432,
        "dbname": "umai",
        "user": "a",
        "password": "p@ss",
        "sslmode": "verify-full",
    }
    assert "p@ss" not in repr(dsn)
    assert psycopg.conninfo.conninfo_to_dict(dsn.url())["sslmode"] == "verify-full"
