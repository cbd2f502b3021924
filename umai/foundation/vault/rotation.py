"""Check and change the keys of the ring. Wrapped data keys are touched, never what they sealed.

Rotation can be interrupted anywhere: the new wrapping key is on the ring before the first data key
is wrapped by it, every batch is a transaction of its own, and the old key leaves the ring only when
no data key needs it any more. Running it again goes on where it stopped. What is written meanwhile
is safe: it is wrapped by the key that is current at that moment, and a key that still wraps
something is never retired.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction

from umai.foundation.kernel import clock
from umai.foundation.vault import ring, seals
from umai.foundation.vault.models import DataKey

BATCH = 500


@dataclass(frozen=True)
class Checked:
    """What a check of the vault found."""

    keys: int
    destroyed: int
    by_ring_key: dict[str, int]
    broken: list[str]


def check() -> Checked:
    """Unwrap every data key once. Needs the owner's connection."""
    destroyed, total = 0, 0
    by_ring_key: dict[str, int] = {}
    broken: list[str] = []
    for key in DataKey.objects.order_by("pk").iterator(chunk_size=BATCH):
        total += 1
        if key.wrapped is None:
            destroyed += 1
            continue
        by_ring_key[key.ring_key] = by_ring_key.get(key.ring_key, 0) + 1
        try:
            seals.unwrap(key)
        except seals.Broken:
            broken.append(str(key.pk))
    return Checked(total, destroyed, by_ring_key, broken)


def begin() -> str:
    """Put a fresh wrapping key on the ring and make it current. Returns its name."""
    now = ring.load()
    name = f"k{max((int(one[1:]) for one in now.opening), default=0) + 1}"
    fresh = {**now.keys, name: secrets.token_bytes(32)}
    ring.save(replace(now, keys=fresh, current=name))
    return name


def unfinished() -> bool:
    """Whether a data key is still wrapped by a key that is not current."""
    return (
        DataKey.objects.filter(wrapped__isnull=False).exclude(ring_key=ring.load().current).exists()
    )


def rewrap() -> Iterator[int]:
    """Wrap by the current key what older keys still wrap, batch by batch; yields how many."""
    current = ring.load().current
    while done := _rewrap_some(current):
        yield done


@transaction.atomic
def _rewrap_some(current: str) -> int:
    waiting = DataKey.objects.filter(wrapped__isnull=False).exclude(ring_key=current)
    some = list(waiting.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for key in some:
        key.wrapped = seals.wrap(seals.unwrap(key), key, current)
        key.ring_key = current
    DataKey.objects.bulk_update(some, ["wrapped", "ring_key"])
    return len(some)


@transaction.atomic
def retire() -> list[str]:
    """Take keys off the ring that wrap nothing any more. Returns their names.

    They are kept as retired as long as a backup may need them. Waits for everyone who is about to
    save a data key, so that none is wrapped by a key that goes.
    """
    seals.hold_ring(alone=True)
    now = ring.load()
    needed = set(
        DataKey.objects.filter(wrapped__isnull=False).values_list("ring_key", flat=True).distinct()
    )
    gone = [name for name in now.keys if name != now.current and name not in needed]
    if gone:
        ring.save(now.without(gone, clock.now()))
    return gone
