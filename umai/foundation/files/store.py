"""Sealed files on the disk: whole or not there, and never in clear.

`<data>/files/<organisation>/<ab>/<name>`, the name drawn by lot. A header (magic, version, salt) is
followed by chunks, each sealed with AES-256-GCM under a key of this file alone, which is derived
from the data key, the row and which copy it is. A chunk's number and whether it is the last are
part of its nonce: a chunk that was altered, moved, left out, or a file cut short, does not open.
"""

import hashlib
import os
import secrets
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

FOLDER = "files"
MAGIC = b"umai file\n"
VERSION = 1
HEADER = struct.Struct(">10sB16s")
CHUNK = 256 * 1024
TAG = 16
UNFINISHED = ".new-"


class Missing(Exception):
    """The disk does not hold a file that the database knows."""


@dataclass(frozen=True)
class Written:
    """A sealed file on the disk: its name, and size and hash of the ciphertext."""

    name: str
    size: int
    hash: str


def folder(organisation_id: UUID) -> Path:
    """Where the files of an organisation lie."""
    return Path(settings.UMAI_DATA) / FOLDER / organisation_id.hex


def path(organisation_id: UUID, name: str) -> Path:
    """Where a file lies."""
    return folder(organisation_id) / name[:2] / name


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">QI", number, int(last))


def sealed(key: DataKey, bound: str, content: bytes) -> bytes:
    """The sealed form of a content, bound to the place it is written for."""
    salt = os.urandom(16)
    header = HEADER.pack(MAGIC, VERSION, salt)
    cipher = AESGCM(seals.subkey(key, bound, salt))
    parts = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)] or [b""]
    last = len(parts) - 1
    return header + b"".join(
        cipher.encrypt(_nonce(number, last=number == last), part, header)
        for number, part in enumerate(parts)
    )


def opened(key: DataKey, bound: str, blob: bytes) -> bytes:
    """The content of a sealed file, all of it or nothing. Raises seals.Broken."""
    if len(blob) < HEADER.size + TAG:
        raise seals.Broken("a sealed file is cut")
    header = blob[: HEADER.size]
    magic, version, salt = HEADER.unpack(header)
    if magic != MAGIC or version != VERSION:
        raise seals.Broken("not a sealed file")
    cipher = AESGCM(seals.subkey(key, bound, salt))
    step = CHUNK + TAG
    parts = [blob[at : at + step] for at in range(HEADER.size, len(blob), step)]
    last = len(parts) - 1
    try:
        return b"".join(
            cipher.decrypt(_nonce(number, last=number == last), part, header)
            for number, part in enumerate(parts)
        )
    except InvalidTag:
        raise seals.Broken("a sealed file was altered, moved or cut") from None


def write(key: DataKey, bound: str, content: bytes) -> Written:
    """Seal a content and bring it to the disk under a new name. Raises OSError, leaving nothing."""
    blob, name = sealed(key, bound, content), secrets.token_hex(16)
    target = path(key.organisation_id, name)
    put(target, blob)
    return Written(name, len(blob), hashlib.sha256(blob).hexdigest())


def put(target: Path, blob: bytes) -> None:
    """Write a file whole or not at all, closed to others; after a power cut it is there."""
    for place in reversed(list(target.parents)[:3]):
        place.mkdir(mode=0o700, exist_ok=True)
    fresh = target.with_name(f"{UNFINISHED}{target.name}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(blob)
            out.flush()
            os.fsync(out.fileno())
        fresh.rename(target)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    for place in list(target.parents)[:3]:
        _sync(place)


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(key: DataKey, bound: str, name: str) -> bytes:
    """The content of a file. Raises Missing, or seals.Broken rather than show a part."""
    try:
        blob = path(key.organisation_id, name).read_bytes()
    except OSError:
        raise Missing(name) from None
    return opened(key, bound, blob)


def size(organisation_id: UUID, name: str) -> int:
    """The size of a file on the disk, -1 if it is not there."""
    try:
        return path(organisation_id, name).stat().st_size
    except OSError:
        return -1


def remove(organisation_id: UUID, names: Iterable[str]) -> None:
    """Take files off the disk. What resists is swept later."""
    for name in names:
        with suppress(OSError):
            path(organisation_id, name).unlink(missing_ok=True)


def lying(organisation_id: UUID) -> Iterator[tuple[Path, float]]:
    """Every file of an organisation on the disk and when it was written, unfinished ones included.

    One that goes or gets its name meanwhile is passed over.
    """
    for one in folder(organisation_id).glob("*/*"):
        with suppress(OSError):
            if one.is_file():
                yield one, one.stat().st_mtime
