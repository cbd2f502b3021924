"""What can have happened with procedures, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

PROCEDURE_OPENED = "legal_aid.procedure_opened"
PROCEDURE_READ = "legal_aid.procedure_read"
STEP_SUBMITTED = "legal_aid.step_submitted"
STEP_DONE = "legal_aid.step_done"
STEP_REFUSED = "legal_aid.step_refused"
REFUSAL_APPEALED = "legal_aid.refusal_appealed"
STEP_SKIPPED = "legal_aid.step_skipped"
LIMIT_EXTENDED = "legal_aid.limit_extended"
PROCEDURE_PAUSED = "legal_aid.procedure_paused"
PROCEDURE_RESUMED = "legal_aid.procedure_resumed"
PROCEDURE_CLOSED = "legal_aid.procedure_closed"
PROCEDURES_REMINDED = "legal_aid.procedures_reminded"
EVIDENCE_NOTED = "legal_aid.evidence_noted"
EVIDENCE_REMINDED = "legal_aid.evidence_reminded"
BIRTHS_LATE = "legal_aid.births_late"
PROCEDURE_MOVED = "legal_aid.procedure_moved"
TEMPLATE_DRAFTED = "legal_aid.template_drafted"
TEMPLATE_EDITED = "legal_aid.template_edited"
TEMPLATE_PROPOSED = "legal_aid.template_proposed"
TEMPLATE_APPROVED = "legal_aid.template_approved"
TEMPLATE_REFUSED = "legal_aid.template_refused"
TEMPLATE_WITHDRAWN = "legal_aid.template_withdrawn"
GUIDE_BEGUN = "legal_aid.guide_begun"
GUIDE_ANSWERED = "legal_aid.guide_answered"
GUIDE_TAKEN_BACK = "legal_aid.guide_taken_back"
GUIDE_READ = "legal_aid.guide_read"
PROCEDURE_GIVEN = "legal_aid.procedure_given"
MATTER_NOTED = "legal_aid.matter_noted"
MATTER_CORRECTED = "legal_aid.matter_corrected"
PROCEDURE_NOTE_WRITTEN = "legal_aid.procedure_note_written"
PROCEDURE_NOTE_CORRECTED = "legal_aid.procedure_note_corrected"
PROCEDURE_NOTE_READ = "legal_aid.procedure_note_read"
WAITING_EXPORTED = "legal_aid.waiting_exported"
DEADLINES_TAKEN = "legal_aid.deadlines_taken"
LETTER_LOOKED_AT = "legal_aid.letter_looked_at"
LETTER_KEPT = "legal_aid.letter_kept"
LETTER_OPENED = "legal_aid.letter_opened"
LETTER_TEMPLATE_UPLOADED = "legal_aid.letter_template_uploaded"
LETTER_TEMPLATE_APPROVED = "legal_aid.letter_template_approved"
LETTER_TEMPLATE_WITHDRAWN = "legal_aid.letter_template_withdrawn"

SENTENCES = {
    PROCEDURE_OPENED: _("opened a procedure"),
    PROCEDURE_READ: _("read a procedure"),
    STEP_SUBMITTED: _("handed in papers of a procedure"),
    STEP_DONE: _("finished a step of a procedure"),
    STEP_REFUSED: _("noted that an authority refused"),
    REFUSAL_APPEALED: _("appealed against a refusal"),
    STEP_SKIPPED: _("left out a step of a procedure"),
    LIMIT_EXTENDED: _("extended a time limit of a procedure"),
    PROCEDURE_PAUSED: _("paused a procedure"),
    PROCEDURE_RESUMED: _("resumed a procedure"),
    PROCEDURE_CLOSED: _("closed a procedure"),
    PROCEDURES_REMINDED: _("reminded people of procedures"),
    EVIDENCE_NOTED: _("noted evidence in a procedure"),
    EVIDENCE_REMINDED: _("reminded people to ask again for evidence"),
    BIRTHS_LATE: _("marked registrations of births as late"),
    PROCEDURE_MOVED: _("moved a procedure to another version"),
    TEMPLATE_DRAFTED: _("began a version of a procedure of our own"),
    TEMPLATE_EDITED: _("edited a version of a procedure"),
    TEMPLATE_PROPOSED: _("proposed a version of a procedure"),
    TEMPLATE_APPROVED: _("approved a version of a procedure"),
    TEMPLATE_REFUSED: _("refused a version of a procedure"),
    TEMPLATE_WITHDRAWN: _("withdrew a version of a procedure"),
    GUIDE_BEGUN: _("began the interview guide"),
    GUIDE_ANSWERED: _("answered a question of the interview guide"),
    GUIDE_TAKEN_BACK: _("took back an answer of the interview guide"),
    GUIDE_READ: _("read what the interview guide found"),
    PROCEDURE_GIVEN: _("gave a procedure to another lawyer"),
    MATTER_NOTED: _("noted a hearing, a fee, who represents or advice in a procedure"),
    MATTER_CORRECTED: _("mended what stands beside the steps of a procedure"),
    PROCEDURE_NOTE_WRITTEN: _("wrote a lawyer's note"),
    PROCEDURE_NOTE_CORRECTED: _("mended a lawyer's note"),
    PROCEDURE_NOTE_READ: _("read a lawyer's note"),
    WAITING_EXPORTED: _("took out a list of authorities that keep us waiting"),
    DEADLINES_TAKEN: _("took out their own time limits as a calendar"),
    LETTER_LOOKED_AT: _("looked at a letter before keeping it"),
    LETTER_KEPT: _("wrote a letter and kept it"),
    LETTER_OPENED: _("opened a letter that was kept"),
    LETTER_TEMPLATE_UPLOADED: _("brought a new version of a letter"),
    LETTER_TEMPLATE_APPROVED: _("approved a version of a letter"),
    LETTER_TEMPLATE_WITHDRAWN: _("withdrew a version of a letter"),
}
