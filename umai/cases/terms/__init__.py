"""The closed lists of the room. States, risk levels, concerns and reasons are vocabulary."""

from umai.cases.terms.due import Approvable, ApprovalState, ClockKind, ClockState
from umai.cases.terms.helping import Mode, NoShow, Place, SessionForm, Trend
from umai.cases.terms.papers import (
    AssessmentKind,
    InterestsKind,
    MeetingAnswer,
    MeetingKind,
    MeetingState,
    PaperState,
)
from umai.cases.terms.planning import (
    PLAN_APPROVED,
    AttemptWay,
    Doer,
    FollowUpState,
    Frequency,
    PlanLack,
    PlanState,
    Progress,
    ReviewCause,
    ReviewOutcome,
    RiskChange,
    Safe,
    TaskState,
)
from umai.cases.terms.standing import CaseRole, Discipline, FactKind, NextStep, Risk, Source, State
from umai.cases.terms.telling import KINDS, Notice

__all__ = [
    "Approvable",
    "ApprovalState",
    "AssessmentKind",
    "AttemptWay",
    "CaseRole",
    "ClockKind",
    "ClockState",
    "Discipline",
    "Doer",
    "FactKind",
    "FollowUpState",
    "Frequency",
    "InterestsKind",
    "KINDS",
    "MeetingAnswer",
    "MeetingKind",
    "MeetingState",
    "Mode",
    "NextStep",
    "NoShow",
    "Notice",
    "PLAN_APPROVED",
    "PaperState",
    "Place",
    "PlanLack",
    "PlanState",
    "Progress",
    "ReviewCause",
    "ReviewOutcome",
    "Risk",
    "RiskChange",
    "Safe",
    "SessionForm",
    "Source",
    "State",
    "TaskState",
    "Trend",
]
