"""The journal of a backup, and the roots that were carried outside the database.

A restore lets the journal go on from where the backup ends; the roots of what came after that are
set aside. So there may be several files of roots, one for each course that the journal once took,
and a backup belongs to one of them.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from umai.config.backup.contents import Contents
from umai.foundation.journal import chain
from umai.foundation.kernel import clock
from umai.foundation.kernel.output import say
from umai.foundation.kernel.refusal import Refused

HASHES = "SELECT position, hash FROM journal_link WHERE position = ANY (%s)"


@dataclass(frozen=True)
class Heard:
    """How many entries the journal has, and the file of roots that it agrees with."""

    entries: int
    course: Path | None


def verify(held: Contents, given: Path | None = None) -> Heard:
    """Verify the journal of the connected database, which was just filled from a backup.

    It must hold in itself, agree with the roots of one course kept here (if any is kept) and with
    the roots that were `given`. Raises Refused with the place where it does not.
    """
    own = [(held.position, held.root)] if held.position else []
    verdict = chain.verify(own)
    if verdict.fault is not None:
        raise _no(verdict.fault.position, verdict.fault.what)
    if given is not None and (place := _conflict(held, given)):
        raise _no(place, "it differs from the root carried outside")
    kept = courses()
    course = next((one for one in kept if not _conflict(held, one)), None)
    if kept and course is None:
        raise _no(_conflict(held, kept[0]), "it differs from the root carried outside")
    return Heard(verdict.sealed + verdict.unsealed, course)


def courses() -> list[Path]:
    """The files of roots in the data folder: of the present course first, then the latest."""
    present = _present()
    aside = sorted(present.parent.glob(f"{present.stem}.before-*{present.suffix}"), reverse=True)
    return [one for one in (present, *aside) if one.is_file()]


def settle(held: Contents, course: Path | None) -> None:
    """Let the file of roots tell what the restored journal holds; what differs is set aside."""
    present = _present()
    lines = course.read_text().splitlines(keepends=True) if course else []
    kept = [line for line in lines if int(line.split()[0]) <= held.position]
    if held.position and not any(int(line.split()[0]) == held.position for line in kept):
        kept.append(f"{held.position} {held.root} {held.made_at}\n")
    text = "".join(kept)
    if present.exists() and not text.startswith(present.read_text()):
        aside = present.with_name(
            f"{present.stem}.before-{clock.now():%Y%m%d-%H%M%S}{present.suffix}"
        )
        aside.write_bytes(present.read_bytes())
        say(f"roots of the journal that was replaced: {aside}")
    if not text:
        present.unlink(missing_ok=True)
        return
    fresh = present.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(present)


def _present() -> Path:
    return Path(settings.UMAI_DATA) / chain.ROOTS


def _conflict(held: Contents, path: Path) -> int:
    """The first place at which a file tells another root than the journal has; 0 if there is none.

    What it tells of a later time than the backup's is no conflict.
    """
    known = [(place, root) for place, root in chain.roots(path) if place <= held.position]
    with connection.cursor() as cursor:
        cursor.execute(HASHES, [[place for place, _root in known]])
        here = {place: bytes(value).hex() for place, value in cursor.fetchall()}
    return next((place for place, root in known if here.get(place) != root), 0)


def _no(place: int | None, what: str) -> Refused:
    where = f"at place {place}" if place else "where it is not sealed yet"
    return Refused(f"The journal in this backup does not hold, {where}: {what}")
