"""What the page of a case says of assessments, meetings and reports: no sealed word."""

from typing import Any

from umai.cases import permissions, queries, terms
from umai.cases.models import Case
from umai.cases.views import papers
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor

SHOWN = 5


def assessment(actor: Actor, case: Case) -> dict[str, Any]:
    """The last assessment by domain, those being written, and the best-interests papers."""
    last = queries.last_assessment(case)
    edition = queries.domain_edition(last.edition) if last else None
    writing = queries.assessments(case).filter(done_at__isnull=True)
    return {
        "last": last,
        "by": access.names(actor, [last.begun_by_id]).get(last.begun_by_id, "") if last else "",
        "domains": papers.domains(case, last, whole=False) if last else [],
        "needs": edition.labels(last.needs) if last and edition else [],
        "writing": [
            (one, len(queries.assessed(one)), len(queries.domain_edition(one.edition).of(one.kind)))
            for one in writing
        ],
        "papers": list(queries.interests(case)[:SHOWN]),
        "interests_needed": papers.interests_needed(actor, case),
        "may_assess": actor.may(permissions.ASSESS),
        "may_weigh": actor.may(permissions.WEIGH_INTERESTS),
    }


def meetings(actor: Actor, case: Case) -> dict[str, Any]:
    """The meetings with what is due after each, and whether one is lacking."""
    due = list(queries.clocks(case).filter(subject_id__isnull=False))
    return {
        "meetings": [
            (one, [clock for clock in due if clock.subject_id == one.pk])
            for one in queries.meetings(case)[:SHOWN]
        ],
        "needed": queries.lacks_meeting(actor, case),
        "may_call": actor.may(permissions.KEEP_MEETINGS),
    }


def report(actor: Actor, case: Case) -> dict[str, Any] | None:
    """The latest decision to report, for who may know of it; nothing where nobody asks."""
    if not queries.sees_reports(actor, case):
        return None
    latest = queries.report_decisions(actor, case).first()
    clock = queries.clocks(case).filter(kind=terms.ClockKind.REPORT).first()
    may = actor.may(permissions.DECIDE_REPORT, case.team_id)
    if latest is None and clock is None and not may:
        return None
    return {"latest": latest, "clock": clock, "may_decide": may}
