"""What agencies and people agreed upon: who is responsible, open codes, proposed corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.directory import rules, terms
from umai.directory.models import Agency, Invitation, Location, Proposal, Responsibility
from umai.directory.queries import entries
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock, ids
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope


@dataclass(frozen=True)
class Duty:
    """An agency that does a step here. `exact` is 0 for a general rule, 3 for the most exact."""

    row: Responsibility
    agency: Agency
    exact: int
    hours: list[int]


def responsibilities(actor: Actor) -> QuerySet[Responsibility]:
    """Who is responsible for what, of agencies that the actor may know of."""
    known = entries.agencies(actor).values("pk")
    return Responsibility.objects.filter(organisation_id=actor.organisation, agency_id__in=known)


def responsibility(actor: Actor, responsibility_id: UUID) -> Responsibility:
    """One of them; the same 404 whether it is hidden from the actor or does not exist."""
    found = responsibilities(actor).filter(pk=responsibility_id).first()
    if found is None:
        raise Http404
    return found


def duties(
    actor: Actor, *, region: str, district: str = "", concern: str = ""
) -> dict[str, list[Duty]]:
    """For each of the six steps who does it in a district for a concern, the most exact first.

    Without a district those of every district are listed after those of the whole region, without
    a concern those of every concern. Closed agencies do nothing.
    """
    rows = responsibilities(actor).filter(region=region)
    if district:
        rows = rows.filter(Q(district=district) | Q(district=""))
    if concern:
        rows = rows.filter(Q(concern=concern) | Q(concern=""))
    found = list(rows)
    working = entries.agencies(actor).filter(state=terms.AgencyState.ACTIVE)
    agencies = working.in_bulk({row.agency_id for row in found})
    hours = hours_known(actor, agencies.values())
    table: dict[str, list[Duty]] = {step: [] for step in terms.Step.values}
    for row in found:
        if row.agency_id in agencies:
            exact = rules.exactness((district, concern), (row.district, row.concern))
            agency = agencies[row.agency_id]
            table[row.step].append(Duty(row, agency, exact, hours[agency.pk]))
    for duty in table.values():
        duty.sort(key=lambda one: (-one.exact, one.row.district, one.row.concern, str(one.agency)))
    return table


def hours_known(actor: Actor, agencies: Iterable[Agency]) -> dict[UUID, list[int]]:
    """The week in which anything of each agency is open; empty where hours are not known."""
    weeks = {one.pk: [list(rules.ALWAYS)] if one.open_all_hours else [] for one in agencies}
    rows = entries.listing(actor).filter(agency_id__in=list(weeks), offered=True)
    for agency_id, hours in rows.values_list("agency_id", "hours"):
        weeks[agency_id].append(hours)
    return {agency_id: rules.together(said) for agency_id, said in weeks.items()}


# Codes of agencies -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Invited:
    """An agency that opened its own entry with a code: its public side and nothing else."""

    organisation_id: UUID
    organisation: str
    invitation: Invitation
    agency: Agency
    locations: tuple[Location, ...]
    hours: list[int]


def open_invitations(actor: Actor, agency_id: UUID | None = None) -> QuerySet[Invitation]:
    """Codes that still open something, of one agency or of all that the actor may know of."""
    found = Invitation.objects.filter(
        organisation_id=actor.organisation,
        agency_id__in=entries.agencies(actor).values("pk"),
        ended_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    return found.filter(agency_id=agency_id) if agency_id else found


def invitation_by_hash(actor: Actor, code_hash: bytes) -> Invitation | None:
    """The open invitation behind a code."""
    return open_invitations(actor).filter(code_hash=code_hash).first()


def invited(organisation_id: UUID, invitation_id: UUID) -> Invited | None:
    """The entry that an open invitation leads to; None when it is over, or the entry is closed or
    confidential. It opens the scope of that organisation for itself, with no permission in it.
    """
    organisation = access.organisations().filter(pk=organisation_id).first()
    if organisation is None:
        return None
    stranger = Actor(organisation_id=organisation.pk, time_zone=organisation.time_zone)
    with scope(organisation.pk):
        found = open_invitations(stranger).filter(pk=invitation_id).first()
        working = entries.agencies(stranger).filter(state=terms.AgencyState.ACTIVE)
        agency = working.filter(pk=found.agency_id).first() if found else None
        if found is None or agency is None:
            return None
        places = tuple(entries.locations_of(stranger, agency))
        hours = hours_known(stranger, [agency])[agency.pk]
    return Invited(organisation.pk, organisation.name, found, agency, places, hours)


def organisation_by_prefix(prefix: str) -> Any:
    """The organisation that a code begins with; the only one there is if the code names none."""
    known = list(access.organisations())
    if not prefix:
        return known[0] if len(known) == 1 else None
    return next((one for one in known if ids.folded_code(one.code) == prefix.upper()), None)


# Proposed corrections --------------------------------------------------------------------------


def proposals(actor: Actor) -> QuerySet[Proposal]:
    """Corrections proposed for agencies that the actor may know of."""
    known = entries.agencies(actor).values("pk")
    return Proposal.objects.filter(organisation_id=actor.organisation, agency_id__in=known)


def proposal(actor: Actor, proposal_id: UUID) -> Proposal:
    """One proposal; the same 404 whether it is hidden from the actor or does not exist."""
    found = proposals(actor).filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    return found


def waiting_proposals(actor: Actor) -> QuerySet[Proposal]:
    """Those that nobody decided yet, the oldest first."""
    waiting = proposals(actor).filter(state=terms.ProposalState.WAITING)
    return waiting.order_by("proposed_at", "pk")
