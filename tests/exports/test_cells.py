"""What may stand in a cell (S25)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.exports import cells

DANGEROUS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    '=HYPERLINK("http://x.example","y")',
    "=cmd|'/c calc'!A1",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    """S25."""
    assert cells.neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Айгүл", "12", "a=b", "10-12", "'=1", "«=»", "call +7 701"])
def test_ordinary_text_stays_as_it_is(text):
    assert cells.neutral(text) == text


@given(st.text(max_size=30))
def test_no_text_begins_like_a_formula_afterwards(text):
    """S25."""
    written = cells.neutral(text)
    assert written.strip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
    assert written[:1] not in {"\t", "\r", "\n"}
    assert written.encode("utf-8").decode("utf-8") == written


def test_what_cannot_be_written_is_replaced_and_not_dropped():
    assert cells.neutral("a\x00b\ud800c") == "a\ufffdb\ufffdc"


def test_every_kind_of_cell_has_one_plain_form():
    moment = datetime(2007, 3, 7, 9, tzinfo=UTC)
    plain = [None, True, False, -5, Decimal("0.40"), date(2007, 3, 7), moment, "=1"]
    assert [cells.as_text(one) for one in plain] == [
        "",
        "yes",
        "no",
        "-5",
        "0.40",
        "2007-03-07",
        "2007-03-07T09:00:00+00:00",
        "'=1",
    ]
