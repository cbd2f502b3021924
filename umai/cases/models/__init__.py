"""The tables of the room."""

from umai.cases.models.cases import Case, CaseMember, CaseQuerySet, Concern, Fact, RiskRating
from umai.cases.models.clocks import Approval, Clock, ClockQuerySet

__all__ = [
    "Approval",
    "Case",
    "CaseMember",
    "CaseQuerySet",
    "Clock",
    "ClockQuerySet",
    "Concern",
    "Fact",
    "RiskRating",
]
