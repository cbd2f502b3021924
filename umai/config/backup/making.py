"""Make a backup: one view of the database, sealed on its way to the disk, proved, then named."""

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from umai.config import server
from umai.config.backup import (
    carrying,
    changes,
    contents,
    databases,
    envelope,
    keeping,
    places,
    programs,
    verifying,
)
from umai.config.backup.contents import Contents
from umai.config.server import roles
from umai.config.server.roles import Rows
from umai.foundation.journal import chain
from umai.foundation.kernel import clock
from umai.foundation.kernel.output import say
from umai.foundation.vault import erasures, ring

OLDEST = timedelta(days=keeping.LONGEST_DAYS)


@dataclass(frozen=True)
class Made:
    """A backup that is proved and has its name."""

    path: Path
    held: Contents
    size: int
    seconds: float
    mark: str
    removed: list[str]
    lacking: list[str]


def make(folder: Path | None = None) -> Made:
    """Make one backup. Whatever goes wrong, no half of it stays and no other backup is touched."""
    begun, policy = time.monotonic(), keeping.policy()
    place = places.folder(folder)
    if places.sweep(place):
        say("removed what a backup that was killed had left behind")
    master = ring.derived("backup")
    _seal_journal()
    mark = now()
    with places.unfinished(place) as draft:
        _write(draft, master)
        draft.keep()
        held = verifying.verify(draft.path, whole=False)
        path = draft.publish(clock.now())
    removed = _tidy(place, master, policy, held)
    took, lacking = time.monotonic() - begun, contents.lacking(held)
    return Made(path, held, path.stat().st_size, took, mark, removed, lacking)


def now() -> str:
    """The mark of what stands in the database now: it is another as soon as something is written.

    Taken before the view of a backup, so that nothing can slip between the two.
    """
    with roles.connect(databases.owner(databases.live())) as connection:
        return changes.mark(connection)


def _write(draft: places.Unfinished, master: bytes) -> None:
    owner = databases.owner(databases.live())
    with contents.snapshot(owner) as (connection, snapshot):
        _remember_erasures(connection)
        held = carrying.carry(draft.place, contents.describe(connection))
        writer = envelope.Writer(draft.file, master)
        writer.facts(held.facts())
        draft.file.flush()
        programs.dump(owner, snapshot, writer.data)
        writer.end()


def _seal_journal() -> None:
    try:
        chain.seal()
    except OSError as no:
        # A full data disk must not keep a backup from another disk.
        say(f"warning: the journal's root could not be carried outside: {no.strerror}")


def _tidy(place: Path, master: bytes, policy: keeping.Policy, held: Contents) -> list[str]:
    """Remove what is too old. The new backup is good by now, so nothing here makes it a failure."""
    moment = clock.now()
    try:
        gone = [one.name for one in keeping.tidy(place, master, moment, policy)]
        erasures.prune(moment)
        carrying.tidy(place, held, moment, policy)
        return gone + databases.drop_old(moment, OLDEST)
    except (OSError, server.ServerError) as no:
        say(f"warning: older copies could not be removed: {no}")
        return []


def _remember_erasures(connection: Rows) -> None:
    """Keys that are destroyed in the database and not on the list outside it."""
    rows = connection.execute(contents.ERASED).fetchall()
    try:
        erasures.add({UUID(str(one)): str(at) for one, at in rows})
    except OSError as no:
        say(f"warning: the list of erased keys could not be written: {no.strerror}")
