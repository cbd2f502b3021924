"""Rows that are kept for a while only: gone with their keys."""

from collections.abc import Iterable

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.hotline.models import Draft, IncomingRegister


def erase(
    actor: Actor, kind: type[Draft | IncomingRegister], rows: Iterable[Draft | IncomingRegister]
) -> None:
    """Delete rows and destroy their keys: no later copy of the database opens them either."""
    keys = {one.pk: one.key_id for one in rows}
    if not keys:
        return
    kind.objects.filter(organisation_id=actor.organisation, pk__in=keys).delete()
    here = DataKey.objects.filter(organisation_id=actor.organisation, pk__in=keys.values())
    seals.destroy(here.filter(destroyed_at__isnull=True))
