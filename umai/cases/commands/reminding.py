"""What is due is told once, and what nobody did goes to the supervisor. No notice says what it is.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import holding
from umai.cases.models import Case, Clock
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn

AFTER = "CS.ESCALATE"


@transaction.atomic
def remind_of_cases(actor: Actor) -> int:
    """Tell whoever leads a case, once for each time limit, that it ends today or has ended; and
    the supervisors, once, what is overdue for longer than the rule allows. Returns how many limits.
    """
    actor.require(permissions.READ_CASE)
    wait_for_turn(f"case reminders {actor.organisation}")
    due = list(queries.due_clocks(actor).filter(told_at__isnull=True))
    late = list(queries.overdue_clocks(actor, AFTER).filter(escalated_at__isnull=True))
    _tell(actor, due, escalate=False)
    _tell(actor, late, escalate=True)
    moment = clock.now()
    here = Clock.objects.filter(organisation_id=actor.organisation)
    here.filter(pk__in=[one.pk for one in due]).update(told_at=moment)
    here.filter(pk__in=[one.pk for one in late]).update(escalated_at=moment)
    if due or late:
        facts = {"told": len(due), "escalated": len(late)}
        log.record(actor, events.CASES_REMINDED, None, facts)
    return len(due) + len(late)


def _tell(actor: Actor, clocks: Iterable[Clock], *, escalate: bool) -> None:
    """One notice for a case, however many of its limits end."""
    moment = clock.now()
    overdue: dict[UUID, bool] = {}
    for one in clocks:
        overdue[one.case_id] = overdue.get(one.case_id, False) or one.due_at <= moment
    here = Case.objects.filter(organisation_id=actor.organisation, pk__in=overdue)
    for case in here.order_by("pk"):
        kind = terms.Notice.CASE_OVERDUE if overdue[case.pk] else terms.Notice.CASE_DUE
        lead = access.holders(actor, permissions.ASSIGN_CASE, {case.team_id})
        whom: set[UUID | None] = {case.owner_id}
        if escalate or case.owner_id is None:
            whom = {*lead}
        holding.tell(actor, case, whom, kind)
