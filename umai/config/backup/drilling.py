"""Restore the newest backup into a database that is thrown away, and say how long it took."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from umai.config import server
from umai.config.backup import databases, places, restoring
from umai.config.backup.restoring import Rebuilt
from umai.foundation.kernel import clock


@dataclass(frozen=True)
class Drilled:
    """A backup that could be restored: how old it was, and what came of it."""

    path: Path
    age_seconds: float
    rebuilt: Rebuilt


def drill(path: Path | None = None) -> Drilled:
    """Restore a backup for trial, the newest by default. Nothing of it stays."""
    chosen = path or places.newest(places.folder())
    databases.drop(databases.DRILL)
    held = restoring.check(chosen)
    erased = restoring.erased_since(chosen, [])
    database = databases.fresh(databases.DRILL)
    try:
        rebuilt = restoring.rebuild(chosen, database, erased)
    finally:
        server.drop_database(database)
    age = clock.now() - datetime.fromisoformat(held.made_at)
    return Drilled(chosen, age.total_seconds(), rebuilt)
