"""Read a table that comes in: CSV or XLSX, with clear refusals and no surprise from the file itself."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from umai.foundation.kernel.refusal import Refused

LARGEST = 64 * 1024 * 1024
LARGEST_UNPACKED = 512 * 1024 * 1024
MOST_ROWS = 1_000_000
FORMULA = re.compile(rb'<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b')


@dataclass(frozen=True)
class Table:
    """Headings and rows of text; `first_row` is the number of the first data row in the file.

    `formulas` are the cells (row, heading) of a workbook that hold a formula instead of a value.
    """

    headings: list[str]
    rows: list[list[str]]
    formulas: frozenset[tuple[int, str]] = frozenset()
    first_row: int = 2


def read_table(content: bytes, name: str) -> Table:
    """The table in a file. Raises Refused for an empty, broken or too large one."""
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than %(n)s MB. Cut it into parts.") % {"n": LARGEST >> 20})
    if not content.strip():
        raise Refused(_("The file is empty."))
    if content[:4] == b"PK\x03\x04":
        return _workbook(content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise Refused(_("This is an old Excel file. Save it as XLSX or CSV."))
    return _csv(content)


def read_path(path: Path) -> Table:
    """The table in a file on disk."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(_("The file cannot be read: %(why)s") % {"why": error.strerror}) from None
    return read_table(content, path.name)


def _csv(content: bytes) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(
            _("Row %(row)s: the file is not in UTF-8. Save it as “CSV UTF-8”.") % {"row": line}
        ) from None
    if "\x00" in text:
        raise Refused(_("The file holds signs that no text has. Save it as “CSV UTF-8”."))
    head = text.split("\n", 1)[0]
    divider = ";" if head.count(";") > head.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=divider, strict=True))
    except csv.Error as error:
        raise Refused(_("The file is not a readable CSV: %(why)s") % {"why": error}) from None
    return _table(rows)


def _table(rows: list[list[str]], formulas: frozenset[tuple[int, str]] = frozenset()) -> Table:
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise Refused(_("The first row must hold the headings of the columns."))
    if len(rows) - 1 > MOST_ROWS:
        raise Refused(_("The file has more than %(n)s rows. Cut it into parts.") % {"n": MOST_ROWS})
    headings = [cell.strip() for cell in rows[0]]
    return Table(headings, rows[1:], formulas)


def _workbook(content: bytes) -> Table:
    try:
        formulas = _formulas(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, KeyError, IndexError, ValueError):
        raise Refused(_("The workbook cannot be read. Save it again as XLSX or CSV.")) from None
    rows = [[_text(cell) for cell in row] for row in sheet]
    while rows and not any(rows[-1]):
        rows.pop()
    headings = [cell.strip() for cell in rows[0]] if rows else []
    named = frozenset(
        (row, headings[column]) for row, column in formulas if column < len(headings) and row > 1
    )
    return _table(rows, named)


def _formulas(content: bytes) -> Iterator[tuple[int, int]]:
    """Cells of the first sheet that hold a formula; refuses a workbook that unpacks to too much."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
            raise Refused(_("The workbook unpacks to more than %(n)s MB.") % {"n": LARGEST_UNPACKED >> 20})
        sheets = sorted(n for n in packed.namelist() if n.startswith("xl/worksheets/sheet"))
        if sheets:
            for match in FORMULA.finditer(packed.read(sheets[0])):
                found.append((int(match[2]), _column(match[1])))
    return iter(found)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
