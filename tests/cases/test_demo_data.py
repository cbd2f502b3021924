"""The demonstration's cases as data: forty, in every state that commands lead to, all invented."""

import json
from collections import Counter

from umai.cases import demo, terms
from umai.people import demo as people

TOLD = json.loads(demo.DATA.read_text())
FAMILIES = json.loads(people.DATA.read_text())["families"]
# Nothing ends in these: there is no act for them yet, or only together with another record.
NOT_TOLD = {"TRANSFERRED", "MERGED"}


def test_forty_cases_in_every_state_over_a_year() -> None:
    """Done when 1: the demonstration holds forty invented cases in all states over a year."""
    reached = Counter(one["reach"] for one in TOLD["cases"])
    assert reached.total() == 40
    assert set(reached) == set(terms.State) - NOT_TOLD
    assert max(one["days"] for one in TOLD["cases"]) >= 350
    assert any("reopened" in one for one in TOLD["cases"])


def test_each_is_about_another_child_who_was_known_by_then() -> None:
    families = [one["family"] for one in TOLD["cases"]]
    assert len(set(families)) == 40
    for one in TOLD["cases"]:
        family = FAMILIES[one["family"]]
        assert family["days_ago"] >= one["days"]
        assert "child" in [who["who"] for who in family["people"]]


def test_what_is_told_says_that_it_is_invented() -> None:
    assert all("(Вымышлено)" in theme["worry"] for theme in TOLD["themes"].values())
