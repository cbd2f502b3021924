"""The board of a procedure: its running rows in the columns of its steps."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.legal_aid import permissions, queries
from umai.legal_aid.forms.boards import BoardForm
from umai.legal_aid.queries import Column
from umai.legal_aid.views import proofs
from umai.legal_aid.views.reading import asked_once, crumbs


@needs(permissions.READ_PROCEDURE)
@require_GET
def choose_board(request: ActorRequest) -> HttpResponse:
    """To the board of the procedure that was chosen, or of the one that runs most often."""
    known = queries.latest()
    wanted = request.GET.get("template", "") or queries.busiest(request.actor)
    code = wanted if wanted in known else next(iter(known))
    whose = request.GET.get("whose", "")
    asked = f"?{urlencode({'whose': whose})}" if whose else ""
    return redirect(reverse("legal_aid:board", args=[code]) + asked)


@needs(permissions.READ_PROCEDURE)
@require_GET
@asked_once
def board(request: ActorRequest, template: str) -> HttpResponse:
    """The rows of one procedure by step, what was refused, what ended this year."""
    one = queries.latest().get(template)
    if one is None:
        raise Http404
    form = BoardForm({**request.GET.dict(), "template": template})
    valid = form.is_valid()
    whose = form.cleaned_data.get("whose", "") if valid else ""
    columns = queries.board(request.actor, one, whose) if valid else []
    known = proofs.tickets(request.actor, [row for at in columns for row in at.rows])
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "title": queries.title_of(one.code, one.version),
        "columns": [_column(at, one.code, whose, known) for at in columns],
        "empty": not any(at.number for at in columns),
        "crumbs": crumbs((_("By steps"), "")),
    }
    return page(request, "legal_aid/board.html", words)


def _column(at: Column, template: str, whose: str, known: dict[Any, Any]) -> dict[str, Any]:
    """A column with its title, and where all of it stands as a list."""
    titles = {"refused": _("Refusal and appeal"), "done": _("Ended this year")}
    asked = {"template": template, "whose": whose}
    beside = {"refused": {"stands": "contested"}, "done": {"ended": "on"}}
    asked |= beside.get(at.code, {"step": at.code})
    listed = urlencode({name: one for name, one in asked.items() if one})
    return {
        "code": at.code,
        "title": titles.get(at.code, at.title),
        "number": at.number,
        "more": at.more,
        "url": f"{reverse('legal_aid:procedures')}?{listed}",
        "tickets": [known[row.pk] for row in at.rows],
    }
