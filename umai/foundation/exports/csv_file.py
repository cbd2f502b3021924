"""Comma- or semicolon-separated files that office programs open with every letter right."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, TextIO

from umai.foundation.exports import cells, temporary

Separator = Literal[",", ";"]

# A program that expects the other separator cuts a text in two: the second half may be a formula.
_SECOND_HALF = re.compile(r"([,;\t\r\n]\"?\s*)([=@＝＠]|[+\-＋－](?=[^\d\s]))")


def write_csv(
    target: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[cells.Cell]],
    separator: Separator = ",",
) -> Path:
    """Write rows under a header as UTF-8 with a byte order mark, row by row; returns `target`."""
    with (
        temporary.beside(target) as written,
        written.open("w", encoding="utf-8-sig", newline="") as stream,
    ):
        _write(stream, header, rows, separator)
    return target


def csv_bytes(
    header: Sequence[str],
    rows: Iterable[Sequence[cells.Cell]],
    separator: Separator = ",",
) -> bytes:
    """The same file as bytes, for an answer that is small enough to hold in memory.

    Nothing of it touches the disk: it may hold words of a file that lies here only sealed.
    """
    stream = io.StringIO(newline="")
    _write(stream, header, rows, separator)
    return stream.getvalue().encode("utf-8-sig")


def _write(
    stream: TextIO,
    header: Sequence[str],
    rows: Iterable[Sequence[cells.Cell]],
    separator: Separator,
) -> None:
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow([_guarded(heading) for heading in header])
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])


def _guarded(cell: cells.Cell) -> str:
    text = cells.as_text(cell)
    return _SECOND_HALF.sub(r"\1'\2", text) if isinstance(cell, str) else text
