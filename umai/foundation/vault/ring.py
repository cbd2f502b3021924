"""The key ring: wrapping keys that the database does not hold.

A folder (0700) with `ring.json`: the wrapping keys by name, which of them wraps new data keys, and one
master from which the keys of blind indexes and of the journal's seal are derived. The master is not
touched by rotation, since what was sealed with it can never be written again.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FILE = "ring.json"


class NoKeys(Exception):
    """The key ring is missing or unreadable: nothing may be sealed or opened."""


@dataclass(frozen=True)
class Ring:
    """Wrapping keys by name (32 bytes each), the current one, and the master of derived keys."""

    keys: dict[str, bytes]
    current: str
    master: bytes


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
        words = json.loads(_file().read_text())
        keys = {name: base64.b64decode(key) for name, key in words["keys"].items()}
        return Ring(keys, words["current"], base64.b64decode(words["master"]))
    except (OSError, ValueError, KeyError) as error:
        raise NoKeys(f"the key ring cannot be read: {type(error).__name__}") from None


def derived(purpose: str) -> bytes:
    """A 32-byte key for one purpose, derived from the master (HKDF-SHA256)."""
    return _derive(load().master, purpose)


@lru_cache
def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=b"umai", info=purpose.encode()).derive(master)
