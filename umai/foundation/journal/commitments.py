"""What an entry is bound to: a salted hash of all it says, and a seal no database can forge."""

import hashlib
import hmac
import json
from typing import Any

from umai.foundation.vault import ring


def commitment(entry: Any) -> bytes:
    """SHA-256 over the salt and every column of an entry, facts as ciphertext.

    The facts may become unreadable when their key is destroyed; the commitment still holds.
    """
    words = [
        str(entry.id),
        str(entry.organisation_id),
        entry.at.isoformat(timespec="microseconds"),
        bool(entry.told),
        entry.actor_kind,
        str(entry.actor_id or ""),
        entry.event,
        entry.subject_type,
        str(entry.subject_id or ""),
        entry.subject_code,
        str(entry.key_id),
        bytes(entry.facts_sealed).hex(),
    ]
    return hashlib.sha256(bytes(entry.salt) + json.dumps(words).encode()).digest()


def mac(committed: bytes) -> bytes:
    """The seal on a commitment under a key outside the database."""
    return hmac.new(ring.derived("journal"), committed, hashlib.sha256).digest()
