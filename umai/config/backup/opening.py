"""Put a rebuilt database in the place of the live one, so that people can work on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connection

from umai.config import lists, server
from umai.config.backup import carrying, databases, events, keeping, restoring, telling, witnesses
from umai.config.backup.contents import Contents
from umai.config.backup.restoring import Rebuilt
from umai.config.server import roles
from umai.foundation.journal import chain
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import erasures
from umai.foundation.vault.erasures import Erased

OLDEST = timedelta(days=keeping.LONGEST_DAYS)
HOLDS = "SELECT EXISTS (SELECT 1 FROM access_organisation)"
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
DESTROYED = "SELECT id, destroyed_at::text FROM vault_datakey WHERE wrapped IS NULL"
# Transaction numbers begin anew, and nobody is signed in. Jobs in hand are rescued by the worker.
AFRESH = (
    "INSERT INTO journal_era (era) SELECT max(era) + 1 FROM journal_era",
    "DELETE FROM django_session",
    "DELETE FROM umai_cache",
)


@dataclass(frozen=True)
class Wish:
    """What to restore, and how."""

    path: Path
    replace: bool = False
    here: bool = False
    although_old: bool = False
    roots: Path | None = None
    erased: tuple[Path, ...] = ()
    without_files: bool = False


@dataclass(frozen=True)
class Restored:
    """A backup that people work on again; `before` is the database it replaced."""

    rebuilt: Rebuilt
    before: str


def restore(wish: Wish) -> Restored:
    """Restore a backup. Until the last step the live database is untouched."""
    if wish.here:
        _must_be_empty()
    elif not wish.replace and holds_data() is not False:
        raise Refused(
            "The database here holds data. To put the backup in its place (the present one is kept"
            " beside it): umai restore FILE --replace"
        )
    if wish.roots and not wish.roots.is_file():
        raise Refused(f"{wish.roots} is not there.")
    held = restoring.check(wish.path, files=False)
    _files_there(held, wish)
    _not_too_old(held, wish)
    erased = restoring.erased_since(wish.path, list(wish.erased)) | destroyed_here()
    with _room(wish) as database:
        rebuilt = restoring.rebuild(wish.path, database, erased, wish.roots)
        _make_ready(database, rebuilt, wish)
        carrying.bring(wish.path.parent, held)
        before = "" if wish.here else databases.swap(database, clock.now())
    witnesses.settle(held, rebuilt.course)
    erasures.add(erased | {UUID(one): at for one, at in held.erased.items()})
    chain.seal()
    return Restored(rebuilt, before)


def holds_data() -> bool | None:
    """Whether an organisation works in the live database; None if it does not answer."""
    try:
        with roles.connect(databases.owner(databases.live())) as here:
            return bool(roles.ask(here, HOLDS))
    except psycopg.errors.UndefinedTable:
        return False
    except (server.ServerError, psycopg.Error):
        return None


def destroyed_here() -> Erased:
    """The keys that are destroyed in the live database, if it can still tell."""
    try:
        with roles.connect(databases.owner(databases.live())) as here:
            rows = here.execute(DESTROYED).fetchall()
    except (server.ServerError, psycopg.Error):
        return {}
    return {UUID(str(key)): str(at) for key, at in rows if at}


def seals_nothing() -> bool:
    """Whether no data key was ever made here, so that the ring may go. When in doubt, False."""
    try:
        server.ensure()
        with roles.connect(databases.owner(databases.live())) as here:
            return not roles.ask(here, "SELECT EXISTS (SELECT 1 FROM vault_datakey)")
    except psycopg.errors.UndefinedTable:
        return True
    except (server.ServerError, psycopg.Error):
        return False


def _must_be_empty() -> None:
    with roles.connect(databases.owner(databases.live())) as here:
        if roles.ask(here, TABLES):
            raise Refused(
                f"The database {databases.live()} is not empty. --here fills an empty one only."
            )


def _not_too_old(held: Contents, wish: Wish) -> None:
    age = clock.now() - datetime.fromisoformat(held.made_at)
    if age > OLDEST and not wish.although_old:
        raise Refused(
            f"{wish.path.name} is {age.days} days old. What was erased in the meantime is not known"
            " for so long and would come back. If there is no newer backup: --although-old, and"
            " erase again what had been erased."
        )


def _files_there(held: Contents, wish: Wish) -> None:
    lost = carrying.unfound(wish.path.parent, held)
    if lost and not wish.without_files:
        raise Refused(
            f"{len(lost)} of {len(held.files)} attached files are neither beside {wish.path.name},"
            f" in {carrying.folder(wish.path.parent).name}, nor here. Copy the whole folder of"
            " backups. If they are lost: --without-files restores everything else."
        )


@contextmanager
def _room(wish: Wish) -> Iterator[str]:
    """The database to fill; dropped again if it does not become the live one."""
    if wish.here:
        yield databases.live()
        return
    databases.drop(databases.RESTORE)
    database = databases.fresh(databases.RESTORE)
    try:
        yield database
    finally:
        server.drop_database(database)


def _make_ready(database: str, rebuilt: Rebuilt, wish: Wish) -> None:
    with databases.inside(database):
        lists.load()
        with connection.cursor() as cursor:
            for statement in AFRESH:
                cursor.execute(statement)
        facts = {
            "file": wish.path.name,
            "made_at": rebuilt.held.made_at,
            "entries": rebuilt.entries,
            "erased_again": rebuilt.erased,
        }
        telling.journal(events.RESTORED, facts)


def forget() -> list[str]:
    """Drop the databases that restores have replaced. Returns their names."""
    return databases.drop(databases.BEFORE)
