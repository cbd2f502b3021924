"""Seal and open: AES-256-GCM under a data key, bound to the row and column it was written for.

A sealed value is one version byte, a 12-byte nonce and the ciphertext with its tag. The additional
data names the data key, the column and the row, so a value moved to another place does not open.
"""

import hashlib
import hmac
import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection, models, transaction

from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.vault import erasures, ring
from umai.foundation.vault.models import DataKey

VERSION = b"\x01"
NONCE = 12
KEPT = 4096  # unwrapped keys held in memory by one process


class Broken(Exception):
    """A sealed value was altered, moved or its key is gone. Never shows a part of the value."""


_open_keys: OrderedDict[tuple[UUID, bytes], bytes] = OrderedDict()
_lock = Lock()


def _wrapping_bound(key_id: UUID, organisation_id: UUID, kind: str) -> bytes:
    return f"{key_id}|{organisation_id}|{kind}".encode()


def wrap(plain: bytes, key: DataKey, ring_key: str) -> bytes:
    """Wrap a data key by a key of the ring."""
    nonce = os.urandom(NONCE)
    bound = _wrapping_bound(key.pk, key.organisation_id, key.kind)
    return VERSION + nonce + AESGCM(ring.load().keys[ring_key]).encrypt(nonce, plain, bound)


def unwrap(key: DataKey) -> bytes:
    """The plain data key (32 bytes). Raises Broken if it was altered, destroyed or is not ours."""
    if key.wrapped is None:
        raise Broken("this key was destroyed")
    wrapped = bytes(key.wrapped)
    with _lock:
        if plain := _open_keys.get((key.pk, wrapped)):
            return plain
    keys = ring.load().opening
    if key.ring_key not in keys:
        raise Broken("the wrapping key is not on the ring")
    bound = _wrapping_bound(key.pk, key.organisation_id, key.kind)
    plain = _decrypt(keys[key.ring_key], wrapped, bound)
    with _lock:
        _open_keys[(key.pk, wrapped)] = plain
        while len(_open_keys) > KEPT:
            _open_keys.popitem(last=False)
    return plain


def _decrypt(key: bytes, blob: bytes, bound: bytes) -> bytes:
    return _opened(AESGCM(key), blob, bound)


def _opened(box: AESGCM, blob: bytes, bound: bytes) -> bytes:
    if blob[:1] != VERSION or len(blob) < 1 + NONCE + 16:
        raise Broken("not a sealed value")
    try:
        return box.decrypt(blob[1 : 1 + NONCE], blob[1 + NONCE :], bound)
    except InvalidTag:
        raise Broken("a sealed value was altered or moved") from None


def hold_ring(*, alone: bool = False) -> None:
    """Keep the ring as it is until this transaction ends; `alone` waits for all who hold it."""
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended('umai key ring', 0))")


def prepare_key(organisation_id: UUID, kind: str, label: str = "") -> DataKey:
    """A fresh data key, not yet saved: for rows written in bulk, after `hold_ring`."""
    key = DataKey(id=uuid7(), organisation_id=organisation_id, kind=kind, label=label)
    key.ring_key = ring.load().current
    key.made_at = clock.now()
    key.wrapped = wrap(AESGCM.generate_key(256), key, key.ring_key)
    return key


def new_key(organisation_id: UUID, kind: str) -> DataKey:
    """A fresh data key for one child, contact or draft of this organisation."""
    hold_ring()
    key = prepare_key(organisation_id, kind)
    key.save(force_insert=True)
    return key


def labelled_key(organisation_id: UUID, kind: str, label: str) -> DataKey:
    """The one key with this label, made when it is first needed (safe when two ask at once)."""
    known = DataKey.objects.filter(organisation_id=organisation_id, kind=kind, label=label)
    if key := known.first():
        return key
    hold_ring()
    fresh = prepare_key(organisation_id, kind, label)
    wrapped = bytes(fresh.wrapped or b"")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_datakey"
            " (id, organisation_id, kind, label, wrapped, ring_key, made_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [fresh.pk, organisation_id, kind, label, wrapped, fresh.ring_key, fresh.made_at],
        )
    return known.get()


