"""What can be asked of the queue. It holds ids and names of chores, nothing of people."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)

from umai.foundation.kernel import clock


class Waiting(NamedTuple):
    """How many wait, and since when the oldest of them does."""

    many: int
    since: datetime | None


def waits(task: str, **arguments: str) -> bool:
    """Whether the same job is still waiting or in hand."""
    return ProcrastinateJob.objects.filter(
        task_name=task, status__in=["todo", "doing"], args__contains=arguments
    ).exists()


def due() -> Waiting:
    """The jobs that are due now and that nobody has taken yet."""
    queued = (
        ProcrastinateEvent.objects.filter(job_id=OuterRef("pk"), type="deferred")
        .order_by("-at")
        .values("at")[:1]
    )
    moment = clock.now()
    found = ProcrastinateJob.objects.filter(
        Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=moment), status="todo"
    ).aggregate(count=Count("pk"), since=Min(Coalesce("scheduled_at", Subquery(queued))))
    return Waiting(found["count"], found["since"])


def given_up(within: timedelta) -> Waiting:
    """The jobs that failed at every try, lately."""
    found = ProcrastinateEvent.objects.filter(
        job__status="failed", type="failed", at__gt=clock.now() - within
    ).aggregate(count=Count("pk"), since=Min("at"))
    return Waiting(found["count"], found["since"])


def sign_of_life() -> datetime | None:
    """When a worker was last heard of."""
    found = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))
    last: datetime | None = found["last"]
    return last
