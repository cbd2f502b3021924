"""Who leads a case and who works on it. Whoever does may know the child; whoever stops may not."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, CaseMember
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.people import commands as circle
from umai.people import queries as people

OWNER = terms.CaseRole.OWNER


@transaction.atomic
def assign_case(
    actor: Actor, case_id: UUID, version: int, person_id: UUID, reason: str = ""
) -> Case:
    """Give a case to a caseworker. Over the limit of the load only with a written reason."""
    case = holding.hold(actor, permissions.ASSIGN_CASE, case_id, version, leading=True)
    if case.owner_id == person_id:
        return case
    able = access.holders(actor, permissions.REGISTER_CASE, {case.team_id})
    if person_id not in able:
        raise Refused(_("Choose somebody who leads cases in this team."), "person")
    load = queries.loads(actor, [person_id])[person_id]
    if load.full and not reason.strip():
        words = _("%(number)d cases are led already: the limit. Write why one more.")
        raise Refused(words % {"number": load.cases}, "reason")
    child = people.individual(actor, case.individual_id)
    before = case.owner_id
    if before is not None:
        step_out(actor, case, before)
    case.owner_id = person_id
    add_member(actor, case, child, person_id, OWNER)
    holding.happened(actor, case, terms.FactKind.ASSIGNED, words=reason)
    clocks.meet(case, terms.ClockKind.ASSIGN)
    case.version += 1
    case.save()
    holding.tell(actor, case, {person_id}, terms.Notice.CASE_ASSIGNED)
    facts = {"person": str(person_id), "over_limit": load.full}
    log.record(actor, events.CASE_ASSIGNED, case, facts)
    return case


@transaction.atomic
def join_case_team(actor: Actor, case_id: UUID, person_id: UUID, role: str) -> CaseMember:
    """Add a colleague to the team of a case, in a role."""
    case = holding.hold(actor, permissions.KEEP_CASE_TEAM, case_id)
    if role not in terms.CaseRole.values or role == OWNER:
        raise Refused(_("Choose what the colleague does."), "role")
    able = access.holders(actor, permissions.READ_CASE)
    if person_id not in able:
        raise Refused(_("This colleague's post opens no cases."), "person")
    child = people.individual(actor, case.individual_id)
    row = add_member(actor, case, child, person_id, terms.CaseRole(role))
    holding.tell(actor, case, {person_id}, terms.Notice.JOINED_CASE)
    log.record(actor, events.JOINED_CASE_TEAM, case, {"person": str(person_id), "role": role})
    return row


@transaction.atomic
def leave_case_team(actor: Actor, case_id: UUID, person_id: UUID) -> Case:
    """Take a colleague out of the team of a case. The owner stays until another one leads."""
    case = holding.hold(actor, permissions.KEEP_CASE_TEAM, case_id)
    if person_id == case.owner_id:
        raise Refused(_("Give the case to another caseworker first."))
    if not step_out(actor, case, person_id):
        raise Refused(_("This colleague does not work on the case."))
    log.record(actor, events.LEFT_CASE_TEAM, case, {"person": str(person_id)})
    return case


def add_member(
    actor: Actor, case: Case, child: people.Individual, person_id: UUID, role: terms.CaseRole
) -> CaseMember:
    """A part of other acts: somebody works on the case from now on and may know the child."""
    circle.stand_by(actor, child, person_id)
    here = CaseMember.objects.filter(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        person_id=person_id,
        until__isnull=True,
    )
    if known := here.first():
        if known.role == role:
            return known
        here.update(until=clock.now())
    return CaseMember.objects.create(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        person_id=person_id,
        role=role,
        since=clock.now(),
        added_by_id=actor.person_id,
    )


def step_out(actor: Actor, case: Case, person_id: UUID) -> int:
    """A part of other acts: somebody works on the case no more. Returns how many places ended."""
    circle.step_back(actor, case.individual_id, person_id)
    here = CaseMember.objects.filter(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        person_id=person_id,
        until__isnull=True,
    )
    return here.update(until=clock.now())
