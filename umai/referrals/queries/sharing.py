"""What may be told of somebody to one agency, on what that rests, and what is kept back and why."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from umai.directory import queries as directory
from umai.foundation.kernel.actor import Actor
from umai.people import queries as people
from umai.people.terms import Scope, Shareable
from umai.referrals import terms
from umai.referrals.models import Referral
from umai.referrals.queries.referrals import addressee, basis, may_be_shared, service_of


@dataclass(frozen=True)
class Sharing:
    """What may be told to an agency. `kept`: what is not, with the reason's code if one is noted.

    `asked_id`: the last answer that the family gave about this agency, to be overridden if need be.
    `address`: where a mail to them would go.
    """

    basis: terms.Basis | None
    allowed: list[Shareable]
    kept: list[tuple[Shareable, str]]
    asked_id: UUID | None = None
    address: str = ""


def sharing(
    actor: Actor, individual_id: UUID | None, agency_id: UUID, service_id: UUID | None = None
) -> Sharing:
    """What may be told of somebody to an agency today."""
    row = Referral(individual_id=individual_id, agency_id=agency_id, service_id=service_id)
    row.organisation_id = actor.organisation
    may = may_be_shared(actor, individual_id, agency_id)
    allowed = [one for one in Shareable if may[one]]
    address = addressee(actor, row)
    if individual_id is None:
        return Sharing(None, allowed, [], None, address)
    child = people.individual(actor, individual_id)
    why = people.kept_back_why(actor, child, agency_id)
    asked = [
        one.latest.pk
        for one in people.consents(actor, child)
        if one.scope == Scope.NAMED_AGENCY and one.agency_id == agency_id
    ]
    kept = [(one, why.get(one, "")) for one in Shareable if not may[one]]
    return Sharing(basis(actor, row), allowed, kept, asked[0] if asked else None, address)


def addressed(
    actor: Actor, agency_id: UUID | None, service_id: UUID | None
) -> tuple[Any, Any] | None:
    """The agency that is asked and its service, if they are in the directory and the actor may
    know of them; None if nobody is named.
    """
    if service_id is not None:
        service = directory.service(actor, service_id)
        return directory.agency(actor, service.agency_id), service
    return (directory.agency(actor, agency_id), None) if agency_id is not None else None


def asked_of(actor: Actor, row: Referral) -> tuple[Any, Any]:
    """The agency that a referral went to and its service, if this reader may know of them."""
    agency = directory.agencies(actor).filter(pk=row.agency_id).first()
    return agency, service_of(actor, row) if agency else None
