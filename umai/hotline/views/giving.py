"""Who helps, during a call: looked for and given without leaving the form."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from umai.directory import permissions as directory_permissions
from umai.directory import queries as directory
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.hotline import permissions, queries
from umai.hotline.forms import giving

SIZE = 6


@needs(permissions.RECORD_CONTACT)
@require_POST
def find_help(request: ActorRequest) -> HttpResponse:
    """Who helps, nearest first, for the form of a call. Nothing that was told there comes along."""
    request.actor.require(directory_permissions.READ_DIRECTORY)
    words = found(request.actor, giving.help_form(request.POST), request.POST.getlist("given"))
    return page(request, "hotline/find_help.html", words)


def beside(actor: Actor, codes: list[str], typed: QueryDict | None = None) -> dict[str, Any]:
    """What the form of a call shows of the directory: what is given; the panel if it is open."""
    words: dict[str, Any] = {
        "given": queries.entries_of(actor, giving.pairs_of(codes)),
        "may_find": actor.may(directory_permissions.READ_DIRECTORY),
    }
    if typed is not None and words["may_find"] and giving.is_open(typed):
        words |= found(actor, giving.help_form(typed), codes)
    return words


def found(actor: Actor, form: giving.HelpForm, codes: list[str]) -> dict[str, Any]:
    """The panel: what is asked and who was found. If nobody is open, those who open later."""
    words: dict[str, Any] = {"help": form, "found": [], "later": False, "further": False}
    if not form.is_valid():
        return words
    question, now = form.question(), clock.now()
    answer = directory.find(actor, question, now=now, size=SIZE)
    if not answer.found and question.open_at is not None:
        answer = directory.find(actor, replace(question, open_at=None), now=now, size=SIZE)
        words["later"] = bool(answer.found)
    given = set(codes)
    chips = [(one, _chip(one)) for one in answer.found]
    words["found"] = [(one, chip, chip.code in given) for one, chip in chips]
    return words | {"further": bool(answer.after)}


def _chip(one: directory.Found) -> queries.Given:
    pair = (one.service.pk, one.location.pk if one.location else None)
    return queries.Given(pair, one.service, one.agency, one.location, closed=not one.row.offered)
