"""What was named to the caller from the directory, kept with the contact."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from umai.directory import permissions as directory_permissions
from umai.directory import queries as directory
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.hotline import queries
from umai.hotline.models import Contact, GivenService


@dataclass(frozen=True, kw_only=True)
class GivenDetails:
    """A service that was named to the caller, at one of its places or in general."""

    service_id: UUID
    location_id: UUID | None = None


def write_given(
    actor: Actor, contact: Contact, given: Collection[GivenDetails], *, pressing: bool = False
) -> int:
    """Keep what was given for this version of the contact; how many there are now.

    What stood there already stays as it was. Raises Refused for a service that the actor may not
    know of; while it is `pressing` such a one is left out, because an alarm must not wait for it.
    """
    before = {_pair(row): row for row in queries.given_at(contact, contact.version)}
    wanted = {(one.service_id, one.location_id): one for one in given}
    fresh = [one for pair, one in wanted.items() if pair not in before]
    known = _known(actor, fresh)
    if len(known) < len(fresh) and not pressing:
        words = _("One of the services given is not in the directory. Take it away.")
        raise Refused(words, "given")
    GivenService.objects.filter(
        organisation_id=contact.organisation_id,
        pk__in=[row.pk for pair, row in before.items() if pair not in wanted],
    ).update(until_version=contact.version - 1)
    GivenService.objects.bulk_create(
        GivenService(
            id=uuid7(),
            organisation_id=contact.organisation_id,
            contact_id=contact.pk,
            service_id=one.service_id,
            location_id=one.location_id,
            given_at=clock.now(),
            by_id=actor.person_id,
            from_version=contact.version,
        )
        for one in known
    )
    return len(known) + sum(1 for pair in before if pair in wanted)


def _pair(row: GivenService) -> tuple[UUID, UUID | None]:
    return row.service_id, row.location_id


def _known(actor: Actor, given: Collection[GivenDetails]) -> list[GivenDetails]:
    """Those that stand in the directory as far as the actor may know it, in the same order."""
    if not given:
        return []
    actor.require(directory_permissions.READ_DIRECTORY)
    wanted = [one.service_id for one in given]
    services = set(directory.services(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    at = directory.working_at(actor, wanted)
    places = set(at.values_list("service_id", "location_id"))
    return [
        one
        for one in given
        if one.service_id in services
        and (one.location_id is None or (one.service_id, one.location_id) in places)
    ]
