"""Audits of files: by a supervisor who does not lead the case, answered by the worker who does."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import holding
from umai.cases.models import Case, FileAudit
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices


@dataclass(frozen=True, kw_only=True)
class AuditDetails:
    """What a file was found to be: an answer for each item of the checklist, with remarks."""

    id: UUID
    audited_on: date
    answers: dict[str, str]
    remarks: dict[str, str] = field(default_factory=dict)
    words: str = ""


@transaction.atomic
def audit_file(actor: Actor, case_id: UUID, details: AuditDetails) -> FileAudit:
    """Look through the file of a case that somebody else leads, by today's checklist."""
    case = holding.hold(actor, permissions.AUDIT_FILE, case_id, leading=True)
    if known := FileAudit.objects.filter(pk=details.id).first():
        if (known.auditor_id, known.case_id) != (actor.person, case.pk):
            raise Http404
        return known
    if not rules.is_open(case.state):
        raise Refused(_("This case has ended. Reopen it first."))
    if case.owner_id is None:
        raise Refused(_("Nobody leads this case yet. Give it to a caseworker first."))
    if case.owner_id == actor.person:
        raise Refused(_("You lead this case. Somebody else looks through its file."))
    row = FileAudit(
        id=details.id,
        organisation_id=case.organisation_id,
        case=case,
        worker_id=case.owner_id,
        auditor_id=actor.person,
        edition=queries.newest_checklist().version,
        audited_at=clock.now(),
    )
    _fill(actor, case, row, details, {})
    row.save(force_insert=True)
    _tell(actor, row, row.worker_id, terms.Notice.FILE_AUDITED)
    log.record(actor, events.FILE_AUDITED, row, _facts(case, row))
    return row


@transaction.atomic
def read_audit(actor: Actor, audit_id: UUID) -> FileAudit:
    """Open an audit. That somebody did is written down."""
    actor.require(permissions.READ_SUPERVISION)
    row = queries.audit(actor, audit_id)
    log.record(actor, events.AUDIT_READ, row, _facts(row.case, row))
    return row


@transaction.atomic
def correct_audit(
    actor: Actor, audit_id: UUID, version: int, details: AuditDetails
) -> FileAudit:
    """Whoever looked through a file mends what was found, by the checklist of that day."""
    actor.require(permissions.AUDIT_FILE)
    row = _held(actor, audit_id)
    if row.auditor_id != actor.person:
        raise Refused(_("Only who wrote this down corrects it. Tell them what is wrong."))
    if row.version != version:
        raise holding.Newer(row)
    said = queries.opened(row, "words", queries.key_of(row.case))
    _fill(actor, row.case, row, details, said)
    row.version += 1
    row.save()
    _tell(actor, row, row.worker_id, terms.Notice.FILE_AUDITED)
    log.record(actor, events.AUDIT_CORRECTED, row, _facts(row.case, row))
    return row


@transaction.atomic
def answer_audit(actor: Actor, audit_id: UUID, version: int, words: str) -> FileAudit:
    """The worker whose file it is answers. Who looked through it is told."""
    actor.require(permissions.READ_SUPERVISION)
    row = _held(actor, audit_id)
    if row.worker_id != actor.person:
        raise Refused(_("Only the colleague whose file it is answers."))
    if row.version != version:
        raise holding.Newer(row)
    if not words.strip():
        raise Refused(_("Write your answer."), "words")
    said = queries.opened(row, "words", queries.key_of(row.case))
    answered: dict[str, Any] = {**said, "answer": words.strip()}
    row.words_sealed = holding.seal(row.case, row, "words", answered) or b""
    row.answered_at = clock.now()
    row.version += 1
    row.save()
    _tell(actor, row, row.auditor_id, terms.Notice.AUDIT_ANSWERED)
    log.record(actor, events.AUDIT_ANSWERED, row, _facts(row.case, row))
    return row


def _held(actor: Actor, audit_id: UUID) -> FileAudit:
    found = queries.audits(actor).select_for_update(no_key=True, of=("self",))
    row = found.filter(pk=audit_id).first()
    if row is None:
        raise Http404
    return row


def _fill(
    actor: Actor, case: Case, row: FileAudit, details: AuditDetails, before: dict[str, Any]
) -> None:
    """What was found, counted by the version of the checklist that the audit began with."""
    if details.audited_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "audited_on")
    asked = queries.checklist(row.edition)
    known = {one.code: details.answers.get(one.code, "") for one in asked.items}
    for code, answer in known.items():
        if answer not in terms.AuditAnswer.values:
            raise Refused(_("Choose an answer."), f"answer_{code}")
    row.audited_on = details.audited_on
    row.points, row.applied = asked.counted(known)
    remarks = {code: words.strip() for code, words in details.remarks.items() if words.strip()}
    said = {**before, "answers": known, "remarks": remarks, "words": details.words.strip()}
    row.words_sealed = holding.seal(case, row, "words", said) or b""


def _tell(actor: Actor, row: FileAudit, person_id: UUID, kind: terms.Notice) -> None:
    notices.tell(actor, person_id, kind, row.case.code, row.pk, urgent=False)


def _facts(case: Case, row: FileAudit) -> dict[str, Any]:
    return {"case": case.code, "person": str(row.worker_id)}
