"""Umai's PostgreSQL: the embedded server, or the one that `DATABASE_URL` names.

It runs before Django's settings are loaded and therefore knows nothing of Django.
"""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from umai.config.server import account, cluster, external, keys, roles
from umai.config.server.keys import Dsn, ServerError, data_folder, keys_folder

__all__ = [
    "Dsn",
    "ServerError",
    "admin_dsn",
    "app_dsn",
    "create_database",
    "data_folder",
    "drop_database",
    "ensure",
    "keys_folder",
    "log_path",
    "made",
    "owner_dsn",
    "programs",
    "running",
    "start",
    "stop",
]


def ensure() -> None:
    """Make sure that there is a server with our roles and our database; quick when there is."""
    url = external.given()
    if url is None and _complete():
        return
    with _one_at_a_time():
        if url is not None:
            external.ensure(url)
            return
        _write_passwords()
        cluster.start()
        _settle()


def app_dsn() -> Dsn | None:
    """The application's role, which owns nothing; None when nothing is set up yet."""
    return _dsn("app", keys.APP)


def owner_dsn() -> Dsn | None:
    """The role that owns the tables, for migrations; None when nothing is set up yet."""
    return _dsn("owner", keys.OWNER)


def admin_dsn() -> Dsn | None:
    """The role that makes roles and databases; None also when we were given no such role."""
    return _dsn("admin", keys.SUPER)


def running() -> bool:
    """Whether the server answers."""
    url = external.given()
    return cluster.ready() if url is None else external.answers(url)


def start() -> None:
    """Start the embedded server; a server of somebody else's is left alone."""
    if external.given() is None:
        with _one_at_a_time():
            _write_passwords()
            cluster.start()


def stop() -> bool:
    """Stop the embedded server; True if it was running."""
    if external.given() is not None:
        return False
    with _one_at_a_time():
        return cluster.stop()


def made() -> bool:
    """Whether an embedded server was made in this data folder."""
    return cluster.exists()


def programs() -> Path:
    """The folder of PostgreSQL's programs for our own use (`pg_dump`, `pg_restore`)."""
    return account.programs(None, cluster.shelter())


def log_path() -> Path:
    """The embedded server's log."""
    return cluster.log_path()


def create_database(name: str, template: str | None = None) -> None:
    """Make a database of our owner's: empty with our fences, or a copy of `template`.

    A template must have no connections while it is copied.
    """
    admin, owner, app = _need(admin_dsn()), _need(owner_dsn()), _need(app_dsn())
    with roles.connect(admin.at(_lobby(admin, name, template))) as connection:
        roles.make_database(connection, name, owner.user, template)
    _fence_database(admin, owner, app, name)


def drop_database(name: str) -> None:
    """Remove a database if it exists, whoever is connected to it."""
    admin = _need(admin_dsn())
    with roles.connect(admin.at(_lobby(admin, name))) as connection:
        roles.run(connection, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=name)


def _dsn(duty: str, role: str) -> Dsn | None:
    url = external.given()
    if url is not None:
        return external.dsns(url).get(duty)
    sockets, facts = cluster.socket_folder(), keys.read().get("embedded", {})
    if sockets is None or not facts.get("ready"):
        return None
    return _embedded(sockets, role, facts[role])


def _embedded(sockets: Path, role: str, password: str) -> Dsn:
    return Dsn(str(sockets), keys.PORT, keys.DATABASE, role, password)


def _need(dsn: Dsn | None) -> Dsn:
    if dsn is None:
        raise ServerError(
            "There is no role here that may make databases: run any umai command first, or "
            "name one in DATABASE_URL."
        )
    return dsn


def _lobby(admin: Dsn, *busy: str | None) -> str:
    """A database to stand in while others are made, copied or dropped."""
    return "postgres" if admin.dbname in busy else admin.dbname


def _complete() -> bool:
    return bool(keys.read().get("embedded", {}).get("ready")) and cluster.ready()


def _write_passwords() -> None:
    """Passwords of the embedded server's roles, written down before it is made."""
    facts = keys.read()
    made = cluster.exists()
    if "embedded" not in facts and made:
        raise ServerError(
            f"There is a database in {cluster.folder()}, but {keys.password_file()} with its "
            "passwords is missing. Bring the file back from a copy of the key folder."
        )
    if made:
        return
    if facts.get("embedded", {}).get("ready"):
        print(f"The database of {data_folder()} is gone; making an empty one.", file=sys.stderr)
    facts["embedded"] = {
        role: keys.new_password() for role in (keys.SUPER, keys.OWNER, keys.APP)
    } | {"ready": False}
    keys.write(facts)


def _settle() -> None:
    """Roles and database of the embedded server; again from the start if it was cut short."""
    facts, sockets = keys.read(), cluster.socket_folder()
    if facts["embedded"]["ready"] or sockets is None:
        return
    passwords = facts["embedded"]
    admin, owner, app = (
        _embedded(sockets, role, passwords[role]) for role in (keys.SUPER, keys.OWNER, keys.APP)
    )
    with roles.connect(admin.at("postgres")) as connection:
        for dsn in (owner, app):
            roles.mend(connection, dsn.user, dsn.password)
        for other in ("postgres", "template1"):
            roles.run(connection, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=other)
        there = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not roles.ask(connection, there, keys.DATABASE):
            roles.make_database(connection, keys.DATABASE, owner.user, None)
    _fence_database(admin, owner, app, keys.DATABASE)
    facts["embedded"]["ready"] = True
    keys.write(facts)


def _fence_database(admin: Dsn, owner: Dsn, app: Dsn, name: str) -> None:
    with roles.connect(admin.at(name)) as connection:
        roles.close_database(connection, name, app.user)
        roles.hand_over_schema(connection, owner.user)
    with roles.connect(owner.at(name)) as connection:
        roles.open_to_app(connection, app.user)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Other umai processes with the same data folder wait here."""
    path = data_folder() / "server.lock"
    try:
        file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except PermissionError as no:
        raise ServerError(f"{path} belongs to somebody else; run umai as its owner.") from no
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
