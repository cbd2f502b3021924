"""Many rows at once, and numbers that are given once: what single inserts are too slow for.

Names of tables and columns are ours, never typed by anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from umai.foundation.kernel.ids import uuid7

Blanks = Mapping[str, str]


def insert_rows(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], blanks: Blanks | None = None
) -> None:
    """Copy into a temporary table, then insert from it: row security refuses COPY itself.

    `blanks` are the columns that the application would fill in by itself, with their SQL values.
    """
    names, filled = ", ".join(columns), dict(blanks or {})
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table}"  # noqa: S608
            " WHERE false"
        )
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as out:
            for values in rows:
                out.write_row(values)
        cursor.execute(
            f"INSERT INTO {table} ({', '.join([*columns, *filled])})"  # noqa: S608
            f" SELECT {', '.join([*columns, *filled.values()])} FROM incoming"
        )
        cursor.execute("DROP TABLE incoming")


def take_numbers(
    table: str, column: str, organisation_id: UUID, value: str | int | UUID, how_many: int
) -> range:
    """Reserve numbers of one counter (organisation, value); who comes second waits for the row."""
    take = (
        f"INSERT INTO {table} (id, organisation_id, {column}, last) VALUES (%s, %s, %s, %s)"  # noqa: S608
        f" ON CONFLICT (organisation_id, {column})"
        f" DO UPDATE SET last = {table}.last + EXCLUDED.last RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(take, [uuid7(), organisation_id, value, how_many])
        last = int(cursor.fetchone()[0])
    return range(last - how_many + 1, last + 1)
