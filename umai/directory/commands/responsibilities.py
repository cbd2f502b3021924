"""Who does what for which problem in a district: say so, and take it back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.directory import events, permissions, queries, terms
from umai.directory.commands import holding
from umai.directory.models import Responsibility
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.places import queries as places
from umai.foundation.vocabulary import queries as vocabulary


@dataclass(frozen=True, kw_only=True)
class ResponsibilityDetails:
    """Which agency does a step, for which concern (a code of `protection_concern`), where.

    A blank concern means every concern; a blank district means the whole region.
    """

    id: UUID
    agency_id: UUID
    step: str
    region: str
    district: str = ""
    concern: str = ""
    note: str = ""


@transaction.atomic
def give_responsibility(actor: Actor, details: ResponsibilityDetails) -> Responsibility:
    """Write down that an agency is responsible for a step. Saying the same twice says it once."""
    actor.require(permissions.KEEP_DIRECTORY)
    agency = queries.agency(actor, details.agency_id)
    if agency.state != terms.AgencyState.ACTIVE:
        raise Refused(_("This agency is closed. Choose one that works."), "agency")
    _check(details)
    wait_for_turn(f"responsibilities {agency.pk}")
    same = {
        "organisation_id": actor.organisation,
        "agency_id": agency.pk,
        "step": details.step,
        "concern": details.concern,
        "region": details.region,
        "district": details.district,
    }
    if known := Responsibility.objects.filter(**same).first():
        return known
    given = Responsibility(id=details.id, note=details.note, **same)
    holding.insert_once(given)
    log.record(actor, events.RESPONSIBILITY_GIVEN, agency, _facts(given))
    return given


@transaction.atomic
def end_responsibility(actor: Actor, responsibility_id: UUID) -> Responsibility:
    """Take a responsibility away from an agency; 404 if it is hidden from the actor or gone."""
    actor.require(permissions.KEEP_DIRECTORY)
    known = queries.responsibilities(actor).select_for_update(no_key=True)
    ended = known.filter(pk=responsibility_id).first()
    if ended is None:
        raise Http404
    agency = queries.agency(actor, ended.agency_id)
    Responsibility.objects.filter(organisation_id=actor.organisation, pk=ended.pk).delete()
    log.record(actor, events.RESPONSIBILITY_ENDED, agency, _facts(ended))
    return ended


def _check(details: ResponsibilityDetails) -> None:
    """What is named must be known: a step, a region, a district of it, a concern of the list."""
    if details.step not in terms.Step.values:
        raise Refused(_("Choose one of the six steps."), "step")
    if details.region not in places.regions():
        raise Refused(_("Choose a region of the list."), "region")
    if details.district and details.district not in dict(places.districts(details.region)):
        raise Refused(_("This district does not lie in the region chosen."), "district")
    if details.concern and vocabulary.word("protection_concern", details.concern) is None:
        raise Refused(_("Choose a problem of the list."), "concern")


def _facts(one: Responsibility) -> dict[str, object]:
    return {
        "step": one.step,
        "concern": one.concern,
        "region": one.region,
        "district": one.district,
    }
