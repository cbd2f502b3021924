"""What can be done with procedures. Each command checks, writes and journals."""

from umai.legal_aid.commands.births import mark_late_births
from umai.legal_aid.commands.erasing import erase_procedures, let_case_go
from umai.legal_aid.commands.holding import Newer
from umai.legal_aid.commands.opening import (
    ProcedureDetails,
    Read,
    open_procedure,
    read_procedure,
)
from umai.legal_aid.commands.pausing import (
    close_procedure,
    extend_limit,
    pause_procedure,
    resume_procedure,
)
from umai.legal_aid.commands.proving import EvidenceTold, note_evidence, remind_of_evidence
from umai.legal_aid.commands.reminding import remind_of_procedures
from umai.legal_aid.commands.stepping import (
    BLOCKS,
    StepTold,
    appeal_refusal,
    finish_step,
    refuse_step,
    skip_step,
    submit_step,
)

__all__ = [
    "BLOCKS",
    "EvidenceTold",
    "Newer",
    "ProcedureDetails",
    "Read",
    "StepTold",
    "appeal_refusal",
    "close_procedure",
    "erase_procedures",
    "extend_limit",
    "finish_step",
    "let_case_go",
    "mark_late_births",
    "note_evidence",
    "open_procedure",
    "pause_procedure",
    "read_procedure",
    "refuse_step",
    "remind_of_evidence",
    "remind_of_procedures",
    "resume_procedure",
    "skip_step",
    "submit_step",
]
