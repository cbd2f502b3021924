"""The decision to report violence or not, on a page that few may open."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries, terms
from umai.cases.forms.reporting import ReportForm
from umai.cases.views import papers
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page


@needs(permissions.READ_CASE)
@require_GET
def read_report_decisions(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """What was decided, the latest first. That somebody looked is written down."""
    actor = request.actor
    case = commands.read_report_decisions(actor, case_id)
    rows, key = list(queries.report_decisions(actor, case)), queries.key_of(case)
    names = access.names(actor, [one.decided_by_id for one in rows])
    words = {
        "case": case,
        "decisions": [
            (one, queries.opened(one, "words", key), names.get(one.decided_by_id, ""))
            for one in rows
        ],
        "may_decide": actor.may(permissions.DECIDE_REPORT, case.team_id),
        "crumbs": papers.way(case, _("Report violence or not")),
    }
    return page(request, "cases/read_report_decisions.html", words)


@needs(permissions.DECIDE_REPORT)
@require_http_methods(["GET", "POST"])
def decide_report(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Decide whether it is reported, with ground and reason."""
    case = queries.case(request.actor, case_id)
    form = ReportForm(request.POST or None, initial={"id": uuid7()})
    limit = queries.clocks(case).filter(kind=terms.ClockKind.REPORT).first()
    return ask(
        request,
        Act(
            case,
            form,
            _("Report violence or not"),
            "cases/decide_report.html",
            lambda _said: commands.decide_report(request.actor, case.pk, form.said()),
            _("The decision about %(code)s is written down."),
            more={"limit": limit},
            to=lambda _made: reverse("cases:read_report_decisions", args=[case.pk]),
        ),
    )
