"""The files that people attached, beside the backups: each sealed file is carried once.

They never change and are sealed already, under data keys whose wrapping keys no backup holds. So a
backup names them, with size and hash of the ciphertext, inside its own sealed facts, and the files
lie in a folder of this installation beside it. One that no new backup names is set aside and goes
when the last backup that could name it has gone.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from umai.config.backup.contents import Contents
from umai.config.backup.envelope import Unusable
from umai.config.backup.keeping import Policy
from umai.foundation.files import store
from umai.foundation.kernel import clock
from umai.foundation.kernel.output import say
from umai.foundation.vault import ring

ASIDE = "aside"
TRUSTED = timedelta(days=1)  # a carried file is believed by its size; its date: when it was read


def folder(place: Path) -> Path:
    """Where the files of this installation lie in a folder of backups."""
    return place / f"umai-files-{ring.mark(ring.derived('backup'))}"


def carry(place: Path, held: Contents) -> Contents:
    """Carry what this backup names and the folder does not have. Names only what is there then.

    A file that the disk has lost must not keep everything else from being saved.
    """
    here, oldest = folder(place), (clock.wall() - TRUSTED).timestamp()
    found = {name: one for name, one in held.files.items() if _carried(here, name, oldest, *one)}
    if lost := len(held.files) - len(found):
        say(f"warning: {lost} attached files are missing or damaged in the data folder")
    return replace(held, files=found)


def lacking(place: Path, held: Contents, *, whole: bool) -> list[str]:
    """The files a backup names that are not beside it; `whole` reads each to its end.

    What turns out damaged is dated back: so the next backup reads it, too, and renews it.
    """
    here, found = folder(place), []
    for name, (size, mark) in held.files.items():
        if not any(_is(path, size, mark if whole else "") for path in _ways(here, name)):
            found.append(name)
            _dated(_ways(here, name)[0], 0)
    return found


def check(place: Path, held: Contents, *, whole: bool) -> None:
    """Raise Unusable unless every file that a backup names lies beside it."""
    if names := lacking(place, held, whole=whole):
        raise Unusable(
            f"{len(names)} of {len(held.files)} attached files are missing or damaged in"
            f" {folder(place)}; the first is {names[0]}."
        )


def bring(place: Path, held: Contents) -> list[str]:
    """Bring files back into the data folder, without touching what is there. Those not found."""
    here, unfound = folder(place), []
    for name, (size, mark) in held.files.items():
        target = _live(name)
        if _is(target, size, mark):
            continue
        source = next((one for one in _ways(here, name) if _is(one, size, mark)), None)
        if source is None:
            unfound.append(name)
        else:
            store.put(target, source.read_bytes())
    return unfound


def unfound(place: Path, held: Contents) -> list[str]:
    """The files that could not be brought back: neither beside the backup nor here."""
    return [
        name
        for name in lacking(place, held, whole=True)
        if not _is(_live(name), *held.files[name])
    ]


def tidy(place: Path, held: Contents, moment: datetime, policy: Policy) -> int:
    """Set aside what is named no more; remove what was set aside long ago. Returns how many."""
    gone, oldest = 0, (moment - timedelta(days=policy.daily_days, minutes=1)).timestamp()
    here = folder(place)
    for path in _lying(here / ASIDE):
        if path.stat().st_mtime < oldest:
            path.unlink()
            gone += 1
    for path in _lying(here):
        name = f"{path.parent.parent.name}/{path.name}"
        if name not in held.files:
            aside = _ways(here, name)[1]
            aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.rename(aside)
            os.utime(aside, (moment.timestamp(), moment.timestamp()))
    return gone


def _carried(base: Path, name: str, oldest: float, size: int, mark: str) -> bool:
    """Whether a file lies in the folder now: it did, was set aside, or was just carried there.

    One that was last read before `oldest` is read again, and renewed if it is damaged.
    """
    here, aside = _ways(base, name)
    if _is(here, size) and here.stat().st_mtime > oldest:
        return True
    if _is(here, size, mark):
        _dated(here)
        return True
    if _is(aside, size, mark):
        here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside.rename(here)
        _dated(here)
        return True
    if not _is(_live(name), size, mark):
        return False
    store.put(here, _live(name).read_bytes())
    return True


def _dated(path: Path, at: float | None = None) -> None:
    """Note when a file was read; now, unless told otherwise."""
    with suppress(OSError):
        os.utime(path, None if at is None else (at, at))


def _ways(base: Path, name: str) -> tuple[Path, Path]:
    organisation, file = name.split("/")
    below = Path(organisation) / file[:2] / file
    return base / below, base / ASIDE / below


def _live(name: str) -> Path:
    organisation, file = name.split("/")
    return store.path(UUID(organisation), file)


def _lying(root: Path) -> Iterator[Path]:
    return (path for path in list(root.glob("*/*/*")) if path.is_file())


def _is(path: Path, size: int, mark: str = "") -> bool:
    """Whether a file is there with this size and, if a hash is named, with this content."""
    with suppress(OSError):
        if path.stat().st_size == size:
            return not mark or hashlib.sha256(path.read_bytes()).hexdigest() == mark
    return False
