"""From a file to a database that can be trusted: rebuilt beside the live one, and proved."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from umai.config import server
from umai.config.backup import (
    contents,
    databases,
    envelope,
    fences,
    places,
    programs,
    verifying,
    witnesses,
)
from umai.config.backup.contents import Contents
from umai.config.server import roles
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import erasures, rotation
from umai.foundation.vault.erasures import Erased

REPLAY = """
    UPDATE vault_datakey SET wrapped = NULL, destroyed_at = %s WHERE id = %s AND wrapped IS NOT NULL
"""


@dataclass
class Rebuilt:
    """A database made from a backup, and what was found in it."""

    held: Contents
    erased: int = 0
    keys: int = 0
    entries: int = 0
    course: Path | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total_seconds(self) -> float:
        """From the first byte read to the last check."""
        return sum(self.seconds.values())


def check(path: Path, *, files: bool = True) -> Contents:
    """Read a backup to its end and see whether this Umai can restore it. Touches no database."""
    held = verifying.verify(path, files=files)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(held.migrations) - known)
    if newer:
        raise envelope.Unusable(
            f"{path.name} was made by a newer Umai ({held.umai}; this one does not know"
            f" {newer[0]}). Install that version or a later one, then restore."
        )
    if names := contents.lacking(held):
        raise envelope.Unusable(
            f"{path.name} needs {', '.join(names)} of the key ring, and these keys are not here."
            " Load the keys that were saved when it was made: umai keys load FILE"
        )
    _server_fits(path, held)
    return held


def _server_fits(path: Path, held: Contents) -> None:
    known = server.admin_dsn()
    dsn = known.at("postgres") if known else databases.owner(databases.live())
    with roles.connect(dsn) as here:
        ours, theirs = here.info.server_version // 10000, held.postgresql // 10000
    if theirs > ours:
        raise envelope.Unusable(
            f"{path.name} comes from PostgreSQL {theirs}, and this server is PostgreSQL {ours}."
            " Restore it on a server at least as new."
        )


def rebuild(path: Path, database: str, erased: Erased, roots: Path | None = None) -> Rebuilt:
    """Fill an empty database from a backup that was checked, and prove that nothing is missing.

    Rows and fences must be what they were, every data key must open, the journal must follow from
    the `roots` carried outside, and whatever was `erased` since is destroyed again. Raises Refused
    with the first thing that is wrong.
    """
    with verifying.opened(path) as reader:
        done = Rebuilt(contents.told(reader.facts))
        _timed(done, "load", lambda: _load(reader, database, done.held))
    _timed(done, "compare", lambda: _compare(database, done.held))
    with databases.inside(database):
        _timed(done, "migrate", lambda: _migrate(done.held))
        _timed(done, "keys", lambda: _open_keys(done, erased))
        _timed(done, "journal", lambda: _verify_journal(done, roots))
    return done


def _timed(done: Rebuilt, what: str, step: Callable[[], None]) -> None:
    begun = time.monotonic()
    step()
    done.seconds[what] = time.monotonic() - begun


def _load(reader: envelope.Reader, database: str, held: Contents) -> None:
    owner = databases.owner(database)
    programs.load(owner, reader.data())
    with roles.connect(owner) as here:
        fences.grant(here, held.grants)
        here.execute("ANALYZE")


def _compare(database: str, held: Contents) -> None:
    with roles.connect(databases.owner(database)) as here:
        wrong = contents.differences(held, here)
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise Refused(f"What was restored is not what was backed up: {'; '.join(wrong[:3])}{more}")


def _migrate(held: Contents) -> None:
    """Bring the tables of an older Umai up to this one."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if known - set(held.migrations):
        call_command("migrate", verbosity=0)


def _open_keys(done: Rebuilt, erased: Erased) -> None:
    """Destroy again what was erased since, wrap anew what a retired key holds, open every key."""
    done.erased = replay(erased)
    for _some in rotation.rewrap():
        pass
    found = rotation.check()
    done.keys = found.keys
    if found.broken:
        raise Refused(f"{len(found.broken)} of {found.keys} data keys do not open with this ring.")


def replay(erased: Erased) -> int:
    """Destroy the keys of this list. Returns how many still opened something."""
    gone = 0
    with connection.cursor() as cursor:
        for key, at in erased.items():
            cursor.execute(REPLAY, [at, key])
            gone += cursor.rowcount
    return gone


def _verify_journal(done: Rebuilt, given: Path | None) -> None:
    heard = witnesses.verify(done.held, given)
    done.entries, done.course = heard.entries, heard.course


def erased_since(path: Path, lists: list[Path]) -> Erased:
    """Everything that is known to be erased: lists, and what later backups beside this one know."""
    found = erasures.listed()
    for one in lists:
        if not one.is_file():
            raise Refused(f"{one} is not there.")
        found |= erasures.listed(one)
    made = places.made_at(path)
    for other in places.backups(path.parent):
        later = places.made_at(other)
        if made and later and later > made:
            found |= _erased_in(other)
    return found


def _erased_in(path: Path) -> Erased:
    try:
        with verifying.opened(path) as reader:
            held = contents.told(reader.facts)
    except (envelope.Unusable, OSError):
        return {}
    return {UUID(one): at for one, at in held.erased.items()}
