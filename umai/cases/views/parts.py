"""What the page of a case says of assessments, meetings and reports: no sealed word."""

from typing import Any

from umai.cases import permissions, queries, terms
from umai.cases.views import papers

SHOWN = 5


def assessment(whole: queries.Whole) -> dict[str, Any]:
    """The last assessment by domain, those being written, and the best-interests papers."""
    actor, last = whole.actor, whole.last_assessment
    known, before = whole.assessed(last), whole.assessed(whole.assessment_before)
    edition = queries.domain_edition(last.edition) if last else None
    return {
        "last": last,
        "by": whole.name(last.begun_by_id) if last else "",
        "domains": papers.rated(last, known, before) if last else [],
        "needs": edition.labels(last.needs) if last and edition else [],
        "writing": [
            (
                one,
                len(whole.assessed(one)),
                len(queries.domain_edition(one.edition).of(one.kind)),
            )
            for one in whole.assessments
            if one.done_at is None
        ],
        "papers": whole.interests[:SHOWN],
        "interests_needed": whole.lacks_interests,
        "may_assess": actor.may(permissions.ASSESS),
        "may_weigh": actor.may(permissions.WEIGH_INTERESTS),
    }


def meetings(whole: queries.Whole) -> dict[str, Any]:
    """The meetings with what is due after each, and whether one is lacking."""
    return {
        "meetings": [
            (one, [clock for clock in whole.clocks if clock.subject_id == one.pk])
            for one in whole.meetings[:SHOWN]
        ],
        "needed": whole.lacks_meeting,
        "may_call": whole.actor.may(permissions.KEEP_MEETINGS),
    }


def report(whole: queries.Whole) -> dict[str, Any] | None:
    """The latest decision to report, for who may know of it; nothing where nobody asks."""
    actor, case = whole.actor, whole.case
    if not queries.sees_reports(actor, case):
        return None
    latest = whole.reports[0] if whole.reports else None
    clock = whole.clock(terms.ClockKind.REPORT)
    may = actor.may(permissions.DECIDE_REPORT, case.team_id)
    if latest is None and clock is None and not may:
        return None
    return {"latest": latest, "clock": clock, "may_decide": may}
