"""What must not wait long in cases: for notices and, in numbers only, for the signs of health."""

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from umai.cases.models import Clock
from umai.foundation.jobs import health
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary


def due_clocks(actor: Actor) -> QuerySet[Clock]:
    """Limits that end today, or have ended, in cases that are open."""
    today = clock.today(actor.time_zone)
    # A limit that ends with a day ends where the next one begins.
    return _running(actor).filter(due_at__lte=clock.day_bounds(today, today, actor.time_zone)[1])


def overdue_clocks(actor: Actor, rule: str) -> QuerySet[Clock]:
    """Limits that ended longer ago than the rule says; none if the rule is off."""
    try:
        limit = vocabulary.span(rule)
    except KeyError:
        return Clock.objects.none()
    return _running(actor).filter(due_at__lt=clock.now() - limit)


def overdue_cases(actor: Actor) -> health.Sign:
    """Limits of cases that have ended and were not met."""
    found = (
        _running(actor)
        .filter(due_at__lt=clock.now())
        .order_by()
        .aggregate(count=Count("case_id", distinct=True), since=Min("due_at"))
    )
    return health.waiting(
        "cases",
        _("Cases in which something is overdue"),
        found["count"],
        found["since"],
        "CS.ESCALATE",
        _("Ask the supervisors: a child was promised something that nobody has done."),
        of_work=True,
    )


def _running(actor: Actor) -> QuerySet[Clock]:
    here = Clock.objects.filter(
        organisation_id=actor.organisation, case__ended_at__isnull=True
    ).running()
    return here.order_by("due_at", "id")
