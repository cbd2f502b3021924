"""Where the one who asks works."""

from umai.directory import permissions
from umai.foundation.access import queries as access
from umai.foundation.access.queries import known
from umai.foundation.kernel.actor import Actor


def own_region(actor: Actor) -> str:
    """The region of the offices for which the actor works; blank if they lie in several."""
    offices, mine = access.offices(actor), actor.teams(permissions.READ_DIRECTORY)
    if mine is not None:
        offices = offices.filter(pk__in=access.teams(actor).filter(pk__in=mine).values("office_id"))
    regions = set(offices.order_by().values_list("region", flat=True))
    return regions.pop() if len(regions) == 1 else ""


def home_region(actor: Actor) -> str:
    """The region to begin with where one must be chosen: one's own, else the organisation's."""
    return own_region(actor) or known.organisation_of(actor).region
