"""The roles of the database and what each of them may do."""

from typing import Any

import psycopg
from psycopg import Connection, sql

from umai.config.server.keys import Dsn, ServerError

Rows = Connection[tuple[Any, ...]]
POWERS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
# The owner's later tables become usable for the application without another word.
OPEN_TO_APP = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {app}",
)


def connect(dsn: Dsn) -> Rows:
    """A connection on which each statement stands alone; ServerError when there is none."""
    try:
        return psycopg.connect(**dsn.params(), autocommit=True)
    except psycopg.OperationalError as no:
        raise ServerError(f"No connection to database {dsn.dbname} as {dsn.user}: {no}") from no


def run(connection: Rows, statement: str, **names: str) -> None:
    """Run a statement whose `{words}` are names of roles, databases or schemas."""
    quoted = {word: sql.Identifier(name) for word, name in names.items()}
    connection.execute(sql.SQL(statement).format(**quoted))


def ask(connection: Rows, question: str, *values: object) -> Any:
    """The one value that a query returns; None when it returns no row."""
    row = connection.execute(question.encode(), values).fetchone()
    return row[0] if row else None


def exists(connection: Rows, role: str) -> bool:
    """Whether the server has a role of this name."""
    return bool(ask(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role))


def make(connection: Rows, role: str, password: str) -> None:
    """Make a role that can sign in and has no other power."""
    _with_password(connection, f"CREATE ROLE {{role}} {POWERS} PASSWORD {{secret}}", role, password)


def mend(connection: Rows, role: str, password: str) -> None:
    """Make the role, or give it back the password and the powers it should have."""
    if not exists(connection, role):
        make(connection, role, password)
        return
    _with_password(connection, f"ALTER ROLE {{role}} {POWERS} PASSWORD {{secret}}", role, password)


def _with_password(connection: Rows, statement: str, role: str, password: str) -> None:
    # Hashed here, so that the password itself never travels and never reaches a server's log.
    secret = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL(statement).format(role=sql.Identifier(role), secret=sql.Literal(secret.decode()))
    )


def make_database(admin: Rows, name: str, owner: str, template: str | None) -> None:
    """Make a database of the owner's: empty, or a copy of `template` that nobody is using."""
    run(
        admin,
        "CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}",
        name=name,
        owner=owner,
        template=template or "template0",
    )


def close_database(admin: Rows, name: str, app: str) -> None:
    """Nobody but the owner and the application may enter a database of ours."""
    run(admin, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=name)
    # Importing goes through temporary tables.
    run(admin, "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}", name=name, app=app)


def hand_over_schema(admin: Rows, owner: str) -> None:
    """The schema `public` of the connected database becomes the owner's."""
    run(admin, "ALTER SCHEMA public OWNER TO {owner}", owner=owner)


def open_to_app(owner: Rows, app: str) -> None:
    """The owner lets the application read and write rows, and make nothing."""
    for statement in OPEN_TO_APP:
        run(owner, statement, app=app)
