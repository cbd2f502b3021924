"""What can be asked of cases, cut to the actor's scope."""

from umai.cases.queries.cases import (
    approvals,
    case,
    case_of,
    cases,
    clocks,
    concern,
    concerns,
    facts,
    hidden_concerns,
    key_of,
    members,
    opened,
    ratings,
    standing,
    waiting_approval,
)
from umai.cases.queries.lists import Chosen, by_next_due, counts, rows
from umai.cases.queries.loads import Load, loads
from umai.cases.queries.readiness import missing_for_registration, triggers_of

__all__ = [
    "Chosen",
    "Load",
    "approvals",
    "by_next_due",
    "case",
    "case_of",
    "cases",
    "clocks",
    "concern",
    "concerns",
    "counts",
    "facts",
    "hidden_concerns",
    "key_of",
    "loads",
    "members",
    "missing_for_registration",
    "opened",
    "ratings",
    "rows",
    "standing",
    "triggers_of",
    "waiting_approval",
]
