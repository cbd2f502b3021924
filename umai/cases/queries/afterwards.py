"""What plans, follow-ups and reviews add to the story of a case."""

from django.urls import reverse

from umai.cases import terms
from umai.cases.models import Case, FollowUp, Plan, Review
from umai.cases.queries.cases import key_of, opened
from umai.cases.queries.happenings import Happening, Telling
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

SOCIAL = terms.Discipline.SOCIAL


def plans_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """The versions that were approved, with what the child said of them."""
    if not telling.wants(SOCIAL):
        return []
    rows = Plan.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, state=terms.PlanState.APPROVED
    )
    key = key_of(case)
    return [
        Happening(
            one.decided_at,
            one.pk,
            SOCIAL,
            "list-checks",
            terms.PLAN_APPROVED % {"number": one.number},
            opened(one, "words", key).get("child_words", ""),
            one.decided_by_id,
            reverse("cases:read_plan", args=[one.pk]),
        )
        for one in telling.latest(rows, by="decided_at")
        if one.decided_at is not None
    ]


def follow_ups_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """The follow-ups that were, and those that did not happen, when they were written down."""
    if not telling.wants(SOCIAL):
        return []
    rows = FollowUp.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    rows = rows.exclude(state=terms.FollowUpState.PLANNED)
    key = key_of(case)
    found = []
    for one in telling.latest(rows, by="noted_at"):
        said = opened(one, "words", key)
        title = vocabulary.label("followup_type", one.kind)
        if one.state == terms.FollowUpState.NOT_DONE:
            title = f"{title}: {terms.FollowUpState.NOT_DONE.label.lower()}"
        words = said.get("condition") or said.get("why_not", "")
        url = reverse("cases:read_follow_up", args=[one.pk])
        found.append(
            Happening(one.noted_at, one.pk, SOCIAL, "footprints", title, words, one.done_by_id, url)
        )
    return found


def reviews_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """The reviews that have ended, and what came of them."""
    if not telling.wants(SOCIAL):
        return []
    rows = Review.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, ended_at__isnull=False
    )
    key = key_of(case)
    return [
        Happening(
            one.ended_at,
            one.pk,
            SOCIAL,
            "rotate-cw",
            terms.ReviewOutcome(one.outcome).label,
            opened(one, "words", key).get("found", ""),
            one.ended_by_id,
            reverse("cases:read_review", args=[one.pk]),
        )
        for one in telling.latest(rows, by="ended_at")
        if one.ended_at is not None
    ]
