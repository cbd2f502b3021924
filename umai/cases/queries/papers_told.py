"""What the story of a case tells of best-interests papers, minutes and decisions to report."""

from django.urls import reverse
from django.utils.translation import pgettext

from umai.cases import terms
from umai.cases.models import Case
from umai.cases.queries.happenings import Happening, Telling
from umai.cases.queries.interests import interests
from umai.cases.queries.meetings import meetings
from umai.cases.queries.reporting import report_decisions
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

COURSE = terms.Discipline.COURSE


def interests_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """Best-interests papers that were approved: the decision they are about, no word of theirs."""
    if not telling.wants(COURSE):
        return []
    rows = interests(case).filter(done_at__isnull=False)
    return [
        Happening(
            row.done_at,  # type: ignore[arg-type]  # filtered above
            row.pk,
            COURSE,
            "scale",
            terms.InterestsKind(row.kind).label,
            vocabulary.label("interests_decision", row.decision),
            row.done_by_id,
            reverse("cases:read_interests", args=[row.pk]),
        )
        for row in telling.latest(rows, by="done_at")
    ]


def minutes_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """Minutes that were issued, with the way to them."""
    if not telling.wants(COURSE):
        return []
    rows = meetings(case).filter(minutes_at__isnull=False)
    return [
        Happening(
            row.minutes_at,  # type: ignore[arg-type]  # filtered above
            row.pk,
            COURSE,
            "file-check",
            pgettext("happening", "Minutes issued"),
            str(terms.MeetingKind(row.kind).label),
            row.minutes_by_id,
            reverse("cases:read_meeting", args=[row.pk]),
        )
        for row in telling.latest(rows, by="minutes_at")
    ]


def reports_told(actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """Decisions to report or not, for who may know of them."""
    if not telling.wants(COURSE):
        return []
    said = {
        True: pgettext("report", "It is reported"),
        False: pgettext("report", "It is not reported"),
    }
    return [
        Happening(
            row.decided_at,
            row.pk,
            COURSE,
            "megaphone",
            said[row.reported],
            vocabulary.label("report_ground", row.ground),
            row.decided_by_id,
            reverse("cases:read_report_decisions", args=[case.pk]),
        )
        for row in telling.latest(report_decisions(actor, case), by="decided_at")
    ]
