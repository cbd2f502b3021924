"""The state machine of domain 3.4: a state is what the facts add up to, in any order of acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.cases import rules
from umai.cases.terms import FactKind as Fact
from umai.cases.terms import State

THE_WAY = [
    (Fact.OPENED, State.IDENTIFIED),
    (Fact.REGISTERED, State.REGISTERED),
    (Fact.ASSIGNED, State.ASSESSMENT),
    (Fact.ASSESSMENT_BEGUN, State.ASSESSMENT),
    (Fact.ASSESSMENT_APPROVED, State.ASSESSMENT_APPROVED),
    (Fact.MEETING_CALLED, State.CONFERENCE),
    (Fact.MEETING_HELD, State.CONFERENCE),
    (Fact.PLAN_BEGUN, State.PLAN_DRAFT),
    (Fact.PLAN_APPROVED, State.PLAN_APPROVED),
    (Fact.SERVICE_GIVEN, State.IN_PROGRESS),
    (Fact.REVIEW_BEGUN, State.UNDER_REVIEW),
    (Fact.REVIEW_ENDED, State.IN_PROGRESS),
    (Fact.CLOSURE_ASKED, State.CLOSURE_REQUESTED),
    (Fact.CLOSURE_REFUSED, State.IN_PROGRESS),
    (Fact.HELD, State.ON_HOLD),
    (Fact.RELEASED, State.IN_PROGRESS),
    (Fact.TRANSFER_ASKED, State.TRANSFER_PENDING),
    (Fact.TRANSFER_REFUSED, State.IN_PROGRESS),
    (Fact.CLOSURE_ASKED, State.CLOSURE_REQUESTED),
    (Fact.CLOSED, State.CLOSED),
    (Fact.REOPENED, State.ASSESSMENT),
]


def reached(state: State) -> rules.Standing:
    found = rules.Standing()
    for fact, after in THE_WAY:
        found = found.after(fact)
        if after == state:
            return found
    raise AssertionError(state)


def test_the_whole_way_from_the_first_worry_to_closure_and_back():
    found = rules.Standing()
    for fact, after in THE_WAY:
        assert found.allows(fact), (found.state, fact)
        found = found.after(fact)
        assert found.state == after


@pytest.mark.parametrize(
    ("state", "fact"),
    [
        (State.IDENTIFIED, Fact.ASSESSMENT_BEGUN),
        (State.IDENTIFIED, Fact.CLOSURE_ASKED),
        (State.IDENTIFIED, Fact.CLOSED),
        (State.REGISTERED, Fact.SCREENED_OUT),
        (State.REGISTERED, Fact.PLAN_BEGUN),
        (State.ASSESSMENT, Fact.PLAN_BEGUN),
        (State.ASSESSMENT_APPROVED, Fact.PLAN_APPROVED),
        (State.PLAN_DRAFT, Fact.REVIEW_BEGUN),
        (State.PLAN_APPROVED, Fact.REVIEW_BEGUN),
        (State.IN_PROGRESS, Fact.CLOSED),
        (State.ON_HOLD, Fact.CLOSURE_ASKED),
        (State.ON_HOLD, Fact.PLAN_APPROVED),
        (State.CLOSURE_REQUESTED, Fact.HELD),
        (State.TRANSFER_PENDING, Fact.CLOSURE_ASKED),
        (State.CLOSED, Fact.SERVICE_GIVEN),
        (State.CLOSED, Fact.REGISTERED),
    ],
)
def test_what_may_not_happen_is_refused(state, fact):
    """Each guard of the table that is a matter of order."""
    assert not reached(state).allows(fact)


def test_until_a_transfer_is_accepted_the_sender_goes_on_working():
    pending = reached(State.TRANSFER_PENDING)
    assert pending.allows(Fact.SERVICE_GIVEN)
    assert pending.allows(Fact.REVIEW_BEGUN)
    assert pending.after(Fact.TRANSFERRED).state == State.TRANSFERRED


def test_a_case_that_was_screened_out_may_come_back_to_be_looked_at():
    out = rules.standing([Fact.OPENED, Fact.SCREENED_OUT])
    assert out.after(Fact.REOPENED).state == State.IDENTIFIED


def test_a_merge_hides_the_state_and_undoing_shows_it_again():
    working = reached(State.IN_PROGRESS)
    gone = working.after(Fact.MERGED)
    assert gone.state == State.MERGED
    assert gone.after(Fact.UNMERGED) == working


@given(st.lists(st.sampled_from(list(Fact)), max_size=40))
def test_no_order_of_acts_leads_where_the_facts_do_not(asked):
    """Whatever is tried in whatever order: what is allowed keeps every promise of the states."""
    found, done = rules.Standing(), []
    for fact in asked:
        if not found.allows(fact):
            continue
        found = found.after(fact)
        done.append(fact)
    assert rules.standing(done) == found
    if not done:
        return
    assert done[0] == Fact.OPENED
    assert done.count(Fact.OPENED) == 1
    assert (found.beside is None) or (found.ended is None)
    assert all(fact in done for fact in needed(found))


def needed(found: rules.Standing) -> set[Fact]:
    """What must have happened before a case stands where it stands."""
    wanted = set()
    if found.way in rules.REGISTERED:
        wanted |= {Fact.REGISTERED}
    if found.way in rules.ASSESSED:
        wanted |= {Fact.ASSESSMENT_APPROVED}
    if found.way in rules.PLANNED:
        wanted |= {Fact.PLAN_BEGUN, Fact.PLAN_APPROVED}
    if found.way in (State.IN_PROGRESS, State.UNDER_REVIEW):
        wanted |= {Fact.SERVICE_GIVEN}
    if found.ended == State.CLOSED:
        wanted |= {Fact.CLOSURE_ASKED}
    return wanted
