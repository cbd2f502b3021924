"""Corrections that partners and agencies propose, and what is decided about them."""

from dataclasses import dataclass, field, fields, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import events, permissions, queries, terms
from umai.directory.commands import holding
from umai.directory.commands.agencies import AgencyDetails, correct_agency
from umai.directory.models import Agency, Invitation, Proposal
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope, wait_for_turn

Items = list[dict[str, Any]]
# What a proposal may change by itself; hours and addresses are words that a person puts in.
APPLIED = ("name_kk", "name_ru", "name_en", "description", "email", "website", "phones")
WORDS = ("hours", "address")


@dataclass(frozen=True, kw_only=True)
class ProposalDetails:
    """How the public side of an entry should read. There is no field for anything else: nobody
    outside can propose an agreement, a confirmation or what is confidential.

    `hours` and `address` say what they should be where they are wrong, `words` anything else;
    `version` is that of the entry which the page showed, None to take it as it stands.
    """

    id: UUID
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""
    description: str = ""
    email: str = ""
    website: str = ""
    phones: Items = field(default_factory=list)
    hours: str = ""
    address: str = ""
    words: str = ""
    version: int | None = None


@transaction.atomic
def propose_correction(actor: Actor, agency_id: UUID, details: ProposalDetails) -> Proposal:
    """Propose a correction of an agency that one may know of. Sending twice proposes it once."""
    actor.require(permissions.PROPOSE_CORRECTION)
    agency = queries.agency(actor, agency_id)
    return _propose(actor, agency, details)


@transaction.atomic
def propose_with_code(
    actor: Actor, organisation_id: UUID, invitation_id: UUID, details: ProposalDetails
) -> Proposal | None:
    """Propose a correction of the entry that a code has opened; the code ends. None if it is over.

    The actor is whoever asks and needs no permission: the invitation is the key.
    """
    with scope(organisation_id):
        stranger = Actor(organisation_id=organisation_id)
        wait_for_turn(f"invitation {invitation_id}")
        if known := Proposal.objects.filter(
            organisation_id=organisation_id, pk=details.id, invitation_id=invitation_id
        ).first():
            return known
        invited = queries.invited(organisation_id, invitation_id)
        if invited is None:
            return None
        proposal = _propose(stranger, invited.agency, details, invited.invitation)
        queries.open_invitations(stranger).filter(pk=invitation_id).update(ended_at=clock.now())
    return proposal


@transaction.atomic
def accept_proposal(
    actor: Actor, proposal_id: UUID, version: int, chosen: tuple[str, ...]
) -> Proposal:
    """Put the chosen fields of a proposal into the entry, by the rules of every correction.

    Raises Meanwhile if somebody changed the entry since the page was opened.
    """
    proposal = _hold(actor, proposal_id)
    said = {name: proposal.content[name] for name in chosen if name in proposal.content}
    if proposal.content and not said:
        raise Refused(_("Mark what you accept. To accept nothing, decline it."), "chosen")
    agency = queries.agency(actor, proposal.agency_id)
    changes = {name: value for name, value in said.items() if name in APPLIED}
    if changes:
        correct_agency(actor, version, replace(_as_it_stands(agency), **changes))
    _decide(actor, proposal, terms.ProposalState.ACCEPTED)
    facts = {"fields": sorted(said), "left": sorted(set(proposal.content) - set(said))}
    log.record(actor, events.PROPOSAL_ACCEPTED, agency, facts)
    return proposal


@transaction.atomic
def decline_proposal(actor: Actor, proposal_id: UUID, reason: str) -> Proposal:
    """Say no to a proposal, for a written reason. The entry stays as it is."""
    proposal = _hold(actor, proposal_id)
    if not reason.strip():
        raise Refused(_("Write the reason."), "reason")
    agency = queries.agency(actor, proposal.agency_id)
    proposal.reason = reason
    _decide(actor, proposal, terms.ProposalState.DECLINED)
    facts = {"fields": sorted(proposal.content)}
    log.record(actor, events.PROPOSAL_DECLINED, agency, facts)
    return proposal


def _propose(
    actor: Actor, agency: Agency, details: ProposalDetails, invitation: Invitation | None = None
) -> Proposal:
    wait_for_turn(f"proposal {details.id}")
    if known := queries.proposals(actor).filter(pk=details.id, agency_id=agency.pk).first():
        return known
    if details.version is not None and details.version != agency.version:
        raise holding.Meanwhile(agency)
    content = _changes(agency, details)
    if not content and not details.words.strip():
        raise Refused(_("Nothing would change. Correct what is wrong, or write it in words."))
    proposal = Proposal(
        id=details.id,
        organisation_id=actor.organisation,
        agency_id=agency.pk,
        agency_version=agency.version,
        content=content,
        words=details.words,
        proposed_at=clock.now(),
        proposed_by_id=actor.person_id,
        invitation_id=invitation.pk if invitation else None,
    )
    holding.insert_once(proposal)
    facts = {"fields": sorted(content), "words": bool(details.words), "code": bool(invitation)}
    log.record(actor, events.CORRECTION_PROPOSED, agency, facts)
    return proposal


def _changes(agency: Agency, details: ProposalDetails) -> dict[str, Any]:
    """Only what would change."""
    content = {
        name: getattr(details, name)
        for name in APPLIED
        if getattr(details, name) != getattr(agency, name)
    }
    if all(not getattr(details, name) for name in ("name_kk", "name_ru", "name_en")):
        raise Refused(_("Write the name in one language at least."), "name_kk")
    return content | {name: getattr(details, name) for name in WORDS if getattr(details, name)}


def _hold(actor: Actor, proposal_id: UUID) -> Proposal:
    """A proposal that waits, held until the act is over."""
    actor.require(permissions.DECIDE_PROPOSAL)
    queries.proposal(actor, proposal_id)
    proposal = queries.proposals(actor).select_for_update(no_key=True).get(pk=proposal_id)
    if proposal.state != terms.ProposalState.WAITING:
        raise Refused(_("This proposal was decided meanwhile. Nothing was changed again."))
    return proposal


def _decide(actor: Actor, proposal: Proposal, state: terms.ProposalState) -> None:
    proposal.state, proposal.decided_at = state, clock.now()
    proposal.decided_by_id = actor.person_id
    proposal.save(force_update=True)


def _as_it_stands(agency: Agency) -> AgencyDetails:
    return AgencyDetails(**{one.name: getattr(agency, one.name) for one in fields(AgencyDetails)})
