"""Short ways to ask a database server as one of its roles."""

import stat
from pathlib import Path

import psycopg

from umai.config import server
from umai.config.server import cluster


def connect(dsn: server.Dsn | None) -> "psycopg.Connection[tuple[object, ...]]":
    assert dsn is not None
    return psycopg.connect(**dsn.params(), autocommit=True)


def known(dsn: server.Dsn | None) -> server.Dsn:
    assert dsn is not None
    return dsn


def one(dsn: server.Dsn | None, question: str) -> object:
    with connect(dsn) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def say(dsn: server.Dsn | None, *statements: str) -> None:
    with connect(dsn) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def pid() -> int:
    found = cluster.postmaster()
    assert found is not None
    return found.pid


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
