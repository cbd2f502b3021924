"""Which keys were destroyed, told outside the database: no older copy may bring them back.

`<data>/erased-keys.txt` has one line for each key, its id and when it was destroyed. Every restore
destroys them again before anybody can read. A line leaves when the last copy that held its key is
gone.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

LIST = "erased-keys.txt"
KEPT_DAYS = 36  # one day more than the oldest backup

Erased = dict[UUID, str]


def path() -> Path:
    """Where the list of this installation lies."""
    return Path(settings.UMAI_DATA) / LIST


def note(ids: Iterable[UUID], at: datetime) -> None:
    """Add destroyed keys to the list, safe against a power cut."""
    if erased := {one: at.isoformat(timespec="seconds") for one in ids}:
        _append(erased)


def add(erased: Erased) -> int:
    """Add what the list does not have yet, each with the moment of its destruction (ISO)."""
    known = listed()
    fresh = {one: at for one, at in erased.items() if one not in known}
    if fresh:
        _append(fresh)
    return len(fresh)


def listed(source: Path | None = None) -> Erased:
    """Destroyed keys of a list and when; a line that was cut by a power failure is passed over."""
    try:
        return _read((source or path()).read_text())
    except FileNotFoundError:
        return {}


def prune(moment: datetime) -> int:
    """Drop lines so old that no backup holds their keys any more. Returns how many."""
    oldest = (moment - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
    with _held():
        known = listed()
        kept = {one: at for one, at in known.items() if at >= oldest}
        if len(kept) < len(known):
            _replace(kept)
    return len(known) - len(kept)


def _append(erased: Erased) -> None:
    with _held() as handle:
        # A line cut short by a power failure must not spoil the next one; empty lines mean nothing.
        os.write(handle, f"\n{_lines(erased)}".encode())
        os.fsync(handle)


def _read(text: str) -> Erased:
    found: Erased = {}
    for line in text.splitlines():
        try:
            word, at = line.split()
            found[UUID(word)] = datetime.fromisoformat(at).isoformat(timespec="seconds")
        except ValueError:
            continue
    return found


def _lines(erased: Erased) -> str:
    return "".join(f"{one} {at}\n" for one, at in erased.items())


def _replace(erased: Erased) -> None:
    fresh = path().with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(_lines(erased))
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, path())


@contextmanager
def _held() -> Iterator[int]:
    """The list, open to add to; other processes wait."""
    handle = _locked()
    try:
        yield handle
    finally:
        os.close(handle)


def _locked() -> int:
    while True:
        handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # While we waited the list may have been written anew under the same name.
        if os.fstat(handle).st_ino == path().stat().st_ino:
            return handle
        os.close(handle)
