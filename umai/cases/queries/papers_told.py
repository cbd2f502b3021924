"""What the story of a case tells of best-interests papers, minutes and decisions to report."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext

from umai.cases import terms
from umai.cases.models import BestInterests, Case, Meeting, ReportDecision
from umai.cases.queries.happenings import Happening, Source, Telling
from umai.cases.queries.interests import interests
from umai.cases.queries.meetings import meetings
from umai.cases.queries.reporting import report_decisions
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary

COURSE = terms.Discipline.COURSE


def _papers(_actor: Actor, case: Case, _telling: Telling) -> QuerySet[BestInterests]:
    return interests(case).defer("words_sealed")


def _paper(row: BestInterests, _key: DataKey) -> Happening:
    """The decision that it is about, no word of it."""
    return Happening(
        row.done_at,  # type: ignore[arg-type]  # only such are told
        row.pk,
        COURSE,
        "scale",
        terms.InterestsKind(row.kind).label,
        vocabulary.label("interests_decision", row.decision),
        row.done_by_id,
        reverse("cases:read_interests", args=[row.pk]),
    )


def _minutes(_actor: Actor, case: Case, _telling: Telling) -> QuerySet[Meeting]:
    return meetings(case).defer("words_sealed")


def _issued(row: Meeting, _key: DataKey) -> Happening:
    return Happening(
        row.minutes_at,  # type: ignore[arg-type]  # only such are told
        row.pk,
        COURSE,
        "file-check",
        pgettext("happening", "Minutes issued"),
        str(terms.MeetingKind(row.kind).label),
        row.minutes_by_id,
        reverse("cases:read_meeting", args=[row.pk]),
    )


def _reports(actor: Actor, case: Case, _telling: Telling) -> QuerySet[ReportDecision]:
    """For who may know of them."""
    return report_decisions(actor, case).defer("words_sealed")


def _report(row: ReportDecision, _key: DataKey) -> Happening:
    said = {
        True: pgettext("report", "It is reported"),
        False: pgettext("report", "It is not reported"),
    }
    return Happening(
        row.decided_at,
        row.pk,
        COURSE,
        "megaphone",
        said[row.reported],
        vocabulary.label("report_ground", row.ground),
        row.decided_by_id,
        reverse("cases:read_report_decisions", args=[row.case_id]),
    )


# Best-interests papers that were approved, minutes that were issued, decisions to report or not.
interests_told = Source(frozenset({COURSE}), _papers, _paper, "interests", "done_at")
minutes_told = Source(frozenset({COURSE}), _minutes, _issued, "meetings", "minutes_at")
reports_told = Source(frozenset({COURSE}), _reports, _report, "reports", "decided_at")
