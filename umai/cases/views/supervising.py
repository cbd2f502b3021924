"""Supervision on pages: the caseload of a team, and records that only two people open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.cases import commands, permissions, queries
from umai.cases.forms import supervising as forms
from umai.cases.models import Supervision
from umai.cases.views.acting import Said, tried
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary


@needs(permissions.READ_CASELOAD)
@require_GET
def caseload(request: ActorRequest) -> HttpResponse:
    """Who carries what in one's teams, and with whom there is something to do, on top."""
    words = {
        "lines": queries.caseworkers(request.actor),
        "nobodys": queries.counts(request.actor)["nobody"],
        "rules": [vocabulary.rule_any(one) for one in (queries.SESSIONS, queries.AUDITS)],
        "tabs": sides(request.actor, "caseload"),
    }
    return page(request, "cases/caseload.html", words)


@needs(permissions.READ_SUPERVISION)
@require_GET
def supervisions(request: ActorRequest) -> HttpResponse:
    """The records of supervision that one wrote, and those about oneself."""
    cut = paging.cut(request, queries.supervisions(request.actor), by="held_on")
    people = {who for one in cut.rows for who in (one.supervisor_id, one.worker_id)}
    names, me = access.names(request.actor, people), request.actor.person_id
    words = {
        "slice": cut,
        "lines": [
            (one, names.get(one.worker_id if one.supervisor_id == me else one.supervisor_id, ""))
            for one in cut.rows
        ],
        "me": me,
        "tabs": sides(request.actor, "supervisions"),
    }
    return page(request, "cases/supervisions.html", words)


@needs(permissions.KEEP_SUPERVISION)
@require_http_methods(["GET", "POST"])
def record_supervision(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Write down supervision of a colleague of one's team."""
    actor = request.actor
    if person_id not in queries.supervised(actor):
        raise Http404
    name = access.names(actor, [person_id]).get(person_id, "")
    begun = {"id": uuid7(), "kind": "individual", "held_on": clock.today(actor.time_zone)}
    form = forms.SupervisionForm(
        request.POST or None, codes=_codes(actor, person_id), worker=name, initial=begun
    )
    return _ask(
        request, form, _("Supervision: %(name)s") % {"name": name}, reverse("cases:caseload"),
        lambda _said: commands.record_supervision(actor, person_id, form.said()),
        lambda _now: {},
    )  # fmt: skip


@needs(permissions.READ_SUPERVISION)
@require_GET
def read_supervision(request: ActorRequest, supervision_id: UUID) -> HttpResponse:
    """Open a record. That somebody did is written down."""
    return page(request, "cases/read_supervision.html", _told(request, supervision_id))


@needs(permissions.KEEP_SUPERVISION)
@require_http_methods(["GET", "POST"])
def correct_supervision(request: ActorRequest, supervision_id: UUID) -> HttpResponse:
    """Mend what one wrote; the colleague reads it anew."""
    row = _opened(request, supervision_id)
    name = access.names(request.actor, [row.worker_id]).get(row.worker_id, "")
    form = forms.CorrectSupervisionForm(
        request.POST or None,
        codes=_codes(request.actor, row.worker_id, row),
        worker=name,
        initial={"id": row.pk, **_written(request.actor, row)},
    )
    return _ask(
        request, form, _("Supervision: %(name)s") % {"name": name}, _of(row),
        lambda said: commands.correct_supervision(
            request.actor, row.pk, said["version"], form.said()
        ),
        lambda now: _written(request.actor, now),
    )  # fmt: skip


@needs(permissions.READ_SUPERVISION)
@require_POST
def confirm_supervision(request: ActorRequest, supervision_id: UUID) -> HttpResponse:
    """Say that one has read what was written about one's supervision."""
    version = request.POST.get("version", "")
    try:
        commands.confirm_supervision(
            request.actor, supervision_id, int(version) if version.isdecimal() else 0
        )
    except Refused as no:
        words = _told(request, supervision_id) | {"refused": no}
        return page(request, "cases/read_supervision.html", words, status=422)
    messages.success(request, _("You have read it: that is written down."))
    return redirect("cases:supervisions")


def sides(actor: Actor, here: str) -> list[dict[str, Any]]:
    """The pages of supervision that this reader has."""
    every = [
        ("caseload", _("Caseload"), permissions.READ_CASELOAD),
        ("supervisions", _("Supervision"), permissions.READ_SUPERVISION),
        ("audits", _("Files looked through"), permissions.READ_SUPERVISION),
    ]
    return [
        {"url": reverse(f"cases:{name}"), "words": words, "current": name == here}
        for name, words, permission in every
        if actor.may(permission)
    ]


def _ask(
    request: ActorRequest,
    form: forms.SupervisionForm,
    here: str,
    back: str,
    do: Callable[[Said], Supervision],
    saved: Callable[[Supervision], Said],
) -> HttpResponse:
    came = tried(request, form, do, saved)
    if came.done:
        messages.success(request, _("It is written down. Your colleague is told."))
        return redirect(_of(came.made))
    words = {
        "form": form, "here": here, "title": here, "back": back, "lines": came.lines,
        "lead": _("Seen by the two of you. Others know only how often there was supervision."),
        "crumbs": _way(here),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return page(request, "cases/record_supervision.html", words, status=status)


def _told(request: ActorRequest, supervision_id: UUID) -> dict[str, Any]:
    actor = request.actor
    row = commands.read_supervision(actor, supervision_id)
    names = access.names(actor, [row.supervisor_id, row.worker_id])
    return {
        "row": row,
        "length": timedelta(minutes=row.minutes) if row.minutes else None,
        "said": queries.words_of_supervision(row),
        "cases": queries.discussed(actor, row),
        "supervisor": names.get(row.supervisor_id, ""),
        "worker": names.get(row.worker_id, ""),
        "may_correct": row.supervisor_id == actor.person_id
        and actor.may(permissions.KEEP_SUPERVISION),
        "may_confirm": row.worker_id == actor.person_id and row.read_at is None,
        "crumbs": _way(row.get_kind_display()),
    }


def _opened(request: ActorRequest, supervision_id: UUID) -> Supervision:
    if request.method == "GET":
        return commands.read_supervision(request.actor, supervision_id)
    return queries.supervision(request.actor, supervision_id)


def _written(actor: Actor, row: Supervision) -> Said:
    said = queries.words_of_supervision(row)
    plain = {name: getattr(row, name) for name in ("version", "kind", "held_on", "minutes")}
    return {
        **plain,
        "next_on": row.next_on,
        "words": said.get("words", ""),
        "cases": [str(one.pk) for one in queries.discussed(actor, row)],
        **forms.agreed_in_fields(said.get("agreed", [])),
    }


def _codes(actor: Actor, worker_id: UUID, row: Supervision | None = None) -> Pairs:
    known = {one.pk: one.code for one in queries.cases_to_discuss(actor, worker_id)}
    known |= {one.pk: one.code for one in queries.discussed(actor, row)} if row else {}
    return sorted(((str(pk), code) for pk, code in known.items()), key=lambda pair: pair[1])


def _of(row: Supervision) -> str:
    return reverse("cases:read_supervision", args=[row.pk])


def _way(here: str) -> list[tuple[str, str]]:
    return [(_("Supervision"), reverse("cases:supervisions")), (here, "")]
