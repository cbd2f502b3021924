"""Meetings about a case: called, held, their recommendations."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.cases import rules, terms
from umai.cases.models import Case, Invitee, Meeting, Recommendation
from umai.cases.queries.cases import case as case_with
from umai.foundation.kernel.actor import Actor
from umai.people import queries as people

PLANNING = (terms.MeetingKind.CONFERENCE, terms.MeetingKind.RIGHTS)


def meetings(case: Case) -> QuerySet[Meeting]:
    """Every meeting about a case, the latest first."""
    here = Meeting.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-planned_at", "-id")


def meeting(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Case]:
    """One meeting and its case, or 404."""
    found = Meeting.objects.filter(organisation_id=actor.organisation, pk=meeting_id).first()
    if found is None:
        raise Http404
    return found, case_with(actor, found.case_id)


def meeting_held(case: Case) -> bool:
    """Whether a meeting was held since the case was opened or opened again, reviews apart."""
    return held_among(case, meetings(case).defer("words_sealed"))


def held_among(case: Case, rows: Iterable[Meeting]) -> bool:
    """Whether one of these is such a meeting."""
    held = [one for one in rows if one.state == terms.MeetingState.HELD and one.kind in PLANNING]
    return any(
        case.reopened_at is None or (one.held_at and one.held_at >= case.reopened_at)
        for one in held
    )


def lacks_meeting(actor: Actor, case: Case) -> bool:
    """Whether a meeting must still be held before a plan may be made (domain 3.4, 6)."""
    child = people.individual(actor, case.individual_id)
    return rules.needs_meeting(case.risk, child.uasc_status) and not meeting_held(case)


def invitees(meeting: Meeting) -> QuerySet[Invitee]:
    """Who was invited."""
    here = Invitee.objects.filter(organisation_id=meeting.organisation_id, meeting_id=meeting.pk)
    return here.order_by("id")


def recommendations(meeting: Meeting) -> QuerySet[Recommendation]:
    """What it decided, in order."""
    here = Recommendation.objects.filter(
        organisation_id=meeting.organisation_id, meeting_id=meeting.pk
    )
    return here.order_by("number")


def recommendation(actor: Actor, recommendation_id: UUID) -> tuple[Recommendation, Meeting, Case]:
    """One recommendation with its meeting and case, or 404."""
    found = Recommendation.objects.filter(
        organisation_id=actor.organisation, pk=recommendation_id
    ).first()
    if found is None:
        raise Http404
    of, case = meeting(actor, found.meeting_id)
    return found, of, case
