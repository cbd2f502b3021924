"""Read a table that comes in: CSV or XLSX, with clear refusals and no surprise from the file."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from umai.foundation.kernel.refusal import Refused

LARGEST = 64 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_CELLS = 16_000_000
FORMULA = re.compile(
    rb"<(?:\w+:)?c\b[^>]{0,200}?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]{0,200}>"
    rb"\s{0,20}<(?:\w+:)?f\b"
)
PLACE = re.compile(rb"\br=[\"']([A-Z]{0,3})([0-9]{1,9})[\"']")
FIRST_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]{0,500}?\b\w+:id="([^"]{1,100})"')
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]{0,1000}>")
# What a broken or hostile package may raise besides the errors of its readers.
UNREADABLE = (ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error)
TARGET = re.compile(rb'\bTarget="/?(?:xl/)?([^"]{1,200})"')


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
        raise Refused(
            _("The file is larger than %(n)s MB. Cut it into parts.") % {"n": LARGEST >> 20}
        )
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
    _refuse_too_many(text.count(divider) + text.count("\n"))
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
        parts = _unpacked(content)
        _refuse_too_many(max(map(_cells, parts.values()), default=0))
        book = CalamineWorkbook.from_filelike(_repacked(parts))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, KeyError, IndexError, *UNREADABLE):
        raise Refused(_("The workbook cannot be read. Save it again as XLSX or CSV.")) from None
    rows = [[_text(cell) for cell in row] for row in sheet]
    while rows and not any(rows[-1]):
        rows.pop()
    headings = [cell.strip() for cell in rows[0]] if rows else []
    named = frozenset(
        (row, headings[column])
        for row, column in _formulas(parts)
        if column < len(headings) and row > 1
    )
    return _table(rows, named)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook that hold words; refuses one that unpacks to too much.

    Python reads no part beyond the size that the package declares for it, so the sum is true.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [part for part in packed.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Refused(
                _("The workbook unpacks to more than %(n)s MB.") % {"n": LARGEST_UNPACKED >> 20}
            )
        return {part.filename: packed.read(part) for part in parts}


def _cells(part: bytes) -> int:
    """How many cells a sheet spans: one far away makes the reader of sheets fill all between."""
    if b"sheetData" not in part:
        return 0
    columns, rows = set(), set()
    for match in PLACE.finditer(part):
        columns.add(match[1])
        rows.add(match[2])
    widest = max(map(_column, columns), default=-1) + 1
    return widest * max(map(int, rows), default=0)


def _refuse_too_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise Refused(_("The table is too large. Cut it into parts."))


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """The same workbook, unpacked: the reader of sheets unpacks without a limit."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as packed:
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name), part)
    plain.seek(0)
    return plain


def _formulas(parts: dict[str, bytes]) -> Iterator[tuple[int, int]]:
    """Cells (row, column) of the first sheet that hold a formula."""
    for match in FORMULA.finditer(parts.get(_first_sheet(parts), b"")):
        yield int(match[2]), _column(match[1])


def _first_sheet(parts: dict[str, bytes]) -> str:
    """The name of the part with the first sheet, which need not be `sheet1.xml`."""
    named = FIRST_SHEET.search(parts.get("xl/workbook.xml", b""))
    for relation in RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        target = TARGET.search(relation)
        if named and target and b'Id="' + named[1] + b'"' in relation:
            return "xl/" + target[1].decode(errors="replace")
    return "xl/worksheets/sheet1.xml"


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
