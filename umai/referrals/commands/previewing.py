"""What would go out, looked at before it goes: the same fields, from the same place."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.people import permissions as people_permissions
from umai.referrals import events, permissions, queries, rules
from umai.referrals.commands import holding, sending
from umai.referrals.models import Referral


@dataclass(frozen=True)
class Preview:
    """What the provider will see, by `people.terms.Shareable`, if it is sent now.

    `hidden`: fields that go out and that this reader may not have shown.
    """

    referral: Referral
    told: dict[str, Any]
    hidden: list[str]


@transaction.atomic
def preview_referral(actor: Actor, referral_id: UUID) -> Preview:
    """What would go out now. Raises Refused for what would be refused at sending."""
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id)
    told = sending.to_tell(actor, row)
    log.record(actor, events.REFERRAL_PREVIEWED, row, {"shared": list(told)})
    return Preview(row, *_shown(actor, told))


@transaction.atomic
def reveal_shared(actor: Actor, referral_id: UUID) -> Preview:
    """What a referral that is out tells of the child, names too: for who may have them shown."""
    actor.require(people_permissions.REVEAL_IDENTITY)
    row = queries.referral(actor, referral_id)
    told: dict[str, Any] = {}
    if row.shared_sealed is not None:
        told = queries.opened(row, "shared", queries.share_key_of(row))
    told.pop("code", None)
    log.record(actor, events.REFERRAL_PREVIEWED, row, {"shared": list(told)})
    return Preview(row, told, [])


def _shown(actor: Actor, told: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Names are for those who may have them shown; the others see that they go."""
    told.pop("code", None)
    if actor.may(people_permissions.REVEAL_IDENTITY):
        return told, []
    hidden = [one for one in told if one in rules.NAMING]
    return {name: said for name, said in told.items() if name not in hidden}, hidden
