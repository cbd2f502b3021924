"""Where backups lie, how they are called, and that only one of us is at work."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from umai.config import env, server
from umai.config.backup import envelope
from umai.foundation.kernel.refusal import Refused

NAME = "umai-%Y%m%d-%H%M%S.backup"
UNFINISHED = ".umai-unfinished-"
LOCK = "backup.lock"


class Busy(Refused):
    """Another backup, restore or drill of this installation is at work."""


def folder(given: Path | None = None) -> Path:
    """The folder of backups: as given, `UMAI_BACKUPS`, or `<data>/backups`, made 0700.

    A folder that somebody named must be there: made by us, a copy that belongs on another disk
    would land on this one whenever that disk is not mounted.
    """
    named = str(given or "") or env.text("UMAI_BACKUPS")
    if named:
        place = Path(named).resolve()
        if not place.is_dir():
            raise Refused(
                f"{place} is not there. If it is on another disk, mount the disk; otherwise make"
                f" it: mkdir -m 700 {place}"
            )
        return place
    place = server.data_folder() / "backups"
    place.mkdir(mode=0o700, exist_ok=True)
    place.chmod(0o700)
    return place


def made_at(path: Path) -> datetime | None:
    """When the backup of this name was made; None for any other file."""
    try:
        return datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def backups(place: Path) -> list[Path]:
    """The backups of a folder, oldest first."""
    found = [path for path in place.iterdir() if made_at(path) is not None and path.is_file()]
    return sorted(found, key=lambda path: path.name)


def newest(place: Path) -> Path:
    """The newest backup of a folder. Raises Refused if there is none."""
    found = backups(place)
    if not found:
        raise Refused(f"There is no backup in {place}. Make one: umai backup")
    return found[-1]


def free_name(place: Path, moment: datetime) -> Path:
    """The name of a backup made now; of two in one second the later is called a second later."""
    moment = moment.astimezone(UTC)
    while (path := place / moment.strftime(NAME)).exists():
        moment += timedelta(seconds=1)
    return path


class Unfinished:
    """A backup that is being written, under a name that is no backup's."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.path = place / f"{UNFINISHED}{os.getpid()}-{os.urandom(4).hex()}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
        self.file: BinaryIO = os.fdopen(os.open(self.path, flags, 0o600), "r+b")
        # Held as long as we live: so the next run knows what a killed one left behind.
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def keep(self) -> None:
        """Bring every byte to the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())

    def publish(self, moment: datetime) -> Path:
        """Give the file its name; after a power cut it is there whole or not at all."""
        final = free_name(self.place, moment)
        os.rename(self.path, final)
        sync(self.place)
        return final


@contextmanager
def unfinished(place: Path) -> Iterator[Unfinished]:
    """A backup to be written; what was not published is removed, whatever happens."""
    draft = Unfinished(place)
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.file.close()
        draft.path.unlink(missing_ok=True)


def sweep(place: Path) -> int:
    """Remove what runs that were killed have left behind. Returns how many."""
    gone = 0
    for path in place.glob(f"{UNFINISHED}*"):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
            gone += 1
    return gone


def sync(place: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(*, wait: bool = True) -> Iterator[None]:
    """One backup, restore or drill at a time. Raises Busy if another runs and we may not wait."""
    handle = os.open(server.data_folder() / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy("Another backup, restore or drill is at work.") from None
        yield
    finally:
        os.close(handle)


def whose(path: Path, master: bytes) -> bool:
    """Whether a backup is of this installation: other people's files are none of our business."""
    try:
        with path.open("rb") as file:
            return envelope.ours(file, master)
    except OSError:
        return False
