"""From what a referral is made: a case of the room below, or what a room above hands in."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404

from umai.foundation.kernel.actor import Actor
from umai.referrals import terms
from umai.referrals.queries.referrals import Origin, origin_of_case

Finds = Callable[[Actor, UUID], Origin]
# Higher rooms add where their records stand; each answers 404 for who may not know: config/wiring.
origins: dict[str, Finds] = {terms.Source.CASE: origin_of_case}


def origin(actor: Actor, source: str, source_id: UUID) -> Origin:
    """What a referral begins with; the same 404 whether hidden or of an unknown kind."""
    if source not in origins:
        raise Http404
    return origins[source](actor, source_id)


# The id of a contact by its code, for who may know of it: the room above fills it in config/wiring.
contact_codes: list[Callable[[Actor, str], UUID | None]] = []


def contact_of_code(actor: Actor, code: str) -> UUID | None:
    """The contact that has this code, if the actor may know of it."""
    found = (ask(actor, code) for ask in contact_codes)
    return next((one for one in found if one is not None), None)
