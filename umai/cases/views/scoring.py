"""Scores on pages: a line over time with the table behind it; note one, strike one out."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries, rules
from umai.cases.forms.acts import ActForm
from umai.cases.forms.scoring import ScoreForm
from umai.cases.models import Case
from umai.cases.views import papers
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.exports import charts
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page


@needs(permissions.READ_CASE)
@require_GET
def read_scores(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Every score of a case by measure. That somebody looked is written down."""
    case, rows = commands.read_scores(request.actor, case_id)
    words = {
        "case": case,
        "courses": queries.courses(rows),
        "names": access.names(request.actor, {one.noted_by_id for one in rows}),
        "may_note": rules.is_open(case.state) and request.actor.may(permissions.GIVE_SERVICE),
        "crumbs": papers.way(case, _("Measures")),
    }
    return page(request, "cases/read_scores.html", words)


@needs(permissions.READ_CASE)
@require_GET
def drawn_scores(
    request: ActorRequest, case_id: UUID, measure: str, edition: str
) -> HttpResponse:
    """The line of one measure as a picture without scripts, for the page that was read."""
    case = queries.case(request.actor, case_id)
    rows = queries.scores(case).filter(measure=measure, edition=edition)
    found = queries.courses(rows)
    if not found:
        raise Http404
    of = found[0].measure
    points = [(one.taken_on, one.score) for one in found[0].scores]
    picture = charts.line(points, least=of.least, most=of.most)
    return HttpResponse(picture, content_type="image/svg+xml")


@needs(permissions.GIVE_SERVICE)
@require_http_methods(["GET", "POST"])
def note_score(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Note a score."""
    case = queries.case(request.actor, case_id)
    begun = {"id": uuid7(), "taken_on": clock.today(request.actor.time_zone)}
    return ask(
        request,
        Act(
            case,
            ScoreForm(request.POST or None, initial=begun),
            _("Note a score"),
            "cases/note_score.html",
            lambda said: commands.note_score(
                request.actor,
                case.pk,
                said["id"],
                said["measure"],
                said["score"],
                said["taken_on"],
            ),
            _("It is written down: %(code)s."),
            to=lambda _made: _of(case),
        ),
    )


@needs(permissions.GIVE_SERVICE)
@require_http_methods(["GET", "POST"])
def strike_score(request: ActorRequest, score_id: UUID) -> HttpResponse:
    """Ask once more, then strike a score out."""
    row, case = queries.score(request.actor, score_id)
    return ask(
        request,
        Act(
            case,
            ActForm(request.POST if request.method == "POST" else None),
            _("Strike the score out"),
            "cases/strike_score.html",
            lambda _said: commands.strike_score(request.actor, row.pk),
            _("It is written down: %(code)s."),
            more={"row": row, "measure": queries.measures()[row.measure, row.edition]},
            to=lambda _made: _of(case),
        ),
    )


def part(whole: queries.Whole) -> dict[str, Any]:
    """What the page of a case says of measures: the first and the last of each."""
    may_note = rules.is_open(whole.case.state) and whole.actor.may(permissions.GIVE_SERVICE)
    return {"courses": queries.courses(whole.scores), "may_note": may_note}


def _of(case: Case) -> str:
    return reverse("cases:read_scores", args=[case.pk])
