"""The file of a backup: sealed pieces in one order, from a first one to a last one.

A header of 64 bytes (magic, version, salt, key check) is followed by pieces. Each piece is sealed
with AES-256-GCM under a key of this file alone; its nonce is its number, and the header, its kind,
number and length are bound to it. So a flipped bit, a piece left out, put in or moved, and a
missing end are found.
"""

import hashlib
import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from umai.foundation.kernel.refusal import Refused

MAGIC = b"umai backup\n"
VERSION = 1
HEADER = struct.Struct(">12sI32s16s")
PIECE = struct.Struct(">cI")
FACTS, DATA, END = b"F", b"D", b"E"
SIZE = 1024 * 1024
TAG = 16
LARGEST = 256 * 1024 * 1024  # facts may be longer than a piece of data


class Unusable(Refused):
    """This file cannot be used as a backup; the message says why."""


@dataclass(frozen=True)
class _Keys:
    header: bytes
    cipher: AESGCM

    def bound(self, kind: bytes, number: int, length: int) -> bytes:
        return self.header + kind + struct.pack(">QI", number, length)


def _keys(master: bytes, salt: bytes) -> tuple[AESGCM, bytes]:
    """The cipher of one file and the check that tells whether the master is the right one."""
    made = HKDF(hashes.SHA256(), 48, salt=salt, info=b"umai backup file").derive(master)
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int) -> bytes:
    return number.to_bytes(12)


class Writer:
    """Seals what is written, piece by piece. Nothing of it reaches the file in clear."""

    def __init__(self, file: BinaryIO, master: bytes) -> None:
        salt = os.urandom(32)
        cipher, check = _keys(master, salt)
        self._file = file
        self._keys = _Keys(HEADER.pack(MAGIC, VERSION, salt, check), cipher)
        self._number = 0
        self._waiting = bytearray()
        self._digest = hashlib.sha256()
        self._size = 0
        file.write(self._keys.header)

    def facts(self, facts: dict[str, Any]) -> None:
        """The first piece: what the backup holds."""
        self._put(FACTS, json.dumps(facts).encode())

    def data(self, some: bytes) -> None:
        """The next bytes of the dump."""
        self._waiting += some
        self._digest.update(some)
        self._size += len(some)
        while len(self._waiting) >= SIZE:
            self._put(DATA, bytes(self._waiting[:SIZE]))
            del self._waiting[:SIZE]

    def end(self) -> None:
        """The last piece: without it the file is cut."""
        if self._waiting:
            self._put(DATA, bytes(self._waiting))
        words = {"bytes": self._size, "sha256": self._digest.hexdigest()}
        self._put(END, json.dumps(words).encode())

    def _put(self, kind: bytes, plain: bytes) -> None:
        length = len(plain) + TAG
        bound = self._keys.bound(kind, self._number, length)
        self._file.write(PIECE.pack(kind, length))
        self._file.write(self._keys.cipher.encrypt(_nonce(self._number), plain, bound))
        self._number += 1


class Reader:
    """Opens a file, its facts first. Gives out no byte that it has not proved."""

    def __init__(self, file: BinaryIO, master: bytes, name: str) -> None:
        self._file, self._name, self._number = file, name, 0
        header = file.read(HEADER.size)
        if len(header) < HEADER.size or not header.startswith(MAGIC):
            raise Unusable(f"{name} is not a backup of Umai, or its first bytes are damaged.")
        _magic, version, salt, check = HEADER.unpack(header)
        if version > VERSION:
            raise Unusable(
                f"{name} was written by a newer Umai, or its first bytes are damaged."
                " Install the newest version and try again."
            )
        cipher, wanted = _keys(master, salt)
        if check != wanted:
            raise Unusable(
                f"{name} does not open with the keys that are here. Load those that belong to it"
                " (umai keys load); if these are the right ones, its first bytes are damaged."
            )
        self._keys = _Keys(header, cipher)
        kind, plain = self._take()
        if kind != FACTS:
            raise self._damaged()
        self.facts: dict[str, Any] = json.loads(plain)

    def data(self) -> Iterator[bytes]:
        """The dump. Ends without an exception only if the file is whole to its last byte."""
        digest, size = hashlib.sha256(), 0
        while True:
            kind, plain = self._take()
            if kind == END:
                break
            if kind != DATA:
                raise self._damaged()
            digest.update(plain)
            size += len(plain)
            yield plain
        if json.loads(plain) != {"bytes": size, "sha256": digest.hexdigest()}:
            raise self._damaged()
        if self._file.read(1):
            raise Unusable(f"{self._name} is damaged: something follows its end.")

    def _take(self) -> tuple[bytes, bytes]:
        head = self._file.read(PIECE.size)
        if len(head) < PIECE.size:
            raise self._cut()
        kind, length = PIECE.unpack(head)
        if not TAG <= length <= LARGEST or kind not in {FACTS, DATA, END}:
            raise self._damaged()
        sealed = self._file.read(length)
        try:
            bound = self._keys.bound(kind, self._number, length)
            plain = self._keys.cipher.decrypt(_nonce(self._number), sealed, bound)
        except InvalidTag:
            raise self._cut() if len(sealed) < length else self._damaged() from None
        self._number += 1
        return kind, plain

    def _cut(self) -> Unusable:
        return Unusable(f"{self._name} is cut: it ends after piece {self._number}.")

    def _damaged(self) -> Unusable:
        return Unusable(f"{self._name} is damaged: piece {self._number + 1} does not open.")


def ours(file: BinaryIO, master: bytes) -> bool:
    """Whether a file was sealed under this master, by its header alone."""
    header = file.read(HEADER.size)
    if len(header) < HEADER.size or not header.startswith(MAGIC):
        return False
    _magic, _version, salt, check = HEADER.unpack(header)
    return bool(_keys(master, salt)[1] == check)
