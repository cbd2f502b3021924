"""What can be done with places: load the districts of the country."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.places import events, queries
from umai.foundation.places.loading import DistrictDetails
from umai.foundation.places.models import District


@dataclass(frozen=True)
class Loaded:
    """How many districts are new, how many got another region or name."""

    new: int
    changed: int


@transaction.atomic
def load_districts(actor: Actor, districts: Iterable[DistrictDetails]) -> Loaded:
    """Add districts and put right those that are known; what the list leaves out stays.

    Only the console may: the places are the same for every organisation of the installation.
    """
    if actor.kind != "console":
        raise PermissionDenied("places.load_districts")
    wait_for_turn("districts")
    known = District.objects.in_bulk()
    fresh, changed = [], []
    for one in districts:
        before = known.get(one.code)
        row = District(code=one.code, region=one.region, names=one.names)
        if before is None:
            fresh.append(row)
        elif (before.region, before.names) != (row.region, row.names):
            changed.append(row)
    District.objects.bulk_create(fresh)
    District.objects.bulk_update(changed, ["region", "names"])
    if fresh or changed:
        queries.forget()
        transaction.on_commit(queries.forget)
        log.record(
            actor, events.DISTRICTS_LOADED, None, {"new": len(fresh), "changed": len(changed)}
        )
    return Loaded(len(fresh), len(changed))
