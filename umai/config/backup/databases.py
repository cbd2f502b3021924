"""Databases beside the live one: made for a restore or a drill, swapped in, kept, dropped."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import psycopg
from django.db import connections

from umai.config import server
from umai.config.server import roles
from umai.config.server.roles import Rows
from umai.foundation.kernel.ownership import as_owner
from umai.foundation.kernel.refusal import Refused

RESTORE, DRILL, BEFORE = "restore", "drill", "before"
STAMP = "%Y%m%d_%H%M%S"
TRIES = 20
BY_HAND = """\
This server has given us no role that may make databases, so nothing can be restored beside the
one that is in use. By hand:
 1. Ask the keeper of the server for a new, empty database (ENCODING 'UTF8') with a schema "public"
    owned by the role in DATABASE_OWNER_URL.
 2. Stop Umai, and let DATABASE_URL and DATABASE_OWNER_URL name the new database.
 3. umai restore FILE --here
The old database stays as it is."""


def live() -> str:
    """The name of the database that is in use."""
    return str(connections["default"].settings_dict["NAME"])


def owner(database: str) -> server.Dsn:
    """The owner of the tables, at one of our databases."""
    found = server.owner_dsn()
    if found is None:
        raise Refused("There is no database yet: run any umai command first.")
    return found.at(database)


def admin() -> server.Dsn:
    """The role that makes databases. Raises Refused with the way to do it by hand."""
    found = server.admin_dsn()
    if found is None:
        raise Refused(BY_HAND)
    return found


@contextmanager
def inside(database: str) -> Iterator[None]:
    """Let Django work as the owner in another database for a block. Console only."""
    connection = connections["default"]
    before = connection.settings_dict["NAME"]
    with as_owner():
        connection.settings_dict["NAME"] = database
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before


@contextmanager
def lobby() -> Iterator[Rows]:
    """The admin in a database that is neither made, renamed nor dropped here."""
    with roles.connect(admin().at("postgres")) as connection:
        yield connection


def fresh(what: str) -> str:
    """A new database of ours with our fences, named after the live one."""
    admin()
    name = f"{live()}_{what}_{secrets.token_hex(3)}"
    server.create_database(name)
    return name


def named(what: str) -> list[str]:
    """The databases beside the live one that were made for this purpose, oldest first."""
    question = "SELECT datname FROM pg_database WHERE starts_with(datname::text, %s) ORDER BY 1"
    with lobby() as connection:
        return [row[0] for row in connection.execute(question, [f"{live()}_{what}_"])]


def drop(what: str) -> list[str]:
    """Drop all databases made for this purpose. Returns their names."""
    found = named(what)
    for name in found:
        server.drop_database(name)
    return found


def drop_old(moment: datetime, longest: timedelta) -> list[str]:
    """Drop databases kept from before a restore that are older than any backup may be."""
    if server.admin_dsn() is None:
        return []
    oldest = f"{live()}_{BEFORE}_{moment - longest:{STAMP}}"
    found = [name for name in named(BEFORE) if name < oldest]
    for name in found:
        server.drop_database(name)
    return found


def swap(name: str, moment: datetime) -> str:
    """Put a restored database in the place of the live one, in one step.

    Everybody who is connected is shown out. The old database stays, closed; returns its name. Cut
    short at any point, the live database is the old one or the new one, and open.
    """
    here, before = live(), f"{live()}_{BEFORE}_{moment:{STAMP}}"
    connections.close_all()
    for _ in range(TRIES):
        _show_out(here)
        _show_out(name)
        # Whoever came back in this moment keeps the name from being changed: once more then.
        with suppress(psycopg.errors.ObjectInUse), lobby() as connection, connection.transaction():
            for old, new in ((here, before), (name, here)):
                roles.run(connection, "ALTER DATABASE {old} RENAME TO {new}", old=old, new=new)
            roles.run(connection, "ALTER DATABASE {name} ALLOW_CONNECTIONS false", name=before)
            return before
    raise Refused(f"Somebody keeps {here} busy. Stop Umai and whatever else uses it; try again.")


def _show_out(name: str) -> None:
    """End every connection to a database. An admin who is no superuser needs our roles' help."""
    ending = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND pid <> pg_backend_pid() AND usename = ANY (%s)"
    )
    ours = [dsn for dsn in (server.app_dsn(), server.owner_dsn()) if dsn]
    for dsn in ours:
        with suppress(server.ServerError), roles.connect(dsn.at(name)) as guard:
            guard.execute(ending, [name, [dsn.user]])
    with suppress(psycopg.errors.InsufficientPrivilege), lobby() as connection:
        everybody = "SELECT array_agg(rolname::text) FROM pg_roles"
        connection.execute(ending, [name, roles.ask(connection, everybody)])
