"""The report as JSON, CSV, XLSX and PDF."""

import csv
import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from tests.indicators import figures
from umai.foundation.exports import marks
from umai.indicators import exports

MARK = marks.Mark("Saule", datetime(2026, 11, 22, 15, 4, tzinfo=ZoneInfo("Asia/Almaty")))


def test_the_shape_that_others_read_does_not_change():
    shape = exports.report_json(figures.report())
    assert list(shape) == ["organisation", "from", "to", "contacts", "substantive", "tables"]
    assert (shape["organisation"], shape["from"], shape["to"]) == (
        "sana",
        "2007-03-07",
        "2007-10-07",
    )
    assert shape["tables"]["client_sex"] == {
        "base": 504,
        "not_recorded": 0,
        "rows": [
            {"code": "male", "label": "Male", "count": 262, "percent": "51.98"},
            {"code": "female", "label": "Female", "count": 242, "percent": "48.02"},
        ],
    }
    assert shape["tables"]["consultations"] == {
        "unit": "contacts with at least one",
        "base": 504,
        "not_recorded": 0,
        "rows": [
            {"code": "psychological_consultation", "count": 252, "percent": "50.00"},
            {"code": "legal_consultation", "count": 320, "percent": "63.49"},
            {"code": "social_support", "count": 249, "percent": "49.40"},
        ],
    }


def test_the_shape_is_the_same_in_every_language():
    def without_labels(language):
        shape = exports.report_json(figures.report(language=language))
        for table in shape["tables"].values():
            for row in table["rows"]:
                row.pop("label", None)
        return shape

    assert without_labels("kk") == without_labels("ru") == without_labels("en")


def test_no_contacts_give_no_shares():
    shape = json.loads(json.dumps(exports.report_json(figures.report({}, 0, 0))))
    assert shape["tables"]["child_age"]["rows"][0] == {
        "code": "0-3",
        "label": "0–3",
        "count": 0,
        "percent": None,
    }


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_list_holds_every_row_and_says_who_made_it(separator):
    """S25."""
    text = exports.report_csv(figures.report(), MARK, separator).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    report = figures.report()
    assert len(rows) == sum(len(table.rows) for table in report.tables)
    uighur = next(row for row in rows if row["code"] == "uighur")
    assert (uighur["table"], uighur["count"], uighur["percent"]) == ("ethnicity", "14", "2.78")
    assert (uighur["base"], uighur["not_recorded"]) == ("503", "1")
    assert {row["made"] for row in rows} == {"Made by Saule, 22 November 2026, 15:04"}


def test_the_workbook_has_a_sheet_for_every_table_with_base_and_blanks():
    report = figures.report()
    book = openpyxl.load_workbook(io.BytesIO(exports.report_xlsx(report, MARK)))
    assert len(book.worksheets) == 1 + len(report.tables)
    topic = [[cell.value for cell in row] for row in book["Main topic"].iter_rows()]
    assert topic[0] == ["Code", "Main topic", "Contacts", "Share, %"]
    assert [None, "Base", 243, None] in topic
    assert [None, "Not recorded", 261, None] in topic
    cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert 504 in cover
    assert any("nothing here may be published" in str(value) for value in cover)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_report_is_set_for_paper_in_each_language(language):
    content = exports.report_pdf(figures.report(language=language), MARK)
    assert f"/Lang({language})".encode() in content
    assert b"<xmpTPg:NPages>3</xmpTPg:NPages>" in content


def test_the_days_are_written_with_the_month_in_words():
    assert exports.period_words(figures.report()) == "7 March 2007 to 7 October 2007"
    assert exports.period_words(figures.report(language="ru")).startswith("7 марта 2007")
