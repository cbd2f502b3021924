"""Authorities that keep us waiting: as a table that can be sorted, and as a file."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from umai.foundation.exports import permissions as exporting
from umai.foundation.files import answers
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import commands, exports, permissions, queries, terms
from umai.legal_aid.queries import Authority
from umai.legal_aid.views.reading import asked_once, crumbs

FILES = {"csv": exports.waiting_csv, "xlsx": exports.waiting_xlsx}
# By what the table can be sorted; the greatest first, the name from A.
SORTS: dict[str, Callable[[Authority], float]] = {
    "waiting": lambda one: one.waiting,
    "longest": lambda one: one.longest or 0,
    "middle": lambda one: one.middle or 0,
    "late": lambda one: one.late,
    "refused": lambda one: one.refusals,
}


@needs(permissions.READ_PROCEDURE)
@require_GET
@asked_once
def waiting(request: ActorRequest) -> HttpResponse:
    """Who has the next word, since when, over which limit, and who refused of late."""
    sort = request.GET.get("sort", "waiting")
    sort = sort if sort in SORTS else "waiting"
    found = queries.waiting_authorities(request.actor)
    found.sort(key=lambda one: (-SORTS[sort](one), exports.authority_name(one)))
    words = {
        "rows": [_row(one) for one in found],
        "heads": [(code, name, code == sort) for code, name in _heads().items()],
        "kinds": list(FILES),
        "may_export": request.actor.may(exporting.EXPORT),
        "crumbs": crumbs((_("Authorities that keep us waiting"), "")),
    }
    return page(request, "legal_aid/waiting.html", words)


@needs(exporting.EXPORT, fresh="POST")
@require_POST
def export_waiting(request: ActorRequest, form_of_file: str) -> HttpResponse:
    """The table as a file: counts and authorities, no child. Taking it out is journaled."""
    if form_of_file not in FILES:
        raise Http404
    language = get_language() or "en"
    write = FILES[form_of_file]
    content = commands.export_waiting(request.actor, form_of_file, language, write)
    day = clock.today(request.actor.time_zone)
    return answers.attachment(content, form_of_file, f"waiting-{day}")


def _heads() -> dict[str, str]:
    return {
        "waiting": pgettext("authority", "Waiting"),
        "longest": _("Longest, days"),
        "middle": _("Middle, days"),
        "late": _("Over the limit"),
        "refused": _("Refused in 12 months"),
    }


def _row(one: Authority) -> dict[str, Any]:
    listed = reverse("legal_aid:procedures")
    named = {"agency": str(one.agency_id)}
    where = named if one.agency_id else {"authority": one.kind, "agency": queries.NOT_NAMED}
    reasons = dict(terms.RefusalReason.choices)
    return {
        "one": one,
        "name": exports.authority_name(one),
        "kind": vocabulary.label("agency_type", one.kind) if one.name and one.kind else "",
        "url": f"{listed}?{urlencode({'stands': 'waiting', **where})}",
        "why": [(str(reasons.get(code, code)), number) for code, number in one.refused.items()],
    }