def seal(key: DataKey, column: str, row_id: UUID, text: str) -> bytes | None:
    """The ciphertext of a text for one column of one row; None for an empty text."""
    return seal_bytes(key, column, row_id, text.encode()) if text else None


def seal_said(key: DataKey, column: str, row_id: UUID, said: dict[str, Any]) -> bytes | None:
    """The ciphertext of several named answers, as JSON without the blank ones; None for none."""
    full = {name: words for name, words in said.items() if words not in ("", None, [])}
    text = json.dumps(full, ensure_ascii=False, default=str) if full else ""
    return seal(key, column, row_id, text)


def seal_bytes(key: DataKey, column: str, row_id: UUID, content: bytes) -> bytes:
    """The ciphertext of some bytes for one column (`table.column`) of one row."""
    nonce = os.urandom(NONCE)
    bound = f"{key.pk}|{column}|{row_id}".encode()
    return VERSION + nonce + AESGCM(unwrap(key)).encrypt(nonce, content, bound)


def open_(key: DataKey, column: str, row_id: UUID, blob: bytes | memoryview | None) -> str:
    """The text behind a ciphertext, empty for None. Raises Broken rather than show a part."""
    return open_bytes(key, column, row_id, blob).decode() if blob is not None else ""


def open_bytes(key: DataKey, column: str, row_id: UUID, blob: bytes | memoryview) -> bytes:
    """The bytes behind a ciphertext of one column of one row."""
    return _decrypt(unwrap(key), bytes(blob), f"{key.pk}|{column}|{row_id}".encode())


def subkey(key: DataKey, purpose: str, salt: bytes) -> bytes:
    """A 32-byte key for one thing too large to be sealed at once; gone with the data key."""
    bound = f"{key.pk}|{purpose}".encode()
    return HKDF(hashes.SHA256(), 32, salt=salt, info=bound).derive(unwrap(key))


@dataclass(frozen=True)
class Sealed:
    """One sealed value with its wrapped key, as a question that reads many brings both."""

    key_id: UUID
    organisation_id: UUID
    kind: str
    wrapped: bytes
    ring_key: str
    row_id: UUID
    blob: bytes


def open_many(column: str, values: Iterable[Sealed]) -> Iterator[str]:
    """The texts of one column of many rows, in order: for a search that opens hundreds at once.

    The ring is read once and no key is kept. Raises Broken like `open_`.
    """
    keys = {name: AESGCM(key) for name, key in ring.load().opening.items()}
    for one in values:
        if one.ring_key not in keys:
            raise Broken("the wrapping key is not on the ring")
        bound = _wrapping_bound(one.key_id, one.organisation_id, one.kind)
        plain = _opened(keys[one.ring_key], one.wrapped, bound)
        bound = f"{one.key_id}|{column}|{one.row_id}".encode()
        yield _opened(AESGCM(plain), one.blob, bound).decode()


def hashed(purpose: str, text: str) -> bytes:
    """A keyed hash (32 bytes) to find an equal value without keeping it; one key a purpose."""
    return hmac.new(ring.derived(f"index:{purpose}"), text.encode(), hashlib.sha256).digest()


def destroy(keys: Iterable[DataKey]) -> None:
    """Destroy keys: what they sealed cannot be read again, here or in any later copy.

    They are listed outside the database too, so that a restored backup does not bring them back.
    """
    gone, moment = [], clock.now()
    for key in keys:
        key.wrapped, key.destroyed_at = None, moment
        key.save(update_fields=["wrapped", "destroyed_at"])
        gone.append(key.pk)
    # Should the list be out of reach, the next backup makes up for it from the database.
    transaction.on_commit(lambda: erasures.note(gone, moment), robust=True)
    with _lock:
        _open_keys.clear()


def forget(organisation_id: UUID, kind: type[models.Model], rows: Iterable[Any]) -> None:
    """Delete rows and destroy their keys: no later copy of the database opens them either."""
    keys = {one.pk: one.key_id for one in rows}
    if not keys:
        return
    kind._default_manager.filter(organisation_id=organisation_id, pk__in=keys).delete()
    here = DataKey.objects.filter(organisation_id=organisation_id, pk__in=keys.values())
    destroy(here.filter(destroyed_at__isnull=True))
