"""Confirm an entry: somebody rang and everything is right."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import events, permissions, queries, terms
from umai.directory.commands import holding
from umai.directory.commands.listing import relist
from umai.directory.models import Agency
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused


@transaction.atomic
def confirm_entry(
    actor: Actor, agency_id: UUID, version: int | None = None, *, services: bool = True
) -> Agency:
    """Say that an entry is right as it stands, by default with all that the agency offers.

    Raises Meanwhile if somebody changed it since the page was opened. Confirming leaves the
    version as it is: nobody who is correcting the entry meanwhile loses words over it.
    """
    agency = holding.hold(
        actor, queries.agencies(actor), agency_id, version, permissions.CONFIRM_ENTRY
    )
    if agency.state != terms.AgencyState.ACTIVE:
        raise Refused(_("This agency is closed. Reopen it before you confirm it."))
    today = clock.today(actor.time_zone)
    stamp = {"verified_on": today, "verified_by_id": actor.person_id}
    offered = queries.services_of(actor, agency) if services else queries.services(actor).none()
    fresh = agency.verified_on != today
    others = offered.exclude(verified_on=today).update(**stamp)
    if not fresh and not others:
        return agency
    Agency.objects.filter(organisation_id=actor.organisation, pk=agency.pk).update(**stamp)
    agency.refresh_from_db()
    relist(actor.organisation, [agency.pk], actor.time_zone)
    facts = {"services": others, "region": agency.region, "agency_type": agency.type}
    log.record(actor, events.ENTRY_CONFIRMED, agency, facts)
    return agency
