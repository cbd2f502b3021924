"""What a database holds, told in numbers: to be written into a backup and found again after it.

Rows are counted and hashed table by table (a sum of hashes, so the order does not matter); the
fences (row security, policies, triggers, functions, keys, grants) are told by name with a hash of
their text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

import psycopg
from psycopg import IsolationLevel, sql

from umai.config import server
from umai.config.backup import fences, programs
from umai.config.server.roles import Rows
from umai.foundation.kernel import clock
from umai.foundation.vault import erasures, ring, seals
from umai.foundation.vault.models import DataKey

SAME_WORDS = "SET timezone = 'UTC'; SET datestyle = 'ISO, DMY'; SET bytea_output = 'hex'"
TABLES = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    ORDER BY 1
"""
LAST_LINK = "SELECT position, hash FROM journal_link ORDER BY position DESC LIMIT 1"
ROWS = (
    "SELECT count(*), coalesce(sum(hashtextextended(whole_row::text, 0)), 0)::text"
    " FROM {} AS whole_row"
)
A_KEY_OF_EACH = """
    SELECT DISTINCT ON (ring_key) ring_key, id, organisation_id, kind, wrapped FROM vault_datakey
    WHERE wrapped IS NOT NULL ORDER BY ring_key, id DESC
"""
ERASED = """
    SELECT id::text, to_char(destroyed_at, 'YYYY-MM-DD"T"HH24:MI:SS+00:00') FROM vault_datakey
    WHERE destroyed_at > now() - interval '36 days'
"""
FILES = """
    SELECT replace(organisation_id::text, '-', '') || '/' || name, bytes, hash FROM (
        SELECT organisation_id, shown, shown_bytes, shown_hash FROM files_storedfile UNION ALL
        SELECT organisation_id, original, original_bytes, original_hash FROM files_storedfile
        WHERE original <> ''
    ) AS every (organisation_id, name, bytes, hash)
"""


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself; kept sealed inside it."""

    made_at: str
    umai: str
    postgresql: int
    database: str
    migrations: list[str]
    rows: dict[str, tuple[int, str]]
    fences: dict[str, str]
    grants: list[tuple[str, str, str, str]]
    position: int
    root: str
    ring: dict[str, str]
    erased: dict[str, str]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(count for count, _hash in self.rows.values())

    def facts(self) -> dict[str, Any]:
        """As plain words, for the file."""
        return asdict(self)


def told(facts: dict[str, Any]) -> Contents:
    """What the facts of a file say."""
    rows = {table: (int(one[0]), str(one[1])) for table, one in facts["rows"].items()}
    grants = [(str(a), str(b), str(c), str(d)) for a, b, c, d in facts["grants"]]
    files = {name: (int(one[0]), str(one[1])) for name, one in facts.get("files", {}).items()}
    return Contents(**(facts | {"rows": rows, "grants": grants, "files": files}))


@contextmanager
def snapshot(owner: server.Dsn) -> Iterator[tuple[Rows, str]]:
    """One view of the whole database that does not change, and its name for pg_dump."""
    with psycopg.connect(**owner.params()) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield connection, row[0] if row else ""


def describe(connection: Rows) -> Contents:
    """What the database of this connection holds now. Needs the owner of the tables."""
    connection.execute(SAME_WORDS)
    last = _all(connection, LAST_LINK)
    position, root = (int(last[0][0]), bytes(last[0][1]).hex()) if last else (0, "")
    return Contents(
        made_at=clock.now().isoformat(timespec="seconds"),
        umai=version("umai"),
        postgresql=connection.info.server_version,
        database=connection.info.dbname,
        migrations=sorted(migrations(connection)),
        rows=rows(connection),
        fences=fences.found(connection),
        grants=fences.grants(connection),
        position=position,
        root=root,
        ring=_ring(connection),
        erased={str(one): at for one, at in erasures.listed().items()}
        | dict(_all(connection, ERASED)),
        files={name: (size, mark) for name, size, mark in _all(connection, FILES)},
    )


def migrations(connection: Rows) -> set[str]:
    """The migrations that made these tables."""
    found = _all(connection, "SELECT app, name FROM django_migrations")
    return {f"{app}.{name}" for app, name in found}


def rows(connection: Rows) -> dict[str, tuple[int, str]]:
    """For every table how many rows it has, and a number that tells their content."""
    connection.execute(SAME_WORDS)
    found: dict[str, tuple[int, str]] = {}
    for (table,) in _all(connection, TABLES):
        if table not in programs.WITHOUT_ROWS:
            answer = connection.execute(sql.SQL(ROWS).format(sql.Identifier(table))).fetchone()
            found[table] = (answer[0], answer[1]) if answer else (0, "")
    return found


def _ring(connection: Rows) -> dict[str, str]:
    """The wrapping keys that the data keys need, each with its mark; empty if it opens nothing."""
    found = {}
    here = ring.load().opening
    for name, key_id, organisation_id, kind, wrapped in _all(connection, A_KEY_OF_EACH):
        one = DataKey(pk=key_id, organisation_id=organisation_id, kind=kind, wrapped=wrapped)
        one.ring_key = name
        try:
            seals.unwrap(one)
            found[str(name)] = ring.mark(here[name])
        except seals.Broken:
            found[str(name)] = ""
    return found


def lacking(contents: Contents) -> list[str]:
    """The wrapping keys that a backup needs and that are not on the ring, or are others."""
    here = ring.load().opening
    marks = {name: ring.mark(key) for name, key in here.items()}
    return sorted(name for name, mark in contents.ring.items() if marks.get(name) != mark)


def differences(before: Contents, connection: Rows) -> list[str]:
    """What is not in a restored database as it was in the one that was backed up."""
    wrong = []
    now = rows(connection)
    for table in sorted(before.rows.keys() | now.keys()):
        (had, had_hash), (has, has_hash) = before.rows.get(table, (0, "")), now.get(table, (0, ""))
        if had != has:
            wrong.append(f"{table}: {has} rows instead of {had}")
        elif had_hash != has_hash:
            wrong.append(f"{table}: {has} rows, but not the same")
    same_words = before.postgresql // 10000 == connection.info.server_version // 10000
    return wrong + fences.differences(before.fences, fences.found(connection), texts=same_words)


def _all(connection: Rows, question: str) -> list[Any]:
    return connection.execute(question.encode()).fetchall()
