"""What plans, follow-ups and reviews add to the story of a case."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from umai.cases import terms
from umai.cases.models import Case, FollowUp, Plan, Review
from umai.cases.queries.cases import opened
from umai.cases.queries.following import reviews
from umai.cases.queries.happenings import Happening, Source, Telling
from umai.cases.queries.planning import plans
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.written import Asked, Written
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary

SOCIAL = terms.Discipline.SOCIAL


def _plans(_actor: Actor, case: Case, _telling: Telling) -> QuerySet[Plan]:
    return plans(case)


def _approved(one: Plan) -> bool:
    return one.state == terms.PlanState.APPROVED


def _plan(one: Plan, key: DataKey) -> Happening:
    return Happening(
        one.decided_at,  # type: ignore[arg-type]  # only such are told
        one.pk,
        SOCIAL,
        "list-checks",
        terms.PLAN_APPROVED % {"number": one.number},
        opened(one, "words", key).get("child_words", ""),
        one.decided_by_id,
        reverse("cases:read_plan", args=[one.pk]),
    )


@Written
def _latest(case: Case, before: Any, size: int) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    told = Telling(before, size=size)
    return told.latest(rows.exclude(state=terms.FollowUpState.PLANNED), by="noted_at")


def _follow_ups(_actor: Actor, case: Case, telling: Telling) -> Asked[FollowUp]:
    """Those that were, and those that did not happen, when they were written down."""
    return _latest(case, telling.before, telling.size)


def _follow_up(one: FollowUp, key: DataKey) -> Happening:
    said = opened(one, "words", key)
    title = vocabulary.label("followup_type", one.kind)
    if one.state == terms.FollowUpState.NOT_DONE:
        title = f"{title}: {terms.FollowUpState.NOT_DONE.label.lower()}"
    words = said.get("condition") or said.get("why_not", "")
    url = reverse("cases:read_follow_up", args=[one.pk])
    return Happening(one.noted_at, one.pk, SOCIAL, "footprints", title, words, one.done_by_id, url)


def _reviews(_actor: Actor, case: Case, _telling: Telling) -> QuerySet[Review]:
    return reviews(case)


def _review(one: Review, key: DataKey) -> Happening:
    return Happening(
        one.ended_at,  # type: ignore[arg-type]  # only such are told
        one.pk,
        SOCIAL,
        "rotate-cw",
        terms.ReviewOutcome(one.outcome).label,
        opened(one, "words", key).get("found", ""),
        one.ended_by_id,
        reverse("cases:read_review", args=[one.pk]),
    )


# The versions that were approved with what the child said, the follow-ups, the reviews that ended.
plans_told = Source(frozenset({SOCIAL}), _plans, _plan, "plans", "decided_at", _approved)
follow_ups_told = Source(frozenset({SOCIAL}), _follow_ups, _follow_up)
reviews_told = Source(frozenset({SOCIAL}), _reviews, _review, "reviews", "ended_at")
