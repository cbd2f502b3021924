"""Whether a backup is whole: every piece opens, in order, and PostgreSQL can read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from umai.config.backup import carrying, contents, envelope, programs
from umai.config.backup.contents import Contents
from umai.foundation.vault import ring


@contextmanager
def opened(path: Path) -> Iterator[envelope.Reader]:
    """A backup with its facts read. Raises Unusable with the reason, or OSError."""
    try:
        file = path.open("rb")
    except (FileNotFoundError, IsADirectoryError):
        raise envelope.Unusable(f"{path} is not there.") from None
    with file:
        yield envelope.Reader(file, ring.derived("backup"), path.name)


def verify(path: Path, *, files: bool = True, whole: bool = True) -> Contents:
    """Read a backup to its end, without writing anything. Returns what it holds.

    The `files` it names must lie beside it, and open to their ends if `whole`.
    """
    with opened(path) as reader:
        held = contents.told(reader.facts)
        programs.prove(reader.data())
    if files:
        carrying.check(path.parent, held, whole=whole)
    return held
