"""Documents for paper, and the bars in them."""

import html
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import typst

from umai.foundation.counting import tables
from umai.foundation.exports import charts, marks, numerals, pdf_file

MARK = marks.Mark("Saule", datetime(2026, 11, 22, 15, 4, tzinfo=ZoneInfo("Asia/Almaty")))
HOSTILE = '#import "x.typ"; $ a_1 $ *b* <c> ] } " \\ `d` @e // f /* g = h {page}'


def table(rows, key="topic", title="Topic"):
    labels = [(f"c{at}", f"{at} {HOSTILE}") for at in range(rows)]
    counts = {code: at for at, (code, _) in enumerate(labels)}
    return tables.exclusive_table(key, title, HOSTILE, HOSTILE, labels, counts, 10_000)


def report(shown, title=HOSTILE, language="kk", notes=(HOSTILE,)):
    bars = {one.key: charts.bar_strip([row.count for row in one.rows]) for one in shown}
    facts = [(HOSTILE, HOSTILE)]
    return pdf_file.report_pdf(title, HOSTILE, facts, shown, bars, notes, language, MARK)


def test_words_of_the_data_are_shown_and_never_run():
    """S35: what Typst would take for its own language is text like any other."""
    content = report([table(5)])
    assert content.startswith(b"%PDF-")
    assert HOSTILE in html.unescape(content.decode("utf-8", "replace"))


def test_headings_stand_letter_by_letter():
    data = {
        "language": "ru",
        "title": HOSTILE,
        "subtitle": "",
        "author": "",
        "marked": "",
        "facts": [],
        "notes": [],
        "sections": [],
        "words": {"page-of": ""},
    }
    found = typst.query(
        pdf_file.TEMPLATES / "report.typ",
        "heading",
        field="body",
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
    )
    assert json.loads(found) == [{"func": "text", "text": HOSTILE}]


def test_it_is_tagged_for_readers_and_knows_its_language_and_author():
    content = report([table(3)], title="Есеп", language="kk")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/Lang(kk)" in content
    assert b"<rdf:li>Saule</rdf:li>" in content


def test_a_long_table_runs_over_pages():
    content = report([table(120)])
    pages = int(content.split(b"<xmpTPg:NPages>")[1].split(b"<")[0])
    assert 3 <= pages <= 6


@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz", "tg"])
def test_every_language_sets_its_own_numbers_and_days(language):
    assert report([table(2)], language=language).startswith(b"%PDF-")
    assert "2026" in MARK.when(language)


def test_a_report_without_tables_and_a_table_without_bars_are_possible():
    empty = tables.exclusive_table("t", "T", "", "", [("a", "A")], {}, 0)
    assert report([]).startswith(b"%PDF-")
    assert pdf_file.report_pdf("T", "", [], [empty], {}, [], "en", MARK).startswith(b"%PDF-")


def test_the_same_report_gives_the_same_bytes():
    assert report([table(3)]) == report([table(3)])


def test_base_and_blanks_are_said_with_every_table():
    shown = tables.exclusive_table("t", "T", "", "", [("a", "A")], {"a": 243}, 504)
    assert pdf_file.base_line(shown, "en") == "Base: 243 of 504 (48.2 %). Not recorded: 261."
    whole = tables.exclusive_table("t", "T", "", "", [("a", "A")], {"a": 504}, 504)
    assert pdf_file.base_line(whole, "en") == "Base: 504. Not recorded: 0."


def test_numbers_are_written_as_in_the_language():
    assert numerals.share("51.98", "ru") == "51,98"
    assert numerals.share("51.98", "kk") == "51,98"
    assert numerals.share("51.98", "en") == "51.98"
    assert numerals.share("63", "ru", 0) == "63"
    assert numerals.share(None, "ru") == "–"
    assert numerals.whole(1234, "en") == "1,234"
    assert numerals.whole(1234, "ru") == "1\u00a0234"


def test_bars_are_as_long_as_their_counts():
    drawn = charts.bar_strip([50, 100, 0], width=200)
    assert drawn.startswith("<svg ")
    assert [f"h{length}v" in drawn for length in (100, 200)] == [True, True]
    assert f'height="{3 * charts.ROW}"' in drawn
    assert charts.bar_strip([]) == ""
    assert charts.bar_strip([0, 0]).startswith("<svg ")


def test_a_chart_carries_no_script_style_or_address():
    """S30: it may be shown under the strict content policy."""
    drawn = charts.bar_strip([1, 2, 3])
    for forbidden in ("<script", "style=", "href", "url(", "onload", " id="):
        assert forbidden not in drawn
