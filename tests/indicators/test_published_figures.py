"""Published figures: shipped, loaded, typed, and set beside ours."""

import json
from decimal import Decimal

import pytest
from django.utils import translation

from tests.indicators import figures
from umai.foundation.counting.differences import Unit, Verdict
from umai.indicators import imports, rules


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def beside(report, published=None):
    published = published or imports.published_2007(report.language)
    return {one.table.key: one for one in rules.beside_published(report, published)}


def row(one, code):
    return next(row for row in one.rows if row.difference.code == code)


def test_the_differences_of_2007_are_found_and_ours_stay():
    found = beside(figures.report())
    differing = {
        (key, explained.difference.code)
        for key, one in found.items()
        for explained in one.rows
        if explained.difference.verdict not in (Verdict.SAME, Verdict.COARSER)
    }
    assert differing == {
        ("citizenship", "KAZ"),
        ("citizenship", "RUS"),
        ("ethnicity", "uighur"),
        ("ethnicity", "not_stated"),
    }
    assert rules.differing(found.values()) == 4
    assert row(found["citizenship"], "KAZ").difference.ours == "96.2"
    assert row(found["citizenship"], "RUS").difference.ours == "1.6"


def test_whole_percents_of_callers_agree_exactly():
    rows = beside(figures.report())["caller_relation"].rows
    assert {r.difference.code: r.difference.ours for r in rows} == {
        "parent": "63",
        "other_relative": "16",
        "daycare_staff": "10",
        "child": "11",
    }


@pytest.mark.parametrize(
    ("key", "code", "words"),
    [
        ("citizenship", "KAZ", "No whole number out of 504 gives 96.3 %"),
        ("citizenship", "RUS", "8 of 504 is 1.6 %"),
        ("ethnicity", "uighur", "14 of 503 is 2.78 %"),
        ("ethnicity", "not_stated", "0.40 %"),
        ("caller_relation", "parent", "from 315 to 320"),
    ],
)
def test_every_difference_of_2007_is_explained(key, code, words):
    assert words in row(beside(figures.report())[key], code).words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ethnicity", "“citizens of Kazakhstan” is wrong"),
        ("ethnicity", "add up to 99.60 %, not 100"),
        ("education", "add up to 503"),
        ("family_status", "41 contacts of 504"),
        ("topic", "243 of 504 contacts have a topic (48.2 %)"),
        ("consultations", "821 service events, never 821 clients"),
    ],
)
def test_bases_headings_and_units_are_named(key, words):
    assert any(words in one for one in beside(figures.report())[key].words)


def test_a_note_about_2007_is_silent_when_we_count_something_else():
    counts = {**figures.COUNTS, "citizenship": {"KAZ": 400, "RUS": 104}}
    found = beside(figures.report(counts))
    assert row(found["citizenship"], "KAZ").words == "No whole number out of 504 gives 96.3 %."
    assert beside(figures.report({}, 0))["topic"].words == (
        "The printed counts add up to 243, our base is 0.",
    )


def test_every_note_is_written_in_three_languages():
    notes = json.loads((imports.DATA / "published_2007_notes.json").read_text())
    for note in [notes["source"], *notes["notes"]]:
        assert len({note["en"], note["ru"], note["kk"]}) == 3
    assert imports.published_2007("kk").source != imports.published_2007("ru").source
    assert imports.published_2007("tg").source == imports.published_2007("en").source


def test_typed_figures_keep_the_decimals_they_were_typed_with():
    typed = {
        "citizenship.unit": "percent",
        "citizenship.KAZ": " 96,3 % ",
        "citizenship.RUS": "1.5",
        "citizenship.UZB": "",
        "topic.health": "1 500",
        "contacts": "504",
    }
    read = imports.typed_figures(typed, "Annual report")
    citizenship, topic = read.tables
    assert (citizenship.unit, citizenship.decimals) == (Unit.PERCENT, 1)
    assert citizenship.figures == {"KAZ": Decimal("96.3"), "RUS": Decimal("1.5")}
    assert (topic.unit, topic.figures) == (Unit.COUNT, {"health": Decimal(1500)})
    assert (read.source, read.contacts) == ("Annual report", 504)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"topic.health": "many"}, "topic.health", "You wrote many."),
        ({"topic.health": "-3"}, "topic.health", "You wrote -3."),
        ({"topic.health": "1e3"}, "topic.health", "You wrote 1e3."),
        ({"topic.health": "NaN"}, "topic.health", "You wrote NaN."),
        ({"topic.health": "3.5"}, "topic.health", "whole number"),
        ({"topic.unit": "percent", "topic.health": "101"}, "topic.health", "100 or less"),
        ({"topic.unit": "pieces", "topic.health": "1"}, "topic.unit", "You wrote pieces."),
        ({"nonsense.health": "1"}, "nonsense", "no table nonsense"),
        ({"topic.a b": "1"}, "topic", "a b is not a code"),
        ({"topic.health": "1", "contacts": "all"}, "contacts", "You wrote all."),
        ({"topic.health": ""}, "", "at least one"),
        ({}, "", "at least one"),
    ],
)
def test_a_figure_that_cannot_be_read_is_named_by_its_field(typed, field, words):
    with pytest.raises(imports.FiguresRefused) as refused:
        imports.typed_figures(typed)
    assert words in refused.value.errors[field]


def test_what_is_quoted_back_is_short():
    with pytest.raises(imports.FiguresRefused) as refused:
        imports.typed_figures({"topic.health": "x" * 5000})
    assert len(str(refused.value)) < 120


def test_a_file_of_figures_is_read_with_its_decimals():
    content = b'{"ethnicity_percent": {"kazakh": 40.30}, "service_count": {"social_support": 2}}'
    ethnicity, consultations = imports.loaded_figures(content).tables
    assert (ethnicity.decimals, ethnicity.figures["kazakh"]) == (2, Decimal("40.30"))
    assert consultations.table == "consultations"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[1, 2]",
        b"{",
        b'{"topic_count": 3}',
        b'{"topic_count": {"health": [1]}}',
        b'{"topic_count": {"health": NaN}}',
        b'{"topic_count": {"health": true}}',
        b'{"other": 1}',
        b'{"topic_count": {}}',
        b'{"unheard_count": {"a": 1}}',
        b'{"a":' * 5000,
        b'{"topic_count": {' + b" " * 70_000 + b"}}",
    ],
)
def test_a_file_that_is_no_list_of_figures_is_refused(content):
    with pytest.raises(imports.FiguresRefused) as refused:
        imports.loaded_figures(content)
    assert all(refused.value.errors.values())
