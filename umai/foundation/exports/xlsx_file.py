"""Workbooks: typed cells, a frozen head, no formula and no link, a first sheet that says whose."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from umai.foundation.exports import cells, marks, temporary
from umai.foundation.kernel.refusal import Refused

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Kind(StrEnum):
    """How a column is shown."""

    TEXT = "text"
    WHOLE = "whole"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"


_NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.WHOLE: "#,##0",
    Kind.SHARE: "0.00",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True)
class Column:
    """A heading, how its cells are shown, and its width in characters."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet: columns, rows, and quiet lines below them (base, what was not recorded)."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[cells.Cell]]
    below: Sequence[Sequence[cells.Cell]] = field(default=())


@dataclass(frozen=True)
class Cover:
    """The first sheet: title, facts as (label, value), notes."""

    name: str
    title: str
    facts: Sequence[tuple[str, cells.Cell]] = ()
    notes: Sequence[str] = ()


def write_xlsx(
    target: Path, cover: Cover, sheets: Sequence[Sheet], mark: marks.Mark, language: str
) -> Path:
    """Write a workbook row by row with little memory; returns `target`.

    The mark stands on the first sheet, in the footer of every sheet and in the file's properties.
    A sheet with more rows than the format holds is refused.
    """
    with temporary.beside(target) as written:
        options = {**_OPTIONS, "tmpdir": str(target.parent)}
        with xlsxwriter.Workbook(str(written), options) as book:
            book.set_properties(
                {
                    "title": cells.neutral(cover.title),
                    "author": cells.neutral(mark.who),
                    "created": mark.at.replace(tzinfo=None),
                }
            )
            _Writer(book, mark.sentence(language), language).write(cover, sheets)
    return target


def xlsx_bytes(cover: Cover, sheets: Sequence[Sheet], mark: marks.Mark, language: str) -> bytes:
    """The same workbook as bytes."""
    return temporary.as_bytes(lambda target: write_xlsx(target, cover, sheets, mark, language))


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, marked: str, language: str) -> None:
        self.book, self.marked, self.language = book, marked, language
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        rule = {"bottom": 1, "bottom_color": "#0D5B70"}
        quiet = {"font_color": "#5B5549"}
        self.title = book.add_format({**base, "bold": True, "font_size": 16})
        self.wrap = book.add_format({**base, "text_wrap": True})
        self.label = book.add_format({**base, **quiet})
        self.left = book.add_format({**base, **rule, "bold": True, "text_wrap": True})
        self.right = book.add_format({**base, **rule, "bold": True, "align": "right"})
        self.shown = {kind: self._format({**base}, kind) for kind in Kind}
        self.quiet = {kind: self._format({**base, **quiet, "italic": True}, kind) for kind in Kind}
        self.taken: set[str] = set()

    def _format(self, properties: dict[str, object], kind: Kind) -> Format:
        wrap = {"text_wrap": True} if kind is Kind.TEXT else {}
        return self.book.add_format({**properties, **wrap, "num_format": _NUMBER_FORMATS[kind]})

    def write(self, cover: Cover, sheets: Sequence[Sheet]) -> None:
        self._cover(cover)
        for sheet in sheets:
            self._sheet(sheet)

    def _add(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(sheet_name(name, self.taken))
        with translation.override(self.language):
            pages = _("%(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
        made = cells.neutral(self.marked).replace("&", "&&")
        sheet.set_footer(f"&L&8{made[:180]}&R&8{pages}")
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def _cover(self, cover: Cover) -> None:
        sheet = self._add(cover.name)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 60)
        _put(sheet, 0, 0, cover.title, self.title)
        line = 2
        for label, value in cover.facts:
            _put(sheet, line, 0, label, self.label)
            _put(sheet, line, 1, value, self.wrap)
            line += 1
        for note in ("", *cover.notes, self.marked):
            _put(sheet, line, 0, note, self.label)
            line += 1

    def _sheet(self, sheet: Sheet) -> None:
        page = self._add(sheet.name)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            _put(page, 0, at, column.heading, self.left if _is_text(column) else self.right)
        line = self._lines(page, 1, sheet.columns, sheet.rows, self.shown)
        if sheet.below:
            self._lines(page, line + 1, sheet.columns, sheet.below, self.quiet)

    def _lines(
        self,
        page: Worksheet,
        line: int,
        columns: Sequence[Column],
        rows: Iterable[Sequence[cells.Cell]],
        formats: dict[Kind, Format],
    ) -> int:
        for row in rows:
            if line >= MOST_ROWS:
                with translation.override(self.language):
                    raise Refused(_("A sheet holds 1,048,575 rows. Choose a shorter period."))
            for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
                _put(page, line, at, cell, formats[column.kind])
            line += 1
        return line


def _is_text(column: Column) -> bool:
    return column.kind is Kind.TEXT


def _put(sheet: Worksheet, line: int, at: int, cell: cells.Cell, shown: Format) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, at, None, shown)
    elif isinstance(cell, datetime):
        # Workbooks know no time zones: the moment is shown in the zone it came in.
        sheet.write_datetime(line, at, cell.replace(tzinfo=None), shown)
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, cell, shown)
    elif isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        sheet.write_number(line, at, cell, shown)
    else:
        sheet.write_string(line, at, _cut(cells.as_text(cell)), shown)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that the format allows and that no other sheet has; it is added to `taken`."""
    plain = _FORBIDDEN_IN_NAME.sub(" ", wanted).strip("' ")[:_LONGEST_NAME].strip("' ") or "1"
    name, number = plain, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
