"""What stands in the way of closing a case, and what was asked and decided."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umai.cases import rules, terms
from umai.cases.models import Action, Case, Closure
from umai.cases.queries.cases import approvals, clocks
from umai.cases.queries.cases import case as case_by_id
from umai.cases.queries.following import open_review, planned_follow_ups, tasks_of
from umai.cases.queries.meetings import meetings
from umai.cases.queries.planning import goals_of, open_plan, plan_in_force
from umai.foundation.kernel.actor import Actor

# Promises to others: they do not end with the case.
OWED = (terms.ClockKind.REPORT, terms.ClockKind.MINUTES, terms.ClockKind.REASONS)


@dataclass(frozen=True)
class Left:
    """Something that is still open in a case, in words, and where it is settled.

    `fulfilled`: it only stands in the way of reasons that say the work is done.
    """

    words: str | Promise
    url: str = ""
    fulfilled: bool = False


Check = Callable[[Actor, Case], Iterable[Left]]


def _of_the_team(_actor: Actor, case: Case) -> list[Left]:
    """Tasks, visits and meetings that are still to come."""
    page = reverse("cases:case", args=[case.pk])
    tasks, visits = tasks_of(case).count(), planned_follow_ups(case).count()
    called = meetings(case).filter(state=terms.MeetingState.CALLED).count()
    found = []
    if tasks:
        words = ngettext("%(n)d open task", "%(n)d open tasks", tasks) % {"n": tasks}
        found.append(Left(words, page))
    if visits:
        words = ngettext("%(n)d planned follow-up", "%(n)d planned follow-ups", visits)
        found.append(Left(words % {"n": visits}, page))
    if called:
        words = ngettext("%(n)d meeting to come", "%(n)d meetings to come", called)
        found.append(Left(words % {"n": called}, reverse("cases:meetings", args=[case.pk])))
    return found


def _of_papers(_actor: Actor, case: Case) -> list[Left]:
    """What is being written or waits for a second person."""
    page = reverse("cases:case", args=[case.pk])
    waiting = approvals(case).filter(state=terms.ApprovalState.ASKED)
    waiting = waiting.exclude(what__in=[terms.Approvable.CLOSURE, terms.Approvable.PLAN])
    found = [Left(f"{one.get_what_display()}: {one.get_state_display()}", page) for one in waiting]
    if open_plan(case):
        found.append(Left(_("A version of the plan that is not approved"), page))
    if open_review(case):
        found.append(Left(_("A review that has not ended"), page))
    return found


def _owed(_actor: Actor, case: Case) -> list[Left]:
    """Time limits towards others that still run."""
    page = reverse("cases:case", args=[case.pk])
    return [Left(one.get_kind_display(), page) for one in clocks(case).filter(kind__in=OWED)]


def _of_the_plan(_actor: Actor, case: Case) -> list[Left]:
    """Actions of the plan in force that nobody has ticked."""
    plan = plan_in_force(case)
    goals = list(goals_of(plan).values_list("pk", flat=True)) if plan else []
    undone = Action.objects.filter(
        organisation_id=case.organisation_id, goal_id__in=goals, done_at__isnull=True
    ).count()
    if not undone:
        return []
    words = ngettext(
        "%(n)d action of the plan is not done", "%(n)d actions of the plan are not done", undone
    )
    page = reverse("cases:case", args=[case.pk])
    return [Left(words % {"n": undone}, page, fulfilled=True)]


# Higher rooms add what they keep open about a case (referrals, legal deadlines): config/wiring.py.
open_work: list[Check] = [_of_the_team, _of_papers, _owed, _of_the_plan]


def still_open(actor: Actor, case: Case, reason: str = "") -> list[Left]:
    """Everything that is still open; with a reason, what stands in the way of that reason."""
    found = [one for check in open_work for one in check(actor, case)]
    if reason and reason not in rules.FULFILLED:
        return [one for one in found if not one.fulfilled]
    return found


def closures(case: Case) -> QuerySet[Closure]:
    """Every request to close a case, the latest first."""
    here = Closure.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-asked_at", "-id")


def closure(actor: Actor, closure_id: UUID) -> tuple[Closure, Case]:
    """One of them and its case, or 404."""
    found = Closure.objects.filter(organisation_id=actor.organisation, pk=closure_id).first()
    if found is None:
        raise Http404
    return found, case_by_id(actor, found.case_id)


def open_closure(case: Case) -> Closure | None:
    """The request that nobody has decided yet."""
    return closures(case).filter(decided_at__isnull=True).first()
