"""A PostgreSQL that somebody else keeps, named in `DATABASE_URL`."""

from typing import Any

import psycopg

from umai.config.server import keys, roles
from umai.config.server.keys import Dsn, ServerError
from umai.config.server.roles import Rows

OLDEST_VERSION = 15
MAY_MAKE_ROLES = """
    SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user
"""
ABOVE_ROW_SECURITY = """
    SELECT app.rolsuper OR app.rolbypassrls
        OR pg_has_role(app.rolname, %s, 'MEMBER')
        OR pg_has_role(app.rolname, database.datdba, 'MEMBER')
    FROM pg_roles app, pg_database database
    WHERE app.rolname = %s AND database.datname = current_database()
"""


def given() -> Dsn | None:
    """The database of `DATABASE_URL`; None means the embedded server."""
    return keys.read_url("DATABASE_URL")


def _given_owner() -> Dsn | None:
    return keys.read_url("DATABASE_OWNER_URL")


def dsns(url: Dsn) -> dict[str, Dsn]:
    """The roles known for this database by their duty (`app`, `owner`, `admin`)."""
    owner = _given_owner()
    if owner is not None:
        return {"app": url, "owner": owner}
    made = _made(url)
    if made is None:
        return {}
    return {duty: url.as_role(*made[duty]) for duty in ("app", "owner")} | {"admin": url}


def _target(url: Dsn) -> str:
    return f"{url.host}:{url.port}/{url.dbname}"


def _made(url: Dsn) -> dict[str, Any] | None:
    found: dict[str, Any] | None = keys.read().get("external", {}).get(_target(url))
    return found


def answers(url: Dsn) -> bool:
    """Whether the application can connect now."""
    app = dsns(url).get("app")
    if app is None:
        return False
    try:
        with roles.connect(app):
            return True
    except ServerError:
        return False


def ensure(url: Dsn) -> None:
    """Check the roles that were given, or make them if `DATABASE_URL` may."""
    owner = _given_owner()
    if owner is not None:
        _check_given(url, owner)
    elif _made(url) is None or not answers(url):
        _make(url)


def _check_server(connection: Rows) -> None:
    version = connection.info.server_version // 10000
    if version < OLDEST_VERSION:
        raise ServerError(
            f"The server is PostgreSQL {version}; Umai needs {OLDEST_VERSION} or newer."
        )
    encoding = roles.ask(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        raise ServerError(
            f"The database {connection.info.dbname} is encoded in {encoding}; make one with "
            "ENCODING 'UTF8'."
        )


def _check_given(app: Dsn, owner: Dsn) -> None:
    if (owner.host, owner.port, owner.dbname) != (app.host, app.port, app.dbname):
        raise ServerError("DATABASE_URL and DATABASE_OWNER_URL must name the same database.")
    with roles.connect(app) as connection:
        _check_server(connection)
    with roles.connect(owner) as connection:
        _fence(connection, owner.user, app.user)


def _make(url: Dsn) -> None:
    with roles.connect(url) as admin:
        _check_server(admin)
        if not roles.ask(admin, MAY_MAKE_ROLES):
            raise ServerError(
                f"{url.user} in DATABASE_URL may not make roles. Either name there a role with "
                "CREATEROLE and CREATEDB, or make two roles yourself: the application's in "
                "DATABASE_URL and the owner of the tables in DATABASE_OWNER_URL."
            )
        chosen = _made(url) or _choose(admin, url)
        try:
            with admin.transaction():
                _settle(admin, url, chosen)
        except psycopg.errors.InsufficientPrivilege as no:
            raise ServerError(
                f"{url.user} must own the database {url.dbname} to set it up: "
                f"{no.diag.message_primary}."
            ) from no
    with roles.connect(url.as_role(*chosen["owner"])) as owner:
        _fence(owner, chosen["owner"][0], chosen["app"][0])


def _choose(admin: Rows, url: Dsn) -> dict[str, list[str]]:
    """Names and passwords of two new roles, written down before they are made."""
    for suffix in ("", f"_{keys.short_hash(url.dbname)}"):
        owner, app = f"{keys.OWNER}{suffix}", f"{keys.APP}{suffix}"
        if not roles.exists(admin, owner) and not roles.exists(admin, app):
            break
    else:
        raise ServerError(
            f"The server has roles {owner} and {app}, but their passwords are not in "
            f"{keys.password_file()}. Bring that file back from a copy; only if nobody uses "
            f"the database {url.dbname}, drop the roles."
        )
    chosen = {"owner": [owner, keys.new_password()], "app": [app, keys.new_password()]}
    facts = keys.read()
    facts.setdefault("external", {})[_target(url)] = chosen
    keys.write(facts)
    return chosen


def _settle(admin: Rows, url: Dsn, chosen: dict[str, list[str]]) -> None:
    for role, password in chosen.values():
        if not roles.exists(admin, role):
            roles.make(admin, role, password)
    owner, app = chosen["owner"][0], chosen["app"][0]
    if not roles.ask(admin, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        # One who is not superuser can hand something over only to a role it belongs to.
        roles.run(admin, "GRANT {owner} TO CURRENT_USER", owner=owner)
    name = url.dbname
    roles.run(
        admin,
        "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {name} TO {owner}",
        name=name,
        owner=owner,
    )
    roles.run(admin, "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}", name=name, app=app)
    roles.hand_over_schema(admin, owner)


def _fence(connection: Rows, owner: str, app: str) -> None:
    """As the owner: let the application in, then look whether the fences stand."""
    try:
        roles.open_to_app(connection, app)
    except psycopg.errors.InsufficientPrivilege as no:
        raise ServerError(
            f"{owner} must own the schema public: ALTER SCHEMA public OWNER TO {owner}."
        ) from no
    if roles.ask(connection, ABOVE_ROW_SECURITY, owner, app):
        raise ServerError(
            f"Row security would not bind {app}: the application's role must not be superuser, "
            "have BYPASSRLS, own the database or belong to its owner."
        )
    may = "SELECT has_schema_privilege(%s, 'public', %s)"
    if not roles.ask(connection, may, owner, "CREATE"):
        raise ServerError(f"{owner} may not make tables: GRANT CREATE ON SCHEMA public TO {owner}.")
    if not roles.ask(connection, may, app, "USAGE"):
        raise ServerError(f"{app} may not read: GRANT USAGE ON SCHEMA public TO {app}.")
    if roles.ask(connection, may, app, "CREATE"):
        raise ServerError(f"{app} may make tables: REVOKE CREATE ON SCHEMA public FROM {app}.")
