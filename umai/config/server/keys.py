"""Where Umai keeps its data and its database passwords, and what is written there."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from umai.config import env

SUPER = "umai_super"
OWNER = "umai_owner"
APP = "umai_app"
DATABASE = "umai"
PORT = 5432
READABLE_BY_US_ONLY = 0o700


class ServerError(Exception):
    """The database cannot be had; the message says what to do."""


@dataclass(frozen=True)
class Dsn:
    """How one role reaches one database. `host` is a name or the folder of a unix socket."""

    host: str
    port: int
    dbname: str
    user: str
    password: str
    # What else DATABASE_URL says, such as sslmode: leaving it out would quietly weaken the line.
    extra: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Everything but the password, which must not reach a log or a traceback."""
        return f"Dsn({self.user!r} at {self.host!r}:{self.port}, {self.dbname!r})"

    def params(self) -> dict[str, Any]:
        """The arguments for `psycopg.connect`."""
        named = {
            "host": self.host,
            "port": self.port,
            "dbname": self.dbname,
            "user": self.user,
            "password": self.password,
        }
        return {name: value for name, value in named.items() if value} | dict(self.extra)

    def url(self) -> str:
        """The same as an address, for programs that take one."""
        login = ":".join(quote(part, safe="") for part in (self.user, self.password) if part)
        query = urlencode([("host", self.host), ("port", str(self.port)), *self.extra])
        return f"postgresql://{login}@/{quote(self.dbname, safe='')}?{query}"

    def at(self, dbname: str) -> "Dsn":
        """The same role at another database of the same server."""
        return replace(self, dbname=dbname)

    def as_role(self, user: str, password: str) -> "Dsn":
        """Another role at the same database."""
        return replace(self, user=user, password=password)


def read_url(name: str) -> Dsn | None:
    """The database that the setting `name` points to, or None when it is not set."""
    text = env.text(name).strip()
    if not text:
        return None
    try:
        found = {key: str(value) for key, value in conninfo_to_dict(text).items() if value}
        port = int(found.pop("port", PORT))
    except (ProgrammingError, ValueError):
        # The text holds a password, so the message does not repeat it.
        raise ServerError(
            f"{name} cannot be read; it should look like "
            "postgresql://user:password@host:5432/database."
        ) from None
    if not found.get("dbname") or not found.get("user"):
        raise ServerError(f"{name} must name a user and a database.")
    wanted = [found.pop(key, "") for key in ("host", "dbname", "user", "password")]
    host, dbname, user, password = wanted
    return Dsn(host, port, dbname, user, password, tuple(sorted(found.items())))


def data_folder() -> Path:
    """The folder of everything Umai keeps, `UMAI_DATA` or `./var`; made 0755 when missing."""
    folder = Path(env.text("UMAI_DATA") or "var").resolve()
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    return folder


def keys_folder() -> Path:
    """The folder of passwords and keys, open to nobody but whoever runs Umai."""
    folder = data_folder() / "keys"
    try:
        folder.mkdir(mode=READABLE_BY_US_ONLY, exist_ok=True)
        if folder.stat().st_mode & 0o777 != READABLE_BY_US_ONLY:
            folder.chmod(READABLE_BY_US_ONLY)
    except PermissionError as no:
        raise ServerError(f"{folder} belongs to somebody else; run umai as its owner.") from no
    return folder


def short_hash(text: str) -> str:
    """Eight characters that stand for a long text in a name."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def new_password() -> str:
    """A password that nobody has to type."""
    return secrets.token_urlsafe(32)


def password_file() -> Path:
    """The file of the database passwords."""
    return keys_folder() / "database.json"


def read() -> dict[str, Any]:
    """What the password file says; empty when nothing is set up yet."""
    try:
        found: dict[str, Any] = json.loads(password_file().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (PermissionError, ValueError) as no:
        raise ServerError(
            f"{password_file()} cannot be read; run umai as its owner, or restore the file "
            "from a copy."
        ) from no
    return found


def write(facts: Mapping[str, Any]) -> None:
    """Replace the password file; after a power cut the old or the new one is whole."""
    target = password_file()
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(facts, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
