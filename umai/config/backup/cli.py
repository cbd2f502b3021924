"""`umai backup`, `umai restore`, `umai drill`, `umai keys`."""

import argparse
import getpass
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django import db

from umai.config import server
from umai.config.backup import (
    carrying,
    drilling,
    events,
    keyfile,
    making,
    opening,
    places,
    telling,
    verifying,
)
from umai.config.backup.making import Made
from umai.foundation.kernel import clock
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import ring, seals

AT_LEAST = timedelta(days=1)


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the verbs of backups."""
    backup = add("backup", help="make a backup; or `backup verify FILE|FOLDER …`")
    backup.add_argument("words", nargs="*", metavar="FOLDER", help="by default UMAI_BACKUPS")
    backup.add_argument("--if-changed", action="store_true", help="only if something was written")
    backup.add_argument("--format", choices=["text", "json"], default="text")
    backup.set_defaults(run=_backup)
    restore = add("restore", help="put a backup in the place of the database")
    restore.add_argument("file", nargs="?", type=Path)
    restore.add_argument("--replace", action="store_true", help="although there is data here")
    restore.add_argument("--here", action="store_true", help="fill the empty database itself")
    restore.add_argument("--roots", type=Path, help="roots of the journal carried outside")
    restore.add_argument("--erased", type=Path, action="append", default=[], metavar="LIST")
    restore.add_argument("--although-old", action="store_true", help="older than 35 days")
    restore.add_argument("--without-files", action="store_true", help="although some are lost")
    restore.add_argument("--files-only", action="store_true", help="attached files alone")
    restore.add_argument("--forget", action="store_true", help="drop what restores replaced")
    restore.set_defaults(run=_restore)
    drill = add("drill", help="restore the newest backup for trial and say how long it took")
    drill.add_argument("file", nargs="?", type=Path)
    drill.add_argument("--format", choices=["text", "json"], default="text")
    drill.set_defaults(run=_drill)
    for act, words in (("save", "seal the keys into one file"), ("load", "bring saved keys here")):
        keys = add(f"keys {act}", help=words)
        keys.add_argument("file", type=Path)
        keys.add_argument("--passphrase-file", type=Path)
        if act == "load":
            keys.add_argument("--replace", action="store_true", help="although there are others")
        keys.set_defaults(run=_save_keys if act == "save" else _load_keys)


def _backup(chosen: argparse.Namespace) -> int:
    if chosen.words[:1] == ["verify"]:
        with _in_words():
            return _verify([Path(word) for word in chosen.words[1:]])
    if len(chosen.words) > 1:
        raise Refused("One folder at a time: umai backup FOLDER")
    folder = Path(chosen.words[0]) if chosen.words else None
    try:
        with _told(telling.BACKUP), places.alone(wait=not chosen.if_changed):
            if chosen.if_changed and _nothing_new(folder):
                say("nothing was written since the last backup")
                return 0
            made = making.make(folder)
            telling.went_well(telling.BACKUP, **_facts(made), mark=made.mark)
            if made.lacking:
                # Still worth keeping: the keys may be found. But somebody must look for them.
                raise Refused(
                    f"made, but what it holds needs {', '.join(made.lacking)} of the key ring,"
                    " and these keys are not here. Bring them back: umai keys load FILE"
                )
    except places.Busy as no:
        say(str(no))
        return 0
    return _say_made(made, chosen)


def _say_made(made: Made, chosen: argparse.Namespace) -> int:
    facts = _facts(made)
    try:
        kind = "job" if chosen.if_changed else "console"
        telling.journal(events.BACKUP_MADE, facts, kind=kind)
    except db.Error as no:
        say(f"warning: made, but not in the journal: {type(no).__name__}")
    if not chosen.if_changed and (words := keyfile.reminder()):
        say(f"warning: {words}")
    if chosen.format == "json":
        answer(facts | {"path": str(made.path), "removed": made.removed})
        return 0
    for name in made.removed:
        say(f"removed {name}")
    size = f"{made.size / 1e6:.1f} MB"
    say(f"{made.held.total} rows, {size}, {made.seconds:.1f} s; read back and whole")
    print(made.path)
    return 0


def _facts(made: Made) -> dict[str, Any]:
    return {
        "file": made.path.name,
        "folder": str(made.path.parent),
        "bytes": made.size,
        "rows": made.held.total,
        "seconds": round(made.seconds, 1),
        "position": made.held.position,
    }


def _nothing_new(folder: Path | None) -> bool:
    """Whether the last backup is good, there, of today, and nothing was written since."""
    last = telling.last(telling.BACKUP)
    if not last.get("ok") or not last.get("good_at"):
        return False
    if not (places.folder(folder) / str(last["good_file"])).is_file():
        return False
    age = clock.now() - datetime.fromisoformat(last["good_at"])
    return age < AT_LEAST and making.now() == last.get("mark")


def _verify(paths: list[Path]) -> int:
    """Verify files, and all backups of folders."""
    wrong = 0
    for path in paths or [places.folder()]:
        for one in places.backups(path) if path.is_dir() else [path]:
            try:
                held = verifying.verify(one)
            except (Refused, OSError) as no:
                wrong += 1
                say(str(no))
            else:
                print(f"{one.name}: whole; {held.total} rows of {held.made_at}")
    return 1 if wrong else 0


def _restore(chosen: argparse.Namespace) -> int:
    with _ended_politely(), _in_words(), places.alone():
        if chosen.forget:
            for name in opening.forget():
                say(f"dropped {name}")
            return 0
        if chosen.file is None:
            raise Refused("Which backup? umai restore FILE; they lie in " + str(places.folder()))
        if chosen.files_only:
            return _bring_files(chosen.file)
        wish = opening.Wish(
            chosen.file,
            chosen.replace,
            chosen.here,
            chosen.although_old,
            chosen.roots,
            tuple(chosen.erased),
            chosen.without_files,
        )
        done = opening.restore(wish)
    rebuilt = done.rebuilt
    say(f"{rebuilt.held.total} rows, {rebuilt.keys} keys, {rebuilt.entries} entries of the journal")
    say(f"erased again: {rebuilt.erased} keys; took {rebuilt.total_seconds:.1f} s")
    say(f"What was written after {rebuilt.held.made_at} is not in it. Everybody signs in again.")
    if done.before:
        say(f"The database it replaced is kept as {done.before} until: umai restore --forget")
    print(f"restored {chosen.file.name}")
    return 0


def _bring_files(path: Path) -> int:
    """Bring back what the disk has lost; nothing that is there is touched."""
    held = verifying.verify(path, files=False)
    unfound = carrying.bring(path.parent, held)
    for name in unfound:
        say(f"not found: {name}")
    print(f"{len(held.files) - len(unfound)} of {len(held.files)} attached files are here")
    return 1 if unfound else 0


def _drill(chosen: argparse.Namespace) -> int:
    with _told(telling.DRILL), places.alone():
        done = drilling.drill(chosen.file)
        rebuilt = done.rebuilt
        facts = {
            "file": done.path.name,
            "age_seconds": round(done.age_seconds),
            "seconds": round(rebuilt.total_seconds, 1),
            "steps": {step: round(took, 1) for step, took in rebuilt.seconds.items()},
            "rows": rebuilt.held.total,
            "keys": rebuilt.keys,
            "entries": rebuilt.entries,
            "erased_again": rebuilt.erased,
        }
        telling.went_well(telling.DRILL, **facts)
    if chosen.format == "json":
        answer(facts)
        return 0
    steps = ", ".join(f"{step} {took:.1f} s" for step, took in rebuilt.seconds.items())
    print(f"{done.path.name}: restored for trial in {rebuilt.total_seconds:.1f} s ({steps})")
    found = f"{facts['rows']} rows, {facts['keys']} keys, {facts['entries']} entries"
    print(f"everything is there: {found}")
    print(f"a restore now would go back {facts['age_seconds']} s")
    return 0


def _save_keys(chosen: argparse.Namespace) -> int:
    with _in_words():
        names = keyfile.save(chosen.file, _passphrase(chosen, twice=True))
    say(f"sealed: {', '.join(names)}")
    say("Keep this file apart from the backups, and the passphrase apart from this file.")
    print(chosen.file)
    return 0


def _load_keys(chosen: argparse.Namespace) -> int:
    passphrase = _passphrase(chosen, twice=False)
    unused = False
    if (server.keys_folder() / keyfile.RING).exists() and not chosen.replace:
        unused = opening.seals_nothing()
    with _in_words():
        say(keyfile.load(chosen.file, passphrase, replace=chosen.replace, unused=unused))
    return 0


def _passphrase(chosen: argparse.Namespace, *, twice: bool) -> str:
    if chosen.passphrase_file:
        try:
            return str(chosen.passphrase_file.read_text().splitlines()[0])
        except (OSError, IndexError):
            raise Refused(f"{chosen.passphrase_file} holds no passphrase.") from None
    if not sys.stdin.isatty():
        raise Refused("Name the file that holds the passphrase: --passphrase-file FILE")
    typed = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("Once more: ") != typed:
        raise Refused("The two differ. Nothing was written.")
    return typed


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Let a polite end from outside (SIGTERM) clean up like Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped before it was finished"))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _in_words() -> Iterator[None]:
    """What can go wrong with disks, servers and keys is refused in words."""
    try:
        yield
    except Refused:
        raise
    except ring.NoKeys as no:
        raise Refused(f"{no}. Bring the keys here first: umai keys load FILE") from None
    except _known() as no:
        raise Refused(_reason(no)) from None


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Whatever ends the block early is remembered as a failure, told, and refused in words."""
    try:
        with _ended_politely():
            yield
    except places.Busy:
        raise
    except BaseException as no:
        reason = _reason(no)
        try:
            telling.went_wrong(what, reason, aloud=not isinstance(no, KeyboardInterrupt))
        except _known() as also:
            say(f"warning: this could not be told everywhere: {type(also).__name__}")
        if isinstance(no, Exception) and not isinstance(no, _known()):
            raise
        raise Refused(f"No {what}: {reason}") from None


def _known() -> tuple[type[BaseException], ...]:
    return (
        Refused,
        OSError,
        psycopg.Error,
        db.Error,
        server.ServerError,
        ring.NoKeys,
        seals.Broken,
    )


def _reason(no: BaseException) -> str:
    """Why it failed, in words that quote nothing from a row."""
    if isinstance(no, OSError):
        return f"{no.strerror or type(no).__name__} ({no.filename or 'the disk'})"
    if isinstance(no, (psycopg.Error, db.Error)):
        return f"the database broke off ({type(no).__name__})"
    if isinstance(no, KeyboardInterrupt):
        return "stopped before it was finished"
    if isinstance(no, (Refused, server.ServerError, ring.NoKeys, seals.Broken, SystemExit)):
        return str(no)
    return type(no).__name__
