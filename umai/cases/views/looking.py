"""The list of cases, and one case."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umai.cases import commands, permissions, queries, rules
from umai.cases.forms.looking import FilterForm
from umai.cases.models import Case
from umai.cases.views import next_steps, story
from umai.cases.views.sections import shown
from umai.cases.views.way import crumbs
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.together import Together
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import permissions as people_permissions
from umai.people import queries as people


@needs(permissions.READ_CASE)
@require_GET
def cases(request: ActorRequest) -> HttpResponse:
    """The cases one may know of, what is due first on top; narrowed by what the address asks."""
    actor, ask = request.actor, Together()
    form = FilterForm(request.GET, actor=actor)
    valid = form.is_valid()
    chosen = form.chosen() if valid else None
    ended = chosen is not None and chosen.ended
    with people.asked_once(actor):
        counted, found = ask(queries.stand(actor)), queries.rows(actor, chosen)
        offers = ask(queries.offered(actor)), ask(queries.handed(actor))
    by = "ended_at" if ended else "next_due_at"
    cut = paging.cut(request, found, by=by, soonest=not ended, fetch=ask)
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "slice": cut,
        "chosen": form.taken_away(request.GET),
        "narrowed": any(form.cleaned_data.values()) or not valid,
        "figures": figures(counted[0]),
        "may_open": actor.may(permissions.OPEN_CASE),
        "offers": len(offers[0]) + len(offers[1]),
        "ended": ended,
    }
    return page(request, "cases/cases.html", words)


@needs(permissions.READ_CASE)
@require_GET
def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """One case: where it stands, what is due, who works on it. That it was read is written down."""
    with people.asked_once(request.actor):
        one = commands.read_case(request.actor, case_id)
        return page(request, "cases/case.html", told(one, request))


@needs(permissions.READ_CASE)
@require_GET
def case_of(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Whether a child has a case that one may see: a card on the child's record."""
    child = people.individual(request.actor, individual_id)
    one = queries.case_of(request.actor, child.pk)
    words = {
        "child": child,
        "case": one,
        "may_open": request.actor.may(permissions.OPEN_CASE),
        "crumbs": [
            (_("Children"), reverse("people:find_people")),
            (child.code, reverse("people:individual", args=[child.pk])),
            (_("Case"), ""),
        ],
    }
    return page(request, "cases/case_of.html", words)


def told(one: Case, request: ActorRequest) -> dict[str, Any]:
    """Everything that the page of a case says to this reader. Call it after the case was read."""
    whole = queries.Whole(request.actor, one, story.telling(request.GET), story.SOURCES)
    return {
        "case": one,
        "child": whole.child,
        "owner": whole.name(one.owner_id),
        "steps": way(whole),
        "next": next_steps.next_step(whole),
        "story": story.told(whole, request),
        "parts": shown(whole),
        "crumbs": crumbs(one),
        **_may(request.actor, one),
    }


def way(whole: queries.Whole) -> list[dict[str, str]]:
    """The steps of the way of a case, for the line on top of its page."""
    drawn = rules.steps(whole.standing)
    return [
        {"words": vocabulary.label("case_state", code), "state": state} for code, state in drawn
    ]


def figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The open cases in figures, each leads to the list behind it."""
    listed = reverse("cases:cases")
    return [
        {"number": counts["open"], "words": _("open cases"), "url": listed},
        {"number": counts["overdue"], "words": _("overdue"), "url": f"{listed}?due=overdue"},
        {"number": counts["high"], "words": _("high risk"), "url": f"{listed}?risk=HIGH"},
        {
            "number": counts["nobody"],
            "words": _("led by nobody"),
            "url": f"{listed}?whose=nobody",
        },
    ]


def _may(actor: Actor, one: Case) -> dict[str, bool]:
    return {
        "is_open": rules.is_open(one.state),
        "may_rate": actor.may(permissions.RATE_RISK),
        "may_note": actor.may(permissions.NOTE_CONCERN),
        "may_keep_team": actor.may(permissions.KEEP_CASE_TEAM),
        "may_assign": actor.may(permissions.ASSIGN_CASE, one.team_id),
        "may_refer": actor.may(next_steps.MAKE_REFERRAL),
        "may_print": actor.may(permissions.PRINT_CASE),
        "may_note_consent": actor.may(people_permissions.NOTE_CONSENT),
    }
