"""What notices of this room say. They name nothing but a code."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from umai.foundation.notices.terms import Kind


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    CASE_ASSIGNED = "case_assigned", _("A case was given to you")
    CASE_HIGH_RISK = "case_high_risk", _("A case has become high risk")
    CASE_DUE = "case_due", _("Something is due in a case of yours")
    CASE_OVERDUE = "case_overdue", _("Something is overdue in a case")
    APPROVAL_ASKED = "approval_asked", _("A case waits for your approval")
    APPROVAL_GIVEN = "approval_given", _("What you asked for was decided")
    JOINED_CASE = "joined_case", _("You were added to the team of a case")
    MEETING_CALLED = "meeting_called", _("A meeting about a case was called with you")
    TASK_GIVEN = "task_given", _("A task was given to you")
    TASK_ENDED = "task_ended", _("A task that you gave is settled")
    CASE_URGENT = "case_urgent", _("A case needs you at once")
    CASE_REOPENED = "case_reopened", _("A case was reopened")
    TRANSFER_ASKED = "transfer_asked", _("A case is offered to your team")
    HANDOVER_OFFERED = "handover_offered", _("Another organisation offers you a case")
    RECORDS_MERGED = "records_merged", _("The record of a case was merged with another one")
    NOTES_SUPERVISED = "notes_supervised", _("You were named to supervise process notes")
    NOTES_SUPERVISOR = "notes_supervisor", _("The supervisor of your process notes has changed")
    SUPERVISION_WRITTEN = "supervision_written", _("A record of your supervision is to be read")
    FILE_AUDITED = "file_audited", _("A file that you lead was looked through")
    AUDIT_ANSWERED = "audit_answered", _("An audit of a file was answered")


KINDS = {one: Kind(one.label, "cases:case") for one in Notice}
KINDS[Notice.TRANSFER_ASKED] = Kind(Notice.TRANSFER_ASKED.label, "cases:read_transfer")
KINDS[Notice.HANDOVER_OFFERED] = Kind(Notice.HANDOVER_OFFERED.label, "cases:read_handover")
for _note in (Notice.NOTES_SUPERVISED, Notice.NOTES_SUPERVISOR):
    KINDS[_note] = Kind(_note.label, "cases:read_process_note")
KINDS[Notice.SUPERVISION_WRITTEN] = Kind(
    Notice.SUPERVISION_WRITTEN.label, "cases:read_supervision"
)
for _note in (Notice.FILE_AUDITED, Notice.AUDIT_ANSWERED):
    KINDS[_note] = Kind(_note.label, "cases:read_audit")
