"""Decisions about cases as pure functions: what state the facts add up to, and what may follow.

The state machine is that of the inter-agency procedure (domain 3.4). A state is never set: it is
what the facts of a case add up to, in their order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from umai.cases import terms
from umai.cases.terms import FactKind as Fact
from umai.cases.terms import Risk, State

# The way of the work, from the first look to the review.
WAY = (
    State.IDENTIFIED,
    State.REGISTERED,
    State.ASSESSMENT,
    State.ASSESSMENT_APPROVED,
    State.CONFERENCE,
    State.PLAN_DRAFT,
    State.PLAN_APPROVED,
    State.IN_PROGRESS,
    State.UNDER_REVIEW,
)
REGISTERED = frozenset(WAY[1:])
ASSESSED = frozenset(WAY[3:])
PLANNED = frozenset(WAY[6:])
ENDED = frozenset({State.SCREENED_OUT, State.CLOSED, State.TRANSFERRED, State.MERGED})
# What may happen while the way stands at one of these states.
ON_THE_WAY: dict[Fact, frozenset[State]] = {
    Fact.SCREENED_OUT: frozenset({State.IDENTIFIED}),
    Fact.REGISTERED: frozenset({State.IDENTIFIED}),
    Fact.ASSIGNED: frozenset(WAY),
    Fact.ASSESSMENT_BEGUN: REGISTERED,
    Fact.ASSESSMENT_APPROVED: REGISTERED - {State.REGISTERED},
    Fact.MEETING_CALLED: ASSESSED,
    Fact.MEETING_HELD: ASSESSED,
    Fact.PLAN_BEGUN: ASSESSED,
    Fact.PLAN_APPROVED: ASSESSED - {State.ASSESSMENT_APPROVED, State.CONFERENCE},
    Fact.SERVICE_GIVEN: frozenset(WAY),
    Fact.REVIEW_BEGUN: frozenset({State.IN_PROGRESS}),
    Fact.REVIEW_ENDED: frozenset({State.UNDER_REVIEW}),
    Fact.CLOSURE_ASKED: REGISTERED,
    Fact.TRANSFER_ASKED: REGISTERED,
    Fact.HELD: REGISTERED,
}
# What may happen while something else is being decided, beside what ends that.
BESIDE: dict[State, frozenset[Fact]] = {
    State.ON_HOLD: frozenset({Fact.RELEASED, Fact.ASSIGNED, Fact.SERVICE_GIVEN}),
    State.CLOSURE_REQUESTED: frozenset({Fact.CLOSED, Fact.CLOSURE_REFUSED, Fact.SERVICE_GIVEN}),
    State.TRANSFER_PENDING: frozenset(
        {
            Fact.TRANSFER_ACCEPTED,
            Fact.TRANSFER_REFUSED,
            Fact.TRANSFER_WITHDRAWN,
            Fact.TRANSFERRED,
            *ON_THE_WAY,
        }
    )
    - {Fact.CLOSURE_ASKED, Fact.TRANSFER_ASKED, Fact.HELD, Fact.ASSIGNED},
}
OPENS_BESIDE = {
    Fact.HELD: State.ON_HOLD,
    Fact.CLOSURE_ASKED: State.CLOSURE_REQUESTED,
    Fact.TRANSFER_ASKED: State.TRANSFER_PENDING,
}
CLOSES_BESIDE = frozenset(
    {
        Fact.RELEASED,
        Fact.CLOSURE_REFUSED,
        Fact.TRANSFER_REFUSED,
        Fact.TRANSFER_WITHDRAWN,
        Fact.TRANSFER_ACCEPTED,
    }
)
ENDS = {
    Fact.SCREENED_OUT: State.SCREENED_OUT,
    Fact.CLOSED: State.CLOSED,
    Fact.TRANSFERRED: State.TRANSFERRED,
    Fact.MERGED: State.MERGED,
}
# From these reasons on a case has done what it was for: they need a plan that was carried out.
FULFILLED = frozenset({"GOALS_MET", "REUNIFIED", "RETURNED_ORIGIN", "TURNED_18"})
NOT_FOR_HIGH = frozenset({"DECLINED", "LOST"})
# The child cannot be told any more.
OUT_OF_REACH = frozenset({"LOST", "DIED"})
ALONE = frozenset({"UNACCOMPANIED", "SEPARATED"})
SEVERITY = {Risk.HIGH: 3, Risk.MEDIUM: 2, Risk.LOW: 1, Risk.NONE: 0, "": 0}


@dataclass(frozen=True)
class Standing:
    """Where a case stands: how far on the way, what is decided beside it, and whether it ended."""

    way: State | None = None
    beside: State | None = None
    ended: State | None = None
    assigned: bool = False

    @property
    def state(self) -> State | None:
        """The one state that pages show."""
        return self.ended or self.beside or self.way

    def allows(self, kind: str) -> bool:
        """Whether this may happen now."""
        fact = Fact(kind)
        if fact is Fact.OPENED:
            return self.way is None
        if self.way is None:
            return False
        if fact in (Fact.MERGED, Fact.UNMERGED):
            return (self.ended is State.MERGED) == (fact is Fact.UNMERGED)
        if self.ended is not None:
            return fact is Fact.REOPENED and self.ended in (State.CLOSED, State.SCREENED_OUT)
        if self.beside is not None and fact not in BESIDE[self.beside]:
            return False
        if fact in ON_THE_WAY:
            return self.way in ON_THE_WAY[fact]
        return self.beside is not None and fact in BESIDE[self.beside]

    def after(self, kind: str) -> "Standing":
        """Where it stands once this has happened."""
        fact = Fact(kind)
        if fact is Fact.UNMERGED:
            return replace(self, ended=None)
        if fact is Fact.REOPENED:
            again = State.ASSESSMENT if self.ended is State.CLOSED else State.IDENTIFIED
            return replace(self, way=again, beside=None, ended=None)
        if fact in ENDS:
            beside = self.beside if fact is Fact.MERGED else None
            return replace(self, ended=ENDS[fact], beside=beside)
        if fact in OPENS_BESIDE:
            return replace(self, beside=OPENS_BESIDE[fact])
        if fact in CLOSES_BESIDE:
            return replace(self, beside=None)
        assigned = self.assigned or fact is Fact.ASSIGNED
        return replace(self, way=_onward(self.way, fact, assigned), assigned=assigned)


def _onward(way: State | None, fact: Fact, assigned: bool) -> State | None:
    steps: dict[tuple[State | None, Fact], State] = {
        (None, Fact.OPENED): State.IDENTIFIED,
        (State.IDENTIFIED, Fact.REGISTERED): State.ASSESSMENT if assigned else State.REGISTERED,
        (State.REGISTERED, Fact.ASSIGNED): State.ASSESSMENT,
        (State.REGISTERED, Fact.ASSESSMENT_BEGUN): State.ASSESSMENT,
        (State.ASSESSMENT, Fact.ASSESSMENT_APPROVED): State.ASSESSMENT_APPROVED,
        (State.ASSESSMENT_APPROVED, Fact.MEETING_CALLED): State.CONFERENCE,
        (State.ASSESSMENT_APPROVED, Fact.PLAN_BEGUN): State.PLAN_DRAFT,
        (State.CONFERENCE, Fact.PLAN_BEGUN): State.PLAN_DRAFT,
        (State.PLAN_DRAFT, Fact.PLAN_APPROVED): State.PLAN_APPROVED,
        (State.PLAN_APPROVED, Fact.SERVICE_GIVEN): State.IN_PROGRESS,
        (State.IN_PROGRESS, Fact.REVIEW_BEGUN): State.UNDER_REVIEW,
        (State.UNDER_REVIEW, Fact.REVIEW_ENDED): State.IN_PROGRESS,
    }
    return steps.get((way, fact), way)


def standing(kinds: Iterable[str]) -> Standing:
    """Where a case stands, from everything that happened, oldest first."""
    found = Standing()
    for kind in kinds:
        found = found.after(kind)
    return found


def is_open(state: str) -> bool:
    """Whether somebody still answers for the case."""
    return state not in ENDED


def lower(new: str, old: str) -> bool:
    """Whether a risk level is lower than another."""
    return SEVERITY[new] < SEVERITY[old]


def raised(new: str, old: str) -> bool:
    """Whether a risk level is higher than another."""
    return SEVERITY[new] > SEVERITY[old]


def triggers_of(
    *,
    cabm_category: str,
    uasc_status: str,
    birth_year: int | None,
    today: date,
    young: int,
    said: Iterable[str],
) -> tuple[str, ...]:
    """What makes a case high risk by itself: what somebody ticked, and what the record shows.

    A birthday is not plain, so who may still be under the age counts as under it.
    """
    found = list(dict.fromkeys(said))
    alone = uasc_status == "UNACCOMPANIED" or cabm_category == "CB_UNACCOMPANIED"
    if alone and birth_year is not None and today.year - birth_year - 1 < young:
        found.append("UNACCOMPANIED_YOUNG")
    if cabm_category == "TRAFFICKED":
        found.append("TRAFFICKING_SIGNS")
    return tuple(dict.fromkeys(found))


def needs_meeting(risk: str, uasc_status: str) -> bool:
    """Whether a child-rights meeting must be held before a plan is made (domain 3.4, 6)."""
    return risk == Risk.HIGH or uasc_status in ALONE


def needs_interests(risk: str, uasc_status: str) -> bool:
    """Whether it must be assessed what is best for the child (domain 3.6)."""
    return risk == Risk.HIGH or uasc_status in ALONE


def clock_rule(kind: str, risk: str) -> str | None:
    """The rule under which a clock runs; None if this risk level asks nothing of the kind."""
    by_risk = {
        terms.ClockKind.FIRST_ACTION: "FIRST_ACTION",
        terms.ClockKind.FACE: "FACE",
        terms.ClockKind.REGISTER: "REGISTER",
        terms.ClockKind.ASSESS: "ASSESS",
        terms.ClockKind.PLAN: "PLAN",
        terms.ClockKind.FOLLOW_UP: "FOLLOW_UP",
        terms.ClockKind.REVIEW: "REVIEW",
    }
    if kind in by_risk:
        return f"RK.{risk}.{by_risk[terms.ClockKind(kind)]}" if SEVERITY.get(risk) else None
    if kind == terms.ClockKind.REPORT:
        return "RK.HIGH.SUPERVISOR" if risk == Risk.HIGH else None
    return {
        terms.ClockKind.SCREEN: "CS.SCREEN_OUT",
        terms.ClockKind.ASSIGN: "CS.ASSIGN",
        terms.ClockKind.MEETING: "CS.MEETING",
        terms.ClockKind.MINUTES: "CS.MINUTES",
        terms.ClockKind.REASONS: "CS.COORDINATOR_REASONS",
        terms.ClockKind.CLOSE: "CS.CLOSE_DECISION",
        terms.ClockKind.TRANSFER: "CS.TRANSFER_ACCEPT",
        terms.ClockKind.HOLD: "CS.HOLD_MAX",
        terms.ClockKind.REOPEN: "CS.REOPEN",
    }[terms.ClockKind(kind)]


# What is to be done next while nothing else is being decided, and the clock that runs for it.
NEXT: dict[State, tuple[terms.NextStep, terms.ClockKind | None]] = {
    State.IDENTIFIED: (terms.NextStep.REGISTER, terms.ClockKind.SCREEN),
    State.REGISTERED: (terms.NextStep.ASSESS, terms.ClockKind.ASSESS),
    State.ASSESSMENT: (terms.NextStep.APPROVE_ASSESSMENT, terms.ClockKind.ASSESS),
    State.ASSESSMENT_APPROVED: (terms.NextStep.PLAN, terms.ClockKind.PLAN),
    State.CONFERENCE: (terms.NextStep.HOLD_MEETING, terms.ClockKind.MEETING),
    State.PLAN_DRAFT: (terms.NextStep.APPROVE_PLAN, terms.ClockKind.PLAN),
    State.PLAN_APPROVED: (terms.NextStep.HELP, None),
    State.IN_PROGRESS: (terms.NextStep.FOLLOW_UP, terms.ClockKind.FOLLOW_UP),
    State.UNDER_REVIEW: (terms.NextStep.END_REVIEW, terms.ClockKind.REVIEW),
    State.CLOSURE_REQUESTED: (terms.NextStep.DECIDE_CLOSURE, terms.ClockKind.CLOSE),
    State.TRANSFER_PENDING: (terms.NextStep.ANSWER_TRANSFER, terms.ClockKind.TRANSFER),
    State.ON_HOLD: (terms.NextStep.END_HOLD, terms.ClockKind.HOLD),
}
# The steps of the way as a page draws them: each holds the states that it is done in.
STEPS: tuple[tuple[State, ...], ...] = (
    (State.IDENTIFIED,),
    (State.REGISTERED,),
    (State.ASSESSMENT,),
    (State.ASSESSMENT_APPROVED, State.CONFERENCE),
    (State.PLAN_DRAFT,),
    (State.PLAN_APPROVED,),
    (State.IN_PROGRESS,),
    (State.UNDER_REVIEW,),
)


def next_step(
    stands: Standing, *, owned: bool, meeting_needed: bool, kinds: Iterable[str] = ()
) -> tuple[terms.NextStep, terms.ClockKind | None] | None:
    """What is to be done next, and the clock that runs for it; None once the case has ended."""
    if stands.state is None or stands.ended is not None:
        return None
    held = Fact.MEETING_HELD in set(kinds)
    if stands.state is State.REGISTERED and not owned:
        return terms.NextStep.ASSIGN, terms.ClockKind.ASSIGN
    if stands.state is State.ASSESSMENT and Fact.ASSESSMENT_BEGUN not in set(kinds):
        return terms.NextStep.ASSESS, terms.ClockKind.ASSESS
    if stands.state is State.ASSESSMENT_APPROVED and meeting_needed and not held:
        return terms.NextStep.MEET, terms.ClockKind.MEETING
    if stands.state is State.CONFERENCE and held:
        return terms.NextStep.PLAN, terms.ClockKind.PLAN
    return NEXT[stands.state]


def steps(stands: Standing) -> list[tuple[State, str]]:
    """The way in words of the list `case_state`: each step with "done", "now" or nothing.

    The step that is shown for a group is the state the case stands at, or the first of it.
    """
    at = next((i for i, group in enumerate(STEPS) if stands.way in group), -1)
    drawn = []
    for place, group in enumerate(STEPS):
        shown = stands.way if place == at and stands.way is not None else group[0]
        state = "done" if place < at or (place == at and stands.ended) else ""
        drawn.append((shown, "now" if place == at and not stands.ended else state))
    return drawn


# What was given; what was asked for and could not be had; what fell through.
GIVEN = frozenset({"DELIVERED", "PARTLY_DELIVERED"})
UNMET = frozenset({"UNAVAILABLE"})
FELL_THROUGH = frozenset({"NOT_DELIVERED", "LOST_CONTACT", "REFUSED_BY_CLIENT"})
# Units of services that need somebody who comes: an application can be written alone.
WITH_PEOPLE = frozenset({"session", "attendance", "consultation", "assessment"})


def given(outcome: str) -> bool:
    """Whether something was given, at least in part."""
    return outcome in GIVEN


def lacks_people(unit: str, outcome: str, came: int) -> bool:
    """Whether it is said that a session was held and that nobody came to it."""
    return outcome in GIVEN and unit in WITH_PEOPLE and not came


def had_people(outcome: str, came: int) -> bool:
    """Whether it is said that nothing was given and yet somebody came."""
    return outcome in UNMET | FELL_THROUGH - {"REFUSED_BY_CLIENT"} and came > 0


def trend(change: int, improved: int) -> terms.Trend:
    """Whether a score is better, worse or about the same: only what passes the threshold counts."""
    if change >= improved:
        return terms.Trend.BETTER
    return terms.Trend.WORSE if change <= -improved else terms.Trend.SAME


def lead_step(
    *, overdue: bool, unsupervised: bool, full: bool, unaudited: bool
) -> terms.LeadStep:
    """What a supervisor does next about a caseworker: what presses most on children comes first."""
    if overdue:
        return terms.LeadStep.OVERDUE
    if unsupervised:
        return terms.LeadStep.SUPERVISE
    if full:
        return terms.LeadStep.LIGHTEN
    return terms.LeadStep.AUDIT if unaudited else terms.LeadStep.NOTHING


def audit_score(points: int, applied: int) -> Decimal | None:
    """The mean of a checklist in per cent; none if nothing of it applied."""
    return Decimal(points) / applied if applied else None


def whole_percent(score: Decimal | None) -> Decimal | None:
    """A score as pages show it, rounded half up."""
    return None if score is None else score.quantize(Decimal(1), ROUND_HALF_UP)
