"""Seal the journal into a hash chain, and verify it against what was carried outside.

Sealing runs in the database (`journal_seal()`, owned by the owner of the tables) so that no
connection of the application can see the journals of other organisations. Only entries whose
transaction is older than every running one are sealed, under an advisory lock, so the order can
never change afterwards.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from umai.foundation.journal import commitments
from umai.foundation.kernel import clock, done

START = b"umai journal"
ROOTS = "journal-roots.txt"
VERIFIED = "journal-verified.json"


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong: where, which entry, and what happened to it."""

    position: int | None
    entry_id: UUID | None
    what: str


@dataclass(frozen=True)
class Verdict:
    """What a verification found."""

    sealed: int
    unsealed: int
    root: str
    fault: Fault | None


@dataclass(frozen=True)
class Verified:
    """When the chain was last verified on this machine, and whether it held."""

    at: datetime
    sealed: int
    root: str
    holds: bool
    place: int | None


class _Row:
    """An entry as the verifier reads it, without the model's guards."""

    def __init__(self, names: list[str], values: tuple[Any, ...]) -> None:
        self.__dict__.update(zip(names, values, strict=True))


def seal() -> int:
    """Seal what can be sealed and carry the new root outside the database. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_seal()")
        sealed = int(cursor.fetchone()[0])
        if sealed:
            cursor.execute("SELECT position, hash FROM journal_link ORDER BY position DESC LIMIT 1")
            position, root = cursor.fetchone()
            _carry_out(position, bytes(root))
    done.write(done.SEAL)
    return sealed


def _carry_out(position: int, root: bytes) -> None:
    target = Path(settings.UMAI_DATA) / ROOTS
    with target.open("a") as out:
        out.write(f"{position} {root.hex()} {clock.now():%Y-%m-%dT%H:%M:%SZ}\n")


def roots(path: Path | None = None) -> list[tuple[int, str]]:
    """The roots that were carried outside: (position, hash in hex), oldest first."""
    source = path or Path(settings.UMAI_DATA) / ROOTS
    if not source.exists():
        return []
    lines = (line.split() for line in source.read_text().splitlines())
    return [(int(words[0]), words[1]) for words in lines if len(words) >= 2]


def _rows(sql: str) -> Iterator[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column.name for column in cursor.description or ()]
        while batch := cursor.fetchmany(2000):
            for values in batch:
                yield _Row(names, values)


def verify(outside: list[tuple[int, str]]) -> Verdict:
    """Walk the whole chain as the owner of the tables and name the first bad entry."""
    previous, position, known = hashlib.sha256(START).digest(), 0, dict(outside)
    fault: Fault | None = None
    for row in _rows(
        "SELECT l.position, l.entry_id, l.hash, e.* FROM journal_link l"
        " LEFT JOIN journal_entry e ON e.id = l.entry_id ORDER BY l.position"
    ):
        fault = _fault_in(row, position + 1, previous, known)
        if fault:
            break
        previous, position = bytes(row.hash), row.position  # type: ignore[attr-defined]
    unsealed = 0
    if fault is None:
        fault = _fault_at_the_end(position, known)
    if fault is None:
        unsealed, fault = _fault_in_unsealed()
    return Verdict(position, unsealed, previous.hex(), fault)


def _fault_in(row: Any, expected: int, previous: bytes, known: dict[int, str]) -> Fault | None:
    if row.position != expected:
        return Fault(expected, row.entry_id, "a link of the chain is missing")
    if row.id is None:
        return Fault(row.position, row.entry_id, "the entry was deleted")
    if (what := _wrong(row)) is not None:
        return Fault(row.position, row.id, what)
    if hashlib.sha256(previous + bytes(row.commitment)).digest() != bytes(row.hash):
        return Fault(row.position, row.id, "the order was changed or an entry was put in")
    if known.get(row.position, bytes(row.hash).hex()) != bytes(row.hash).hex():
        return Fault(row.position, row.id, "the chain differs from the root carried outside")
    return None


def _wrong(row: Any) -> str | None:
    if commitments.commitment(row) != bytes(row.commitment):
        return "the entry was changed"
    if commitments.mac(bytes(row.commitment)) != bytes(row.mac):
        return "the entry was not written by Umai"
    return None


def _fault_at_the_end(position: int, known: dict[int, str]) -> Fault | None:
    if known and max(known) > position:
        what = f"the tail was cut: {max(known)} entries were sealed, {position} are here"
        return Fault(position + 1, None, what)
    return None


def _fault_in_unsealed() -> tuple[int, Fault | None]:
    unsealed = 0
    for row in _rows(
        "SELECT e.* FROM journal_entry e LEFT JOIN journal_link l ON l.entry_id = e.id"
        " WHERE l.entry_id IS NULL ORDER BY e.at, e.id"
    ):
        unsealed += 1
        if (what := _wrong(row)) is not None:
            return unsealed, Fault(None, row.id, what)  # type: ignore[attr-defined]
    return unsealed, None


def as_written(entry: Any) -> bool:
    """Whether a single entry is what Umai wrote. Its place in the chain is not looked at."""
    return _wrong(entry) is None


def remember(verdict: Verdict) -> None:
    """Keep what a verification found beside the data, for the reading page."""
    said = {
        "at": clock.now().isoformat(),
        "sealed": verdict.sealed,
        "root": verdict.root,
        "holds": verdict.fault is None,
        "place": verdict.fault.position if verdict.fault else None,
    }
    target = Path(settings.UMAI_DATA) / VERIFIED
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps(said))
    os.replace(fresh, target)


def last_verification() -> Verified | None:
    """What the last verification on this machine found; None if there was none."""
    try:
        said = json.loads((Path(settings.UMAI_DATA) / VERIFIED).read_text())
        return Verified(**said | {"at": datetime.fromisoformat(said["at"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
