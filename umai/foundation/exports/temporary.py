"""A file is written beside its place first and moved there when it is whole."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A path for writing, readable by us alone, that becomes `target` if the block succeeds.

    After a failure nothing is left, and what stood at `target` before still stands there.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".export-", suffix=".part")
    os.close(handle)
    written = Path(name)
    try:
        yield written
        with written.open("rb") as stream:
            os.fsync(stream.fileno())
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)


def store(target: Path, content: bytes) -> Path:
    """Put finished bytes in place."""
    with beside(target) as written:
        written.write_bytes(content)
    return target


def as_bytes(write: Callable[[Path], object]) -> bytes:
    """What a writer of files would have written, as bytes; its folder is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        target = Path(folder) / "file"
        write(target)
        return target.read_bytes()
