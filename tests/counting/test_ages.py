"""Bands of age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.counting import ages

HOTLINE2007 = ages.scheme(
    "HOTLINE2007",
    [
        ("0-3", 0, 3),
        ("4-6", 4, 6),
        ("7-9", 7, 9),
        ("10-12", 10, 12),
        ("13-15", 13, 15),
        ("16-18", 16, 18),
    ],
)
UNICEF_A = ages.scheme(
    "UNICEF_A", [("0-4", 0, 4), ("5-9", 5, 9), ("10-14", 10, 14), ("15-17", 15, 17)]
)
CPIMS = ages.scheme("CPIMS", [("0-5", 0, 5), ("6-11", 6, 11), ("12-17", 12, 17), ("18+", 18, None)])
SCHEMES = st.sampled_from([HOTLINE2007, UNICEF_A, CPIMS])


@given(age=st.integers(0, 200), scheme=SCHEMES)
def test_every_age_lies_in_exactly_one_band(age, scheme):
    holding = [b.code for b in scheme.bands if b.low <= age and (b.high is None or age <= b.high)]
    assert holding == [ages.band_of(age, scheme)] or (
        holding == [] and ages.band_of(age, scheme) == ages.OVER
    )


@given(counts=st.dictionaries(st.integers(0, 40), st.integers(0, 1000)), scheme=SCHEMES)
def test_bringing_ages_into_bands_loses_nobody(counts, scheme):
    banded = ages.band_counts(counts, scheme)
    assert sum(banded.values()) == sum(counts.values())
    assert tuple(banded) == scheme.codes


@given(cuts=st.sets(st.integers(1, 30), max_size=8), open_ended=st.booleans())
def test_any_scheme_without_gaps_holds_every_age(cuts, open_ended):
    edges = [0, *sorted(cuts)]
    ends = [edge - 1 for edge in edges[1:]] + [None if open_ended else edges[-1] + 2]
    scheme = ages.scheme(
        "MADE", [(f"from {low}", low, high) for low, high in zip(edges, ends, strict=True)]
    )
    assert {ages.band_of(age, scheme) for age in range(0, 40)} <= set(scheme.codes)
    assert ages.band_of(0, scheme) == scheme.bands[0].code


def test_those_above_the_last_band_are_over():
    assert ages.band_of(18, HOTLINE2007) == "16-18"
    assert ages.band_of(19, HOTLINE2007) == "over"
    assert ages.band_of(18, UNICEF_A) == "over"
    assert ages.band_of(25, CPIMS) == "18+"


def test_an_age_below_nothing_is_a_mistake():
    with pytest.raises(ValueError, match="below 0"):
        ages.band_of(-1, HOTLINE2007)


@pytest.mark.parametrize(
    "bands",
    [
        [],
        [("1-3", 1, 3)],
        [("0-3", 0, 3), ("5-6", 5, 6)],
        [("0-3", 0, 3), ("3-6", 3, 6)],
        [("0+", 0, None), ("4-6", 4, 6)],
        [("0-3", 0, 3), ("0-3", 4, 6)],
        [("over", 0, 3)],
        [("0-3", 0, 3), ("4-3", 4, 3)],
    ],
)
def test_a_scheme_with_a_gap_an_overlap_or_a_double_is_refused(bands):
    with pytest.raises(ValueError, match="MADE"):
        ages.scheme("MADE", bands)
