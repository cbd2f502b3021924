"""Published figures beside ours."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.counting import differences, tables
from umai.foundation.counting.differences import Unit, Verdict, Why


def table(key, counts, asked=None):
    labels = [(code, code.title()) for code in counts]
    asked = sum(counts.values()) if asked is None else asked
    return tables.exclusive_table(key, key, "", "contacts", labels, counts, asked)


def published(key, unit, decimals, **figures):
    return differences.Published(
        key, unit, decimals, {code: Decimal(figure) for code, figure in figures.items()}
    )


def by_code(comparison):
    return {one.code: one for one in comparison.differences}


def test_a_figure_that_no_whole_number_gives_is_marked_and_ours_stays():
    ours = table("citizenship", {"KAZ": 485, "RUS": 8, "UZB": 4, "UKR": 3, "KGZ": 2, "TJK": 2})
    theirs = published(
        "citizenship",
        Unit.PERCENT,
        1,
        KAZ="96.3",
        RUS="1.5",
        UZB="0.8",
        KGZ="0.4",
        TJK="0.4",
        UKR="0.6",
    )
    found = by_code(differences.compare(ours, theirs))
    assert (found["KAZ"].ours, found["KAZ"].published, found["KAZ"].gap) == ("96.2", "96.3", "-0.1")
    assert (found["RUS"].ours, found["RUS"].published, found["RUS"].gap) == ("1.6", "1.5", "+0.1")
    assert {found[c].explanation for c in ("KAZ", "RUS")} == {Why.NO_WHOLE_NUMBER}
    assert {found[c].verdict for c in ("UZB", "KGZ", "TJK", "UKR")} == {Verdict.SAME}


def test_a_row_left_out_in_print_is_named():
    counts = {"kazakh": 203, "russian": 134, "uzbek": 90, "tatar": 19, "korean": 10, "uighur": 14}
    counts |= {"azerbaijani": 2, "tajik": 2, "other": 27, "not_stated": 2}
    theirs = published(
        "ethnicity",
        Unit.PERCENT,
        2,
        kazakh="40.36",
        russian="26.64",
        uzbek="17.89",
        tatar="3.78",
        korean="1.99",
        uighur="2.77",
        azerbaijani="0.4",
        tajik="0.4",
        other="5.37",
    )
    comparison = differences.compare(table("ethnicity", counts, 504), theirs)
    found = by_code(comparison)
    assert (found["uighur"].ours, found["uighur"].gap) == ("2.78", "+0.01")
    assert found["not_stated"].verdict == Verdict.MISSING_IN_PUBLISHED
    assert (found["not_stated"].ours, found["not_stated"].published) == ("0.40", None)
    assert found["tajik"].published == "0.40"
    assert comparison.published_total == "99.60"
    assert (comparison.base, comparison.not_recorded) == (503, 1)
    assert sum(one.verdict == Verdict.SAME for one in comparison.differences) == 8
    assert not comparison.agrees


def test_whole_percents_agree_but_leave_room():
    ours = table("caller", {"parent": 318, "other_relative": 81, "daycare_staff": 50, "child": 55})
    theirs = published(
        "caller", Unit.PERCENT, 0, parent="63", other_relative="16", daycare_staff="10", child="11"
    )
    comparison = differences.compare(ours, theirs)
    found = by_code(comparison)
    assert comparison.agrees
    assert {one.verdict for one in comparison.differences} == {Verdict.COARSER}
    assert [found[c].span for c in ("parent", "other_relative", "daycare_staff", "child")] == [
        (315, 320),
        (79, 83),
        (48, 52),
        (53, 57),
    ]


def test_counts_are_compared_as_counts_and_a_differing_base_is_named():
    ours = table("family", {"two": 225, "one": 203}, 504)
    comparison = differences.compare(ours, published("family", Unit.COUNT, 0, two="225", one="190"))
    found = by_code(comparison)
    assert found["two"].verdict == Verdict.SAME
    assert (found["one"].verdict, found["one"].gap) == (Verdict.DIFFERS, "+13")
    assert found["one"].explanation == Why.ANOTHER_COUNT
    assert (comparison.published_base, comparison.base) == (415, 428)
    assert comparison.bases_differ


def test_what_only_the_published_table_knows_stands_at_the_end():
    comparison = differences.compare(
        table("t", {"a": 1}), published("t", Unit.COUNT, 0, gone="4", none="0", a="1")
    )
    assert [one.code for one in comparison.differences] == ["a", "gone"]
    assert comparison.differences[1].verdict == Verdict.MISSING_HERE
    assert comparison.differences[1].ours is None


def test_a_row_of_nothing_that_was_not_printed_is_no_difference():
    comparison = differences.compare(
        table("t", {"a": 1, "over": 0}), published("t", Unit.COUNT, 0, a="1")
    )
    assert comparison.agrees


def test_counts_that_may_come_together_have_no_base_of_their_own():
    ours = tables.overlapping_table("c", "C", "", "contacts", [("a", "A"), ("b", "B")], {"a": 3}, 5)
    theirs = published("c", Unit.COUNT, 0, a="3", b="9")
    comparison = differences.compare(ours, theirs, exclusive=False)
    assert comparison.published_base is None
    assert not comparison.bases_differ


def test_an_empty_period_has_nothing_to_set_beside_a_percentage():
    comparison = differences.compare(
        table("t", {"a": 0}), published("t", Unit.PERCENT, 1, a="96.3")
    )
    assert comparison.differences[0].verdict == Verdict.DIFFERS
    assert (comparison.differences[0].ours, comparison.differences[0].gap) == (None, None)


@given(base=st.integers(1, 700), decimals=st.integers(0, 2), share=st.floats(0, 1))
def test_the_counts_that_print_alike_are_exactly_those(base, decimals, share):
    printed = tables.percent(round(share * base), base + 3, decimals)
    theirs = published("t", Unit.PERCENT, decimals, a=printed)
    alike = [n for n in range(base + 1) if tables.percent(n, base, decimals) == printed]
    expected = (alike[0], alike[-1]) if alike else None
    assert differences.counts_printed_as(printed, base, theirs) == expected


@given(counts=st.lists(st.integers(0, 500), min_size=1, max_size=8), decimals=st.integers(0, 3))
def test_our_own_figures_printed_again_always_agree(counts, decimals):
    ours = table("t", {f"c{i}": n for i, n in enumerate(counts)})
    if ours.base == 0:
        return
    figures = {row.code: tables.percent(row.count, ours.base, decimals) for row in ours.rows}
    theirs = published("t", Unit.PERCENT, decimals, **figures)
    assert differences.compare(ours, theirs).agrees
