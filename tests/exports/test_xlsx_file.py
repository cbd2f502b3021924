"""Workbooks: typed, neutral, marked (S25)."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from umai.foundation.exports import marks, xlsx_file
from umai.foundation.exports.xlsx_file import Column, Cover, Kind, Sheet
from umai.foundation.kernel.refusal import Refused

MARK = marks.Mark("Saule & Co", datetime(2026, 11, 22, 15, 4, tzinfo=ZoneInfo("Asia/Almaty")))
COLUMNS = (
    Column("What", Kind.TEXT, 30),
    Column("Count", Kind.WHOLE),
    Column("Share", Kind.SHARE),
    Column("Day", Kind.DAY),
    Column("Moment", Kind.MOMENT),
)
ROW = ("Қыз", 242, Decimal("48.02"), date(2007, 3, 7), MARK.at)
COVER = Cover("About", "=Title", [("Days", "7 March")], ["A note"])


def opened(sheets, cover=COVER, language="en"):
    return openpyxl.load_workbook(io.BytesIO(xlsx_file.xlsx_bytes(cover, sheets, MARK, language)))


def test_cells_keep_their_kind():
    sheet = opened([Sheet("Sex", COLUMNS, [ROW])])["Sex"]
    row = [cell.value for cell in sheet[2]]
    assert row[0] == "Қыз"
    assert row[1] == 242
    assert row[2] == pytest.approx(48.02)
    assert row[3] == datetime(2007, 3, 7)  # noqa: DTZ001 - workbooks know no zones
    assert row[4] == datetime(2026, 11, 22, 15, 4)  # noqa: DTZ001
    assert [cell.number_format for cell in sheet[2]][1:3] == ["#,##0", "0.00"]


def test_the_head_stays_and_quiet_lines_stand_below():
    sheet = opened([Sheet("Sex", COLUMNS[:2], [("a", 1)], [("Base", 504)])])["Sex"]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["What", "Count"]
    assert [cell.value for cell in sheet[4]] == ["Base", 504]


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "@x", "http://x.example/", "mailto:a@b.example"])
def test_text_becomes_neither_formula_nor_link(text):
    """S25."""
    content = xlsx_file.xlsx_bytes(COVER, [Sheet(text, (Column(text),), [(text,)])], MARK, "en")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name, part in parts.items():
        if name.startswith("xl/worksheets"):
            assert b"<f>" not in part
            assert b"hyperlink" not in part
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]["A2"]
    assert cell.data_type == "s"
    assert cell.value.lstrip("'") == text


def test_it_says_who_made_it_and_when():
    """S25."""
    book = opened([Sheet("Sex", COLUMNS[:1], [("a",)])])
    assert book.properties.creator == "Saule & Co"
    cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert "Made by Saule & Co, 22 November 2026, 15:04" in cover
    for sheet in book.worksheets:
        assert "Saule && Co" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "&P of &N"


def test_names_of_sheets_are_allowed_short_and_different():
    taken = set()
    names = [
        xlsx_file.sheet_name(wanted, taken)
        for wanted in ("a/b:c", "A b c", "'quoted'", "", "x" * 40, "x" * 40, "[]*?")
    ]
    assert names == ["a b c", "A b c 2", "quoted", "1", "x" * 31, "x" * 29 + " 2", "1 2"]


def test_a_text_too_long_for_a_cell_shows_that_it_was_cut():
    sheet = opened([Sheet("Long", COLUMNS[:1], [("ә" * 40_000,)])])["Long"]
    assert len(sheet["A2"].value) == xlsx_file.LONGEST_TEXT
    assert sheet["A2"].value.endswith("…")


def test_a_row_of_another_length_is_a_mistake(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        xlsx_file.write_xlsx(
            tmp_path / "x.xlsx", COVER, [Sheet("s", COLUMNS, [("a",)])], MARK, "en"
        )
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 10)
    rows = (("a",) for _ in range(10))
    with pytest.raises(Refused, match="1,048,575"):
        xlsx_file.write_xlsx(
            tmp_path / "x.xlsx", COVER, [Sheet("s", COLUMNS[:1], rows)], MARK, "en"
        )
    assert list(tmp_path.iterdir()) == []


def test_a_mark_needs_its_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        marks.Mark("Saule", datetime(2026, 11, 22, 15, 4))  # noqa: DTZ001
