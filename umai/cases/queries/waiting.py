"""What waits for one person across cases: approvals to decide, follow-ups to do."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from umai.cases import permissions, terms
from umai.cases.models import Approval, FollowUp
from umai.cases.queries.cases import cases
from umai.foundation.kernel.actor import Actor


def approvals_waiting(actor: Actor) -> QuerySet[Approval, Any]:
    """What somebody else asked and the actor may decide, the longest waiting first, each with
    the code of its case.
    """
    here = cases(actor)
    teams = actor.teams(permissions.APPROVE)
    if teams is not None:
        here = here.filter(team_id__in=teams)
    found = Approval.objects.filter(
        organisation_id=actor.organisation,
        state=terms.ApprovalState.ASKED,
        case_id__in=here.order_by().values("pk"),
    )
    found = found.exclude(asked_by_id=actor.person).annotate(code=F("case__code"))
    return found.order_by("asked_at", "id")


def follow_ups_waiting(actor: Actor, until: date) -> QuerySet[FollowUp, Any]:
    """The actor's own planned follow-ups up to a day, the earliest first, with their codes."""
    found = FollowUp.objects.filter(
        organisation_id=actor.organisation,
        person_id=actor.person,
        state=terms.FollowUpState.PLANNED,
        planned_on__lte=until,
        case_id__in=cases(actor).order_by().values("pk"),
    )
    return found.annotate(code=F("case__code")).order_by("planned_on", "id")
