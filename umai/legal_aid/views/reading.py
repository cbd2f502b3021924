"""The board of procedures, one of them, and those of a case as a card on its page."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from umai.cases import queries as cases
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries
from umai.legal_aid.forms.looking import FilterForm
from umai.legal_aid.models import Procedure
from umai.legal_aid.views import beside, letter_words, proofs, told, told_guides
from umai.people import queries as people

SHOWN = 30
View = Callable[..., HttpResponse]
LATELY = 5


def asked_once(view: View) -> View:
    """A page that reads much asks once of whom its reader must not know."""

    @wraps(view)
    def told(request: ActorRequest, *parts: Any, **named: Any) -> HttpResponse:
        with people.asked_once(request.actor):
            return view(request, *parts, **named)

    return told


@needs(permissions.READ_PROCEDURE)
@require_GET
@asked_once
def procedures(request: ActorRequest) -> HttpResponse:
    """The procedures one may know of, what is due first on top; narrowed by the address."""
    actor = request.actor
    form = FilterForm(request.GET, actor=actor)
    valid = form.is_valid()
    chosen = form.chosen() if valid else None
    ended = chosen is not None and chosen.ended
    counts = queries.counted(actor)
    found = queries.rows(actor, chosen)
    cut = paging.cut(request, found, by="ended_at" if ended else "due_at", soonest=True)
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "slice": cut,
        "lines": lines(actor, cut.rows),
        "narrowed": any(form.cleaned_data.values()) or not valid,
        "figures": figures(counts),
        "sentence": sentence(counts),
        "left_behind": queries.left_behind(actor).count(),
        "may_keep": actor.may(permissions.KEEP_PROCEDURE),
        "may_lead": actor.may(permissions.LEAD_PROCEDURES),
        "ahead": queries.ahead(queries.coming(actor, mine=form.data.get("whose") == "mine")),
        "ended": ended,
    }
    return page(request, "legal_aid/procedures.html", words)


@needs(permissions.READ_PROCEDURE)
@require_GET
def procedure(request: ActorRequest, procedure_id: UUID) -> HttpResponse:
    """One procedure with everything that was said. That it was read is written down."""
    actor = request.actor
    read = commands.read_procedure(actor, procedure_id)
    row = read.procedure
    words = {
        "row": row,
        "read": read,
        **told.now(row),
        "papers": queries.papers(actor, row),
        "blocked": commands.BLOCKS.get(queries.blocked(actor, row), ""),
        "can": told.can(actor, row),
        "slots": proofs.slots(actor, read),
        "steps": told.steps(row, [fact for fact, _words in read.course]),
        "entries": told.course(actor, row, read),
        "may_move": told.may_move(actor, row),
        "case": cases.case(actor, row.case_id) if row.case_id else None,
        "person": _person(actor, row),
        "knows_contact": bool(row.contact) and queries.knows_contact(actor, row.contact),
        **beside.part(actor, row),
        "owner": access.names(actor, [row.owner_id]).get(row.owner_id, ""),
        **letter_words.card(actor, row),
        "crumbs": crumbs((row.code, "")),
    }
    return page(request, "legal_aid/procedure.html", words)


@needs(permissions.SEE_PROCEDURE)
@require_GET
def procedures_of(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The procedures of a case as a card on its page: where each stands and what is next."""
    actor = request.actor
    case = cases.case(actor, case_id)
    rows = queries.procedures_of_case(actor, case.pk).defer("words_sealed")[:SHOWN]
    words = {
        "case": case,
        "lines": lines(actor, rows),
        "may_read": actor.may(permissions.READ_PROCEDURE),
        "may_keep": actor.may(permissions.KEEP_PROCEDURE),
        "may_ask": actor.may(permissions.RUN_GUIDE),
        "runs": told_guides.lines(actor, queries.runs_of_case(actor, case.pk)[:LATELY]),
    }
    return page(request, "legal_aid/procedures_of.html", words)


def _person(actor: Actor, row: Procedure) -> people.Individual | None:
    """Whom it is for, if not the child of the case and the reader may know them."""
    if row.key_id is None:
        return None
    return people.individuals(actor).filter(pk=row.individual_id).first()


def lines(actor: Actor, rows: Iterable[Procedure]) -> list[dict[str, Any]]:
    """Rows with the words of their template, the code of their case and who leads them."""
    rows = list(rows)
    codes = dict(
        cases.cases(actor).filter(pk__in=[one.case_id for one in rows]).values_list("pk", "code")
    )
    names = access.names(actor, [one.owner_id for one in rows])
    others = {one.individual_id for one in rows if one.key_id}
    known = people.individuals(actor).filter(pk__in=others) if others else ()
    persons = {one.pk: one.code for one in known}
    return [
        {
            "row": one,
            "title": queries.title_of(one.template, one.template_version),
            "step": queries.step_title(queries.template_of(one), one.step),
            "unsure": queries.unsure(queries.template_of(one).steps[one.step]),
            "case": codes.get(one.case_id, "") if one.case_id else "",
            "person": persons.get(one.individual_id, "") if one.key_id else "",
            "lawyer": names.get(one.owner_id, ""),
        }
        for one in rows
    ]


def figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The running procedures in figures, each leads to the list behind it."""
    listed = reverse("legal_aid:procedures")
    return [
        {"number": counts["running"], "words": _("are running"), "url": listed},
        {"number": counts["overdue"], "words": _("overdue"), "url": f"{listed}?due=overdue"},
        {
            "number": counts["waiting"],
            "words": _("wait for an authority"),
            "url": f"{listed}?stands=waiting",
        },
        {
            "number": counts["refused"],
            "words": _("were refused"),
            "url": f"{listed}?stands=refused",
        },
    ]


def sentence(counts: dict[str, int]) -> str:
    """The figures as words: how many run, which limits are over, what falls due this week."""
    running, late, week = counts["running"], counts["overdue"], counts["this_week"]
    said = [ngettext("%(n)d procedure runs.", "%(n)d procedures run.", running) % {"n": running}]
    if late:
        words = ngettext("%(n)d time limit is over.", "%(n)d time limits are over.", late)
        said.append(words % {"n": late})
    if week:
        words = ngettext("%(n)d falls due this week.", "%(n)d fall due this week.", week)
        said.append(words % {"n": week})
    return " ".join(said)


def crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back from a page of this room."""
    return [(_("Legal aid"), reverse("legal_aid:procedures")), *further]
