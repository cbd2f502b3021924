"""The ten tables from plain counts."""

import pytest

from tests.indicators import figures
from umai.foundation.counting import ages
from umai.indicators import imports, rules, terms


def shares(table):
    return {row.code: row.percent for row in table.rows}


def test_the_tables_of_2007_come_out_as_they_are():
    report = figures.report()
    assert list(shares(report.table("client_sex")).values()) == ["51.98", "48.02"]
    assert list(shares(report.table("child_age")).values()) == [
        "15.28",
        "13.89",
        "16.07",
        "21.23",
        "16.47",
        "17.06",
        "0.00",
    ]
    assert shares(report.table("citizenship"))["KAZ"] == "96.23"
    assert shares(report.table("citizenship"))["RUS"] == "1.59"
    ethnicity = shares(report.table("ethnicity"))
    assert (ethnicity["uighur"], ethnicity["not_stated"]) == ("2.78", "0.40")


@pytest.mark.parametrize(
    ("key", "base", "blank"),
    [
        ("client_sex", 504, 0),
        ("ethnicity", 503, 1),
        ("education", 503, 1),
        ("family_status", 463, 41),
        ("topic", 243, 261),
        ("consultations", 504, 0),
    ],
)
def test_only_what_was_left_empty_is_not_recorded(key, base, blank):
    table = figures.report().table(key)
    assert (table.base, table.not_recorded) == (base, blank)


def test_an_answer_withheld_is_an_answer():
    row = figures.report().table("ethnicity").row("not_stated")
    assert row.count == 2


def test_the_order_of_the_tables_is_fixed():
    assert [table.key for table in figures.report().tables] == [
        "client_sex",
        "citizenship",
        "ethnicity",
        "child_age",
        "education",
        "living_situation",
        "family_status",
        "caller_relation",
        "topic",
        "consultations",
    ]


def test_every_band_of_age_is_listed_and_those_above_last():
    bands = figures.report({"child_age": {"4-6": 3, "over": 1}}, 5).table("child_age")
    assert [row.code for row in bands.rows] == [*figures.COUNTS["child_age"], "over"]
    assert bands.rows[-1].label == "Older than 18"
    assert (bands.base, bands.not_recorded) == (4, 1)


def test_a_scheme_without_end_has_nobody_above():
    scheme = ages.scheme("CPIMS", [("0-17", 0, 17), ("18+", 18, None)])
    assert rules.band_labels(scheme) == [("0-17", "0–17"), ("18+", "18+")]


def test_the_printed_codes_are_shown_at_nothing_and_others_only_when_counted():
    empty = figures.report({}, 0).table("topic")
    assert [row.code for row in empty.rows] == list(figures.COUNTS["topic"])[:-1]
    assert {row.percent for row in empty.rows} == {None}
    counted = figures.report({"topic": {"bullying": 2}}, 3).table("topic")
    assert counted.row("bullying").label == "Bullying"


def test_a_code_that_left_the_list_is_still_counted():
    """R18: nothing recorded goes missing from a table."""
    table = figures.report({"topic": {"long_gone": 2}}, 3).table("topic")
    assert table.rows[-1].code == "long_gone"
    assert (table.base, table.not_recorded) == (2, 1)


def test_the_codes_always_shown_are_those_printed_in_2007():
    printed = {one.table: set(one.figures) for one in imports.published_2007("en").tables}
    for question in terms.QUESTIONS:
        if question.key != terms.CHILD_AGE:
            assert set(question.always) == printed[question.key]


def test_consultations_stand_on_all_contacts_and_may_come_together():
    table = figures.report().table("consultations")
    assert [row.percent for row in table.rows] == ["50.00", "63.49", "49.40"]
    assert table.unit == "Contacts with at least one"


def test_counts_that_contradict_each_other_are_a_mistake():
    with pytest.raises(ValueError, match="client_sex"):
        figures.report({"client_sex": {"male": 3}}, 2)
    with pytest.raises(ValueError, match="do not add up"):
        figures.report({"client_sex": {"male": 3, "": 1}}, 5)
    with pytest.raises(ValueError, match="child_age: counts for 30-40"):
        figures.report({"child_age": {"30-40": 1}}, 5)
    with pytest.raises(ValueError, match="consultations"):
        figures.report({"consultations": {"legal_consultation": 3}}, 2)


def test_tables_with_different_bases_say_so():
    said = rules.several_bases(figures.report())
    assert "503 – Ethnicity of the child, Where the child learns" in said
    assert "243 – Main topic" in said
    assert rules.several_bases(figures.report({}, 0)) == ""
