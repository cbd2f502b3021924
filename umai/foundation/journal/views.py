"""The reading pages of the data protection officer."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umai.foundation.journal import commands, permissions, queries, sentences
from umai.foundation.journal.forms import JournalFilter
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page


@needs(permissions.READ_JOURNAL)
@require_GET
def read_journal(request: ActorRequest) -> HttpResponse:
    """Who did and read what in the organisation, newest first. That it was read is written down."""
    names = sentences.names(request.actor)
    form = JournalFilter(request.GET, names)
    asked = form.asked()
    commands.read_journal(request.actor, asdict(asked))
    cut = paging.cut(request, queries.entries(request.actor, asked), by="at")
    words = {
        "form": form,
        "chosen": _chosen(request, form),
        "cut": cut,
        "lines": queries.lines(cut.rows, names),
        "sealed": queries.sealed(),
        "tabs": _tabs("read_journal"),
    }
    return page(request, "journal/read_journal.html", words, status=422 if form.errors else 200)


@needs(permissions.READ_JOURNAL)
@require_GET
def installation(request: ActorRequest) -> HttpResponse:
    """Acts of no organisation: backups, strangers at the door, the console itself."""
    commands.read_journal(request.actor, {"place": "journal:installation"})
    with queries.installation():
        cut = paging.cut(request, queries.entries_of_the_installation(request.actor), by="at")
        lines = queries.lines(cut.rows, {})
    words = {"cut": cut, "lines": lines, "sealed": queries.sealed(), "tabs": _tabs("installation")}
    return page(request, "journal/installation.html", words)


@needs(permissions.READ_JOURNAL)
@require_GET
def who_looked(request: ActorRequest, subject_id: UUID) -> HttpResponse:
    """Everything that was done with one contact, and by whom it was opened."""
    names = sentences.names(request.actor)
    found = queries.entries_about(request.actor, subject_id)
    cut = paging.cut(request, found, by="at")
    if not cut.rows:
        raise Http404
    code = next((one.subject_code for one in cut.rows if one.subject_code), "")
    commands.read_journal(request.actor, {"about": code or subject_id})
    words = {
        "code": code,
        "cut": cut,
        "lines": queries.lines(cut.rows, names),
        "readers": queries.readers(found, names),
    }
    return page(request, "journal/who_looked.html", words)


def _tabs(here: str) -> list[dict[str, Any]]:
    sides = {"read_journal": _("This organisation"), "installation": _("The installation")}
    return [
        {"url": reverse(f"journal:{name}"), "words": words, "current": name == here}
        for name, words in sides.items()
    ]


def _chosen(request: HttpRequest, form: JournalFilter) -> list[tuple[str, str]]:
    """What narrows the list, each with the address of the list without it."""
    return [(words, _without(request, name)) for name, words in form.chosen()]


def _without(request: HttpRequest, name: str) -> str:
    rest = request.GET.copy()
    for gone in (name, "newer", "older"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"
