"""What can be done with procedures. Each command checks, writes and journals."""

from umai.legal_aid.commands.births import (
    mark_late_births,
)
from umai.legal_aid.commands.deciding import (
    approve_template,
    propose_template,
    refuse_template,
    withdraw_template,
)
from umai.legal_aid.commands.drafting import (
    StepDetails,
    TemplateHead,
    add_template_step,
    draft_template,
    edit_template,
    edit_template_step,
    remove_template_step,
    shift_template_step,
)
from umai.legal_aid.commands.erasing import (
    erase_procedures,
    let_case_go,
)
from umai.legal_aid.commands.exporting import (
    export_waiting,
    take_deadlines,
)
from umai.legal_aid.commands.giving import (
    follow_case,
    give_procedure,
    give_procedures,
)
from umai.legal_aid.commands.guiding import (
    GuideDetails,
    ReadGuide,
    answer_guide,
    begin_guide,
    read_guide,
    take_back_answer,
)
from umai.legal_aid.commands.holding import (
    Newer,
)
from umai.legal_aid.commands.letter_templates import (
    NotThis,
    approve_letter_template,
    upload_letter_template,
    withdraw_letter_template,
)
from umai.legal_aid.commands.letters import (
    Drafted,
    LetterWish,
    keep_letter,
    look_at_letter,
    open_letter,
)
from umai.legal_aid.commands.matters import (
    MatterDetails,
    correct_matter,
    note_matter,
)
from umai.legal_aid.commands.moving import (
    move_procedure,
)
from umai.legal_aid.commands.notes import (
    NoteDetails,
    correct_procedure_note,
    read_procedure_note,
    write_procedure_note,
)
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
from umai.legal_aid.commands.proving import (
    EvidenceTold,
    note_evidence,
    remind_of_evidence,
)
from umai.legal_aid.commands.reminding import (
    remind_of_procedures,
)
from umai.legal_aid.commands.stepping import (
    BLOCKS,
    StepTold,
    appeal_refusal,
    finish_step,
    refuse_step,
    skip_step,
    submit_step,
)
from umai.legal_aid.commands.warning import (
    warn_of_matters,
)

__all__ = [
    "BLOCKS",
    "Drafted",
    "EvidenceTold",
    "GuideDetails",
    "LetterWish",
    "MatterDetails",
    "Newer",
    "NotThis",
    "NoteDetails",
    "ProcedureDetails",
    "Read",
    "ReadGuide",
    "StepDetails",
    "StepTold",
    "TemplateHead",
    "add_template_step",
    "answer_guide",
    "appeal_refusal",
    "approve_template",
    "begin_guide",
    "close_procedure",
    "correct_matter",
    "correct_procedure_note",
    "draft_template",
    "edit_template",
    "edit_template_step",
    "erase_procedures",
    "export_waiting",
    "extend_limit",
    "finish_step",
    "follow_case",
    "give_procedure",
    "give_procedures",
    "keep_letter",
    "let_case_go",
    "look_at_letter",
    "mark_late_births",
    "move_procedure",
    "note_evidence",
    "note_matter",
    "open_letter",
    "open_procedure",
    "pause_procedure",
    "propose_template",
    "read_guide",
    "read_procedure",
    "read_procedure_note",
    "refuse_step",
    "refuse_template",
    "remind_of_evidence",
    "remind_of_procedures",
    "remove_template_step",
    "resume_procedure",
    "shift_template_step",
    "skip_step",
    "submit_step",
    "take_back_answer",
    "take_deadlines",
    "approve_letter_template",
    "upload_letter_template",
    "withdraw_letter_template",
    "warn_of_matters",
    "withdraw_template",
    "write_procedure_note",
]
