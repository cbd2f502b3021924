"""Percentages and bases."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.counting import tables

LABELS = [("male", "Male"), ("female", "Female")]


def rounded_half_up(share: Fraction, decimals: int) -> Fraction:
    """The definition, without any arithmetic of the module under test."""
    steps = share * 10**decimals
    whole = steps.numerator // steps.denominator
    return Fraction(whole + (1 if steps - whole >= Fraction(1, 2) else 0), 10**decimals)


@given(
    count=st.integers(0, 10**9),
    more=st.integers(0, 10**9),
    decimals=st.integers(min_value=0, max_value=4),
)
def test_a_percentage_is_the_exact_share_rounded_half_up(count, more, decimals):
    base = count + more
    text = tables.percent(count, base, decimals)
    if base == 0:
        assert text is None
        return
    assert Fraction(Decimal(text)) == rounded_half_up(Fraction(100 * count, base), decimals)
    assert len(text.partition(".")[2]) == decimals


def test_an_exact_half_goes_up():
    assert tables.percent(1, 800) == "0.13"  # 0.125
    assert tables.percent(3, 8, 0) == "38"  # 37.5


def test_the_printed_shares_of_2007_come_out():
    assert [tables.percent(n, 504) for n in (262, 242)] == ["51.98", "48.02"]
    ages = (77, 70, 81, 107, 83, 86)
    assert [tables.percent(n, 504) for n in ages] == [
        "15.28",
        "13.89",
        "16.07",
        "21.23",
        "16.47",
        "17.06",
    ]
    assert tables.percent(14, 503) == "2.78"
    assert tables.percent(2, 503) == "0.40"


def test_a_count_below_nothing_is_a_mistake():
    with pytest.raises(ValueError, match="below 0"):
        tables.percent(-1, 5)


@given(
    counts=st.lists(st.integers(0, 10_000), min_size=1, max_size=12), blank=st.integers(0, 9_000)
)
def test_answers_and_blanks_add_up_to_those_asked(counts, blank):
    labels = [(f"c{i}", f"C{i}") for i in range(len(counts))]
    given_counts = {f"c{i}": n for i, n in enumerate(counts)}
    asked = sum(counts) + blank
    table = tables.exclusive_table("t", "T", "S", "contacts", labels, given_counts, asked)
    assert table.base == sum(row.count for row in table.rows)
    assert (table.base, table.not_recorded, table.asked) == (sum(counts), blank, asked)
    if table.base:
        total = sum(Fraction(Decimal(row.percent)) for row in table.rows)
        assert abs(total - 100) <= Fraction(len(counts), 200)


def test_more_answers_than_asked_are_refused():
    with pytest.raises(ValueError, match="3 answers from 2 asked"):
        tables.exclusive_table("t", "T", "S", "contacts", LABELS, {"male": 3}, 2)
    with pytest.raises(ValueError, match=r"t\.male"):
        tables.overlapping_table("t", "T", "S", "contacts", LABELS, {"male": 3}, 2)


def test_answers_that_come_together_share_one_base():
    table = tables.overlapping_table(
        "t", "T", "S", "contacts with at least one", LABELS, {"male": 4, "female": 3}, 5
    )
    assert (table.base, table.not_recorded) == (5, 0)
    assert [row.percent for row in table.rows] == ["80.00", "60.00"]


def test_an_empty_table_has_no_percentages():
    table = tables.exclusive_table("t", "T", "S", "contacts", LABELS, {}, 0)
    assert [row.percent for row in table.rows] == [None, None]
    assert table.coverage is None


def test_tables_that_stand_on_different_bases_are_named():
    one = tables.exclusive_table("one", "T", "S", "contacts", LABELS, {"male": 4}, 5)
    two = tables.exclusive_table("two", "T", "S", "contacts", LABELS, {"male": 5}, 5)
    assert tables.bases([one, two]) == {4: ("one",), 5: ("two",)}
    assert one.coverage == "80.00"
    assert one.row("male").count == 4
    assert one.row("unheard") is None
