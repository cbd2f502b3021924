"""Taking the directory out of the house is an act of its own, written down before the file is."""

from django.db import transaction

from umai.directory import events, permissions, queries
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor


@transaction.atomic
def export_directory(actor: Actor, shape: str) -> dict[str, int]:
    """Write down that the directory was taken out, in which shape and how much of it; the counts.

    Confidential entries are never among it.
    """
    actor.require(permissions.EXPORT_DIRECTORY)
    counts = {
        "organizations": queries.open_agencies(actor).count(),
        "services": queries.open_services(actor).count(),
        "locations": queries.open_locations(actor).count(),
    }
    log.record(actor, events.DIRECTORY_EXPORTED, None, {"form": shape, **counts})
    return counts
