"""The key ring: wrapping keys that the database does not hold.

A folder (0700) with `ring.json`: the wrapping keys by name, which of them wraps new data keys, and
one master from which the keys of blind indexes, of the journal's seal and of backups are derived.
The master is not touched by rotation, since what was sealed with it can never be written again. A
wrapping key that rotation took off the ring is kept as retired until the last backup that needs it
is gone.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FILE = "ring.json"
RETIRED_DAYS = 36  # one day more than the oldest backup

Retired = dict[str, tuple[bytes, str]]


class NoKeys(Exception):
    """The key ring is missing or unreadable: nothing may be sealed or opened."""


@dataclass(frozen=True)
class Ring:
    """Wrapping keys by name (32 bytes each), the current one, and the master of derived keys.

    `retired` keys (with the ISO day) wrap nothing here; they open what a restored backup brings.
    """

    keys: dict[str, bytes]
    current: str
    master: bytes
    retired: Retired = field(default_factory=dict)

    @property
    def opening(self) -> dict[str, bytes]:
        """Every key that may open something, retired ones included."""
        return {name: key for name, (key, _day) in self.retired.items()} | self.keys

    def without(self, names: list[str], moment: datetime) -> "Ring":
        """The ring with some keys retired, and those retired long ago gone for good."""
        oldest = (moment - timedelta(days=RETIRED_DAYS)).date().isoformat()
        old = self.retired | {one: (self.keys[one], moment.date().isoformat()) for one in names}
        return Ring(
            {name: key for name, key in self.keys.items() if name not in names},
            self.current,
            self.master,
            {name: kept for name, kept in old.items() if kept[1] >= oldest},
        )


def mark(key: bytes) -> str:
    """A short value that tells whether a key is the right one and says nothing else about it."""
    return hmac.new(key, b"umai ring key", hashlib.sha256).hexdigest()[:16]


def _file() -> Path:
    return Path(settings.UMAI_KEYS) / FILE


def make(folder: Path) -> None:
    """Make a key ring in an existing folder unless there is one. Never overwrites."""
    if (folder / FILE).exists():
        return
    ring = Ring({"k1": secrets.token_bytes(32)}, "k1", secrets.token_bytes(32))
    save(ring, folder)


def save(ring: Ring, folder: Path | None = None) -> None:
    """Write the ring whole or not at all, readable by its owner only."""
    target = (folder / FILE) if folder else _file()
    words = {
        "keys": {name: base64.b64encode(key).decode() for name, key in ring.keys.items()},
        "current": ring.current,
        "master": base64.b64encode(ring.master).decode(),
        "retired": {
            name: {"key": base64.b64encode(key).decode(), "on": day}
            for name, (key, day) in ring.retired.items()
        },
    }
    fresh = target.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(words, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, target)
    _read.cache_clear()


def load() -> Ring:
    """The ring as it is on disk now; read again only when another process has written it."""
    try:
        return _read(_file().stat().st_mtime_ns)
    except OSError as error:
        raise NoKeys(f"the key ring cannot be read: {type(error).__name__}") from None


@lru_cache(maxsize=2)
def _read(_written_at: int) -> Ring:
    try:
        return parse(_file().read_text())
    except (OSError, ValueError, KeyError) as error:
        raise NoKeys(f"the key ring cannot be read: {type(error).__name__}") from None


def parse(text: str) -> Ring:
    """The ring that a text of `ring.json` tells. ValueError or KeyError if it tells none."""
    words = json.loads(text)
    keys = {name: base64.b64decode(key) for name, key in words["keys"].items()}
    retired = {
        name: (base64.b64decode(one["key"]), str(one["on"]))
        for name, one in words.get("retired", {}).items()
    }
    return Ring(keys, words["current"], base64.b64decode(words["master"]), retired)


def derived(purpose: str) -> bytes:
    """A 32-byte key for one purpose, derived from the master (HKDF-SHA256)."""
    return _derive(load().master, purpose)


@lru_cache
def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=b"umai", info=purpose.encode()).derive(master)
