"""Agencies: open, correct, close. What was written is searchable at once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from umai.directory import events, permissions, queries, terms
from umai.directory.commands import holding
from umai.directory.commands.listing import relist
from umai.directory.models import Agency
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn

Items = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class AgencyDetails:
    """What stands in an entry. Lists hold objects with the field names of HSDS 3 (`phones`:
    id, number, extension, type, description, languages; `contacts`: id, name, title, department,
    email, phones; `identifiers`: id, identifier_scheme, identifier_type, identifier).
    """

    id: UUID
    source_id: str = ""
    type: str = ""
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""
    alternate_name: str = ""
    description: str = ""
    email: str = ""
    website: str = ""
    uri: str = ""
    logo: str = ""
    legal_status: str = ""
    year_incorporated: int | None = None
    parent_id: UUID | None = None
    region: str = ""
    district: str = ""
    open_all_hours: bool = False
    emergency: bool = False
    phones: Items = field(default_factory=list)
    contacts: Items = field(default_factory=list)
    identifiers: Items = field(default_factory=list)
    referral_method: str = ""
    agreement_number: str = ""
    agreement_from: date | None = None
    agreement_until: date | None = None
    safeguarding_checked_on: date | None = None
    confidential: bool = False


@transaction.atomic
def open_agency(actor: Actor, details: AgencyDetails) -> Agency:
    """Put an agency into the directory. Sending the form twice opens it once."""
    actor.require(permissions.KEEP_DIRECTORY)
    wait_for_turn(f"agency {details.id}")
    if known := queries.agencies(actor).filter(pk=details.id).first():
        return known
    agency = Agency(id=details.id, organisation_id=actor.organisation)
    holding.fill(agency, details)
    holding.insert(agency)
    relist(actor.organisation, [agency.pk], actor.time_zone)
    log.record(actor, events.AGENCY_OPENED, agency, _facts(agency))
    return agency


@transaction.atomic
def correct_agency(actor: Actor, version: int, details: AgencyDetails) -> Agency:
    """Change what stands in an entry. Raises Meanwhile if somebody else was quicker."""
    agency = holding.hold(actor, queries.agencies(actor), details.id, version)
    changed = holding.fill(agency, details)
    holding.keep(agency)
    relist(actor.organisation, [agency.pk], actor.time_zone)
    log.record(actor, events.AGENCY_CORRECTED, agency, {**_facts(agency), "fields": changed})
    return agency


@transaction.atomic
def close_agency(actor: Actor, agency_id: UUID, version: int) -> Agency:
    """Say that an agency works no more: the entry stays, and is never offered again."""
    return _become(actor, agency_id, version, terms.AgencyState.CLOSED, events.AGENCY_CLOSED)


@transaction.atomic
def reopen_agency(actor: Actor, agency_id: UUID, version: int) -> Agency:
    """Say that a closed agency works again."""
    return _become(actor, agency_id, version, terms.AgencyState.ACTIVE, events.AGENCY_REOPENED)


def _become(
    actor: Actor, agency_id: UUID, version: int, state: terms.AgencyState, event: str
) -> Agency:
    agency = holding.hold(actor, queries.agencies(actor), agency_id, version)
    agency.state = state
    holding.keep(agency)
    relist(actor.organisation, [agency.pk], actor.time_zone)
    log.record(actor, event, agency, _facts(agency))
    return agency


@transaction.atomic
def read_agency(actor: Actor, agency_id: UUID) -> Agency:
    """Open one entry. That a confidential one was opened is written down."""
    actor.require(permissions.READ_DIRECTORY)
    agency = queries.agency(actor, agency_id)
    offered = queries.services_of(actor, agency).values_list("pk", flat=True)
    used = queries.working_at(actor, offered).values_list("location_id", flat=True)
    shown = actor.may(permissions.READ_CONFIDENTIAL)
    spots = queries.spots_for(actor, agency, used).filter(confidential=True)
    if agency.confidential or (shown and spots.exists()):
        log.record(actor, events.CONFIDENTIAL_ENTRY_READ, agency)
    return agency


def _facts(agency: Agency) -> dict[str, object]:
    return {"agency_type": agency.type, "region": agency.region, "state": agency.state}
