"""What can be done with procedures. Roles are given these in umai/config/roles.py."""

# The state and the next step, beside the case; nothing that a lawyer wrote.
SEE_PROCEDURE = "legal_aid.see_procedure"
READ_PROCEDURE = "legal_aid.read_procedure"
KEEP_PROCEDURE = "legal_aid.keep_procedure"
# Who supervises lawyers is told of what is overdue.
LEAD_PROCEDURES = "legal_aid.lead_procedures"
COUNT_PROCEDURES = "legal_aid.count_procedures"
# An own version of a procedure is written by one and approved by another.
EDIT_TEMPLATES = "legal_aid.edit_templates"
APPROVE_TEMPLATES = "legal_aid.approve_templates"
# The interview guide: who sits with a family asks its questions; only lawyers begin a procedure.
RUN_GUIDE = "legal_aid.run_guide"
