"""What can be done with cases. Each command checks, writes and journals."""

from umai.cases.commands.holding import Newer
from umai.cases.commands.leading import assign_case, join_case_team, leave_case_team
from umai.cases.commands.opening import (
    CaseDetails,
    open_case,
    read_case,
    register_case,
    screen_out_case,
)
from umai.cases.commands.rating import rate_risk
from umai.cases.commands.worrying import change_concern, note_concern

__all__ = [
    "CaseDetails",
    "Newer",
    "assign_case",
    "change_concern",
    "join_case_team",
    "leave_case_team",
    "note_concern",
    "open_case",
    "rate_risk",
    "read_case",
    "register_case",
    "screen_out_case",
]
