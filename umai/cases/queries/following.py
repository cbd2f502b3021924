"""What follows a plan: visits, reviews, and the tasks of the team."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from umai.cases import terms
from umai.cases.models import Case, Fact, FollowUp, Plan, Review, Task
from umai.cases.queries.cases import case as case_by_id
from umai.cases.queries.cases import cases, clocks, facts, ratings
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

# Days end where the next begins.
A_MOMENT = timedelta(seconds=1)


def high_since(case: Case) -> datetime | None:
    """Since when a plan is followed at high risk: the later of its first approval (since the case
    was last opened) and the rating. None if there is no plan yet, or the risk is not high.
    """
    planned = _since_opened(case).filter(kind=terms.FactKind.PLAN_APPROVED).first()
    rated: datetime | None = None
    for rating in ratings(case):
        if rating.level != terms.Risk.HIGH:
            break
        rated = rating.at
    return max(planned.at, rated) if planned and rated else None


def _since_opened(case: Case) -> QuerySet[Fact]:
    again = facts(case).filter(kind=terms.FactKind.REOPENED).last()
    return facts(case).filter(number__gt=again.number if again else 0)


def follow_ups(case: Case) -> QuerySet[FollowUp]:
    """Planned ones first, the next on top; then those that were, the latest first."""
    here = FollowUp.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by(
        F("done_on").desc(nulls_first=True), F("planned_on").asc(nulls_last=True), "-id"
    )


def planned_follow_ups(case: Case) -> QuerySet[FollowUp]:
    """Those that somebody has still to do, the next first."""
    here = FollowUp.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.filter(state=terms.FollowUpState.PLANNED).order_by("planned_on", "id")


def follow_up(actor: Actor, follow_up_id: UUID) -> tuple[FollowUp, Case]:
    """One follow-up and its case, or 404."""
    found = FollowUp.objects.filter(organisation_id=actor.organisation, pk=follow_up_id).first()
    if found is None:
        raise Http404
    return found, case_by_id(actor, found.case_id)


def reviews(case: Case) -> QuerySet[Review]:
    """Every review, the latest first."""
    here = Review.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-begun_at", "-id")


def open_review(case: Case) -> Review | None:
    """The review that has begun and not ended, if there is one."""
    return reviews(case).filter(ended_at__isnull=True).first()


def review_due(actor: Actor, case: Case, plan: Plan) -> bool:
    """Whether the day of the review has come: that of the plan, or that of the rule."""
    today = clock.today(actor.time_zone)
    if plan.review_on is not None and plan.review_on <= today:
        return True
    running = clocks(case).filter(kind=terms.ClockKind.REVIEW).first()
    due = running and clock.local_day(running.due_at - A_MOMENT, actor.time_zone)
    return bool(due and due <= today)


def review(actor: Actor, review_id: UUID) -> tuple[Review, Case]:
    """One review and its case, or 404."""
    found = Review.objects.filter(organisation_id=actor.organisation, pk=review_id).first()
    if found is None:
        raise Http404
    return found, case_by_id(actor, found.case_id)


def tasks_of(case: Case) -> QuerySet[Task]:
    """What somebody of the team has to do in a case, what is due first on top."""
    here = Task.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.filter(state=terms.TaskState.OPEN).order_by(
        F("due_on").asc(nulls_last=True), "id"
    )


def tasks(actor: Actor) -> QuerySet[Task, Any]:
    """What the actor has to do across cases that the actor may know of, due first on top."""
    here = Task.objects.filter(
        organisation_id=actor.organisation,
        person_id=actor.person,
        state=terms.TaskState.OPEN,
        case_id__in=cases(actor).order_by().values("pk"),
    ).annotate(code=F("case__code"))
    return here.order_by(F("due_on").asc(nulls_last=True), "id")


def task(actor: Actor, task_id: UUID) -> tuple[Task, Case]:
    """One task and its case, or 404."""
    found = Task.objects.filter(organisation_id=actor.organisation, pk=task_id).first()
    if found is None:
        raise Http404
    return found, case_by_id(actor, found.case_id)
