"""From an empty folder to a working installation: keys, tables, lists."""

import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

import psycopg

from umai.config import server

MARK = "tables"


def make_keys() -> None:
    """Make the key ring and the secret of sessions, unless they are there.

    Raises ServerError rather than make a second ring for what the first one has sealed.
    """
    from umai.foundation.vault import ring

    folder = server.keys_folder()
    if not (folder / ring.FILE).exists() and _holds_sealed():
        raise server.ServerError(
            f"The key ring is missing in {folder}, and the database holds what it has sealed."
            " Bring it back from a copy of the key folder, or: umai keys load FILE"
        )
    secret = folder / "django-secret"
    if not secret.exists():
        handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
    ring.make(folder)


def _holds_sealed() -> bool:
    dsn = server.owner_dsn()
    if dsn is None:
        return False
    with psycopg.connect(**dsn.params()) as connection:
        try:
            found = connection.execute("SELECT 1 FROM vault_datakey LIMIT 1").fetchone()
        except psycopg.errors.UndefinedTable:
            return False
    return found is not None


def _source_mark() -> str:
    """What the tables were made from: every migration and list that is shipped, by name and size.
    """
    root = Path(__file__).resolve().parents[1]
    found = sorted([*root.rglob("migrations/*.py"), *root.rglob("data/**/*.json")])
    seen = [f"{path.relative_to(root)} {path.stat().st_size}" for path in found]
    dsn = server.app_dsn()
    return hashlib.sha256("\n".join([*seen, dsn.url() if dsn else ""]).encode()).hexdigest()


def prepare(*, kept: bool = False) -> None:
    """Migrate and load the shipped lists if anything changed since the last time; then start
    Django. `kept`: the folder is a copy of one that was prepared from the very same files.
    """
    import django

    (server.data_folder() / "static").mkdir(exist_ok=True)
    mark = server.data_folder() / MARK
    wanted = _source_mark()
    if kept:
        mark.write_text(wanted)
    if not mark.exists() or mark.read_text() != wanted:
        print("Preparing the database …", file=sys.stderr)
        if manage(["migrate", "--verbosity", "0"]) or manage(["createcachetable"]) or _load():
            raise server.ServerError("the tables could not be made; see the lines above")
        mark.write_text(wanted)
    django.setup()


def _load() -> int:
    code = "import django; django.setup(); from umai.config import lists; lists.load()"
    return subprocess.run(  # noqa: S603  # our own words only
        [sys.executable, "-c", code], env=_as_owner(), stdout=sys.stderr
    ).returncode


def _as_owner() -> dict[str, str]:
    return {**os.environ, "UMAI_AS_OWNER": "1"}


def manage(words: list[str]) -> int:
    """Run one of Django's own commands as the owner of the tables, in a process of its own."""
    command = [sys.executable, "-m", "django", *words]
    return subprocess.run(command, env=_as_owner(), stdout=sys.stderr).returncode  # noqa: S603
