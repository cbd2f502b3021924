"""The tables of the room."""

from umai.cases.models.assessing import AssessedDomain, Assessment
from umai.cases.models.cases import Case, CaseMember, CaseQuerySet, Concern, Fact, RiskRating
from umai.cases.models.clocks import Approval, Clock, ClockQuerySet
from umai.cases.models.closing import Attempt, Closure, Handover, Transfer
from umai.cases.models.following import FollowUp, Review, Task
from umai.cases.models.interests import BestInterests
from umai.cases.models.meetings import Invitee, Meeting, Recommendation
from umai.cases.models.planning import Action, Goal, Plan
from umai.cases.models.reporting import ReportDecision
from umai.cases.models.sessions import (
    Attendance,
    ProcessNote,
    ProcessNoteQuerySet,
    Score,
    Session,
)
from umai.cases.models.supervising import (
    DiscussedCase,
    FileAudit,
    FileAuditQuerySet,
    Supervision,
    SupervisionQuerySet,
)

__all__ = [
    "Action",
    "Approval",
    "AssessedDomain",
    "Assessment",
    "Attempt",
    "Attendance",
    "BestInterests",
    "Case",
    "CaseMember",
    "CaseQuerySet",
    "Clock",
    "ClockQuerySet",
    "Closure",
    "Concern",
    "DiscussedCase",
    "Fact",
    "FileAudit",
    "FileAuditQuerySet",
    "FollowUp",
    "Goal",
    "Handover",
    "Invitee",
    "Meeting",
    "Plan",
    "ProcessNote",
    "ProcessNoteQuerySet",
    "Recommendation",
    "ReportDecision",
    "Review",
    "RiskRating",
    "Score",
    "Session",
    "Supervision",
    "SupervisionQuerySet",
    "Task",
    "Transfer",
]
