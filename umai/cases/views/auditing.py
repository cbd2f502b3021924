"""Audits of files on pages: which file comes next, what was found, what the worker says to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries, terms
from umai.cases.forms import supervising as forms
from umai.cases.models import FileAudit
from umai.cases.views.acting import Act, Said, ask
from umai.cases.views.supervising import sides
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page


@needs(permissions.READ_SUPERVISION)
@require_GET
def audits(request: ActorRequest) -> HttpResponse:
    """The files that one looked through, and those of one's own that somebody looked through."""
    cut = paging.cut(request, queries.audits(request.actor), by="audited_on")
    people = {who for one in cut.rows for who in (one.auditor_id, one.worker_id)}
    names, me = access.names(request.actor, people), request.actor.person_id
    words = {
        "slice": cut,
        "lines": [
            (one, names.get(one.worker_id if one.auditor_id == me else one.auditor_id, ""))
            for one in cut.rows
        ],
        "me": me,
        "tabs": sides(request.actor, "audits"),
    }
    return page(request, "cases/audits.html", words)


@needs(permissions.AUDIT_FILE)
@require_GET
def suggest_file(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """A file of this colleague that nobody looked through for longest, by chance among several."""
    case = queries.file_to_audit(request.actor, person_id)
    if case is not None:
        return redirect("cases:audit_file", case.pk)
    messages.info(request, _("This colleague leads no open case whose file you may look through."))
    return redirect("cases:caseload")


@needs(permissions.AUDIT_FILE)
@require_http_methods(["GET", "POST"])
def audit_file(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Look through a file by the checklist."""
    case = queries.case(request.actor, case_id)
    begun = {"id": uuid7(), "audited_on": clock.today(request.actor.time_zone)}
    form = forms.AuditForm(
        request.POST or None, asked=queries.newest_checklist(), initial=begun
    )
    act = Act(
        case, form, _("Look through the file"), "cases/audit_file.html",
        lambda _said: commands.audit_file(request.actor, case.pk, form.said()),
        _("What you found is kept. Whoever leads %(code)s is told."),
        to=_of,
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.READ_SUPERVISION)
@require_GET
def read_audit(request: ActorRequest, audit_id: UUID) -> HttpResponse:
    """What was found in a file. That somebody read it is written down."""
    row = commands.read_audit(request.actor, audit_id)
    names = access.names(request.actor, [row.auditor_id, row.worker_id])
    said, me = _said(row), request.actor.person_id
    answers, remarks = said.get("answers", {}), said.get("remarks", {})
    words = {
        "row": row,
        "said": said,
        "found": [
            (one, terms.AuditAnswer(answers[one.code]), remarks.get(one.code, ""))
            for one in queries.checklist(row.edition).items
            if one.code in answers
        ],
        "auditor": names.get(row.auditor_id, ""),
        "worker": names.get(row.worker_id, ""),
        "may_correct": row.auditor_id == me and request.actor.may(permissions.AUDIT_FILE),
        "may_answer": row.worker_id == me,
        "crumbs": [(_("Files looked through"), reverse("cases:audits")), (row.case.code, "")],
    }
    return page(request, "cases/read_audit.html", words)


@needs(permissions.AUDIT_FILE)
@require_http_methods(["GET", "POST"])
def correct_audit(request: ActorRequest, audit_id: UUID) -> HttpResponse:
    """Mend what one found."""
    row = _opened(request, audit_id)
    form = forms.CorrectAuditForm(
        request.POST or None,
        asked=queries.checklist(row.edition),
        initial={"id": row.pk, **_written(row)},
    )
    act = _act(
        row, form, _("Correct what was found"), "cases/audit_file.html",
        lambda said: commands.correct_audit(request.actor, row.pk, said["version"], form.said()),
        _written,
    )  # fmt: skip
    return ask(request, act)


@needs(permissions.READ_SUPERVISION)
@require_http_methods(["GET", "POST"])
def answer_audit(request: ActorRequest, audit_id: UUID) -> HttpResponse:
    """Say what one thinks of it, as the one who leads the case."""
    row = _opened(request, audit_id)
    begun = {"version": row.version, "words": _said(row).get("answer", "")}
    form = forms.AnswerAuditForm(request.POST or None, initial=begun)
    act = _act(
        row, form, _("Answer the audit"), "cases/ask.html",
        lambda said: commands.answer_audit(
            request.actor, row.pk, said["version"], said["words"]
        ),
        lambda now: {"words": _said(now).get("answer", "")},
    )  # fmt: skip
    return ask(request, act)


def _act(row: FileAudit, form: Any, here: str, template: str, do: Any, saved: Any) -> Act:
    done = _("It is written down: %(code)s.")
    return Act(row.case, form, here, template, do, done, saved=saved, to=_of)


def _opened(request: ActorRequest, audit_id: UUID) -> FileAudit:
    if request.method == "GET":
        return commands.read_audit(request.actor, audit_id)
    return queries.audit(request.actor, audit_id)


def _said(row: FileAudit) -> Said:
    return queries.opened(row, "words", queries.key_of(row.case))


def _written(row: FileAudit) -> Said:
    return {"version": row.version, **forms.audit_in_fields(row.audited_on, _said(row))}


def _of(row: FileAudit) -> str:
    return reverse("cases:read_audit", args=[row.pk])
