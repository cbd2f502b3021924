"""Decisions to report violence or not: for the owner of a case and the supervisors of its team."""

from django.db.models import QuerySet

from umai.cases import permissions
from umai.cases.models import Case, ReportDecision
from umai.foundation.kernel.actor import Actor


def sees_reports(actor: Actor, case: Case) -> bool:
    """Whether the actor may know of decisions to report: the owner and supervisors of the team."""
    leads = actor.kind != "person" or case.owner_id == actor.person_id
    return leads or actor.may(permissions.READ_TEAM_CASES, case.team_id)


def report_decisions(actor: Actor, case: Case) -> QuerySet[ReportDecision]:
    """The decisions to report or not, the latest first; nothing for who may not know."""
    here = ReportDecision.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-decided_at", "-id") if sees_reports(actor, case) else here.none()
