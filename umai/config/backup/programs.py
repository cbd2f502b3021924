"""PostgreSQL's own programs, fed and read through pipes: a dump never touches a disk in clear."""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import IO

from psycopg.conninfo import make_conninfo

from umai.config import server
from umai.foundation.kernel.refusal import Refused

PIECE = 1024 * 1024
LOCK_WAIT_MILLISECONDS = 60_000
# Sessions and the throttle's counters are worth nothing after a restore.
WITHOUT_ROWS = ("django_session", "umai_cache")


class ProgramFailed(Refused):
    """One of PostgreSQL's programs gave up; its first complaint is in the message."""


def dump(owner: server.Dsn, snapshot: str, write: Callable[[bytes], None]) -> None:
    """Write the whole database as the snapshot sees it, in PostgreSQL's custom format."""
    words = [
        "--format=custom",
        "--compress=gzip:1",
        f"--snapshot={snapshot}",
        f"--lock-wait-timeout={LOCK_WAIT_MILLISECONDS}",
        *(f"--exclude-table-data={table}" for table in WITHOUT_ROWS),
    ]
    with _running("pg_dump", words, owner) as child:
        while some := _pipe(child.stdout).read(PIECE):
            write(some)


def load(owner: server.Dsn, pieces: Iterable[bytes]) -> None:
    """Fill an empty database from a dump, as its owner. Grants are not taken from it."""
    words = ["--format=custom", "--exit-on-error", "--no-owner", "--no-privileges"]
    with _running("pg_restore", words, owner) as child:
        _feed(child, pieces)


def prove(pieces: Iterable[bytes]) -> None:
    """Let PostgreSQL read a dump to its end and write nothing."""
    with _running("pg_restore", ["--format=custom", f"--file={os.devnull}"], None) as child:
        _feed(child, pieces)


def _feed(child: "subprocess.Popen[bytes]", pieces: Iterable[bytes]) -> None:
    pipe = _pipe(child.stdin)
    listening = True
    for some in pieces:
        # The pieces are read to their end in any case: only then the file is known to be whole.
        with suppress(BrokenPipeError):
            if listening:
                listening = False
                pipe.write(some)
                listening = True
    with suppress(BrokenPipeError):
        pipe.close()


@contextmanager
def _running(
    program: str, words: list[str], dsn: server.Dsn | None
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program at work; killed if we stop, ProgramFailed if it does not end well."""
    address = [f"--dbname={_address(dsn)}"] if dsn else []
    child = subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs, no shell
        [str(server.programs() / program), *words, *address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(dsn),
    )
    said: list[bytes] = []
    listener = Thread(target=lambda: said.extend(_pipe(child.stderr)), daemon=True)
    listener.start()
    try:
        yield child
        _end(child, listener)
    finally:
        if child.poll() is None:
            child.kill()
        _end(child, listener)
    if child.returncode:
        raise ProgramFailed(f"{program} {_ending(child.returncode)}{_complaint(said)}")


def _end(child: "subprocess.Popen[bytes]", listener: Thread) -> None:
    with suppress(BrokenPipeError):
        _pipe(child.stdin).close()
    child.wait()
    listener.join()
    _pipe(child.stdout).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("started without this pipe")
    return pipe


def _address(dsn: server.Dsn) -> str:
    """Everything but the password: anybody on the machine can read a program's arguments."""
    params = {word: value for word, value in dsn.params().items() if word != "password"}
    return make_conninfo(**params)


def surroundings(dsn: server.Dsn | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    secret = {"PGPASSWORD": dsn.password} if dsn and dsn.password else {}
    # Both sides of a comparison must write numbers and moments in the same way.
    return kept | {"LC_ALL": "C", "TZ": "UTC", "PGAPPNAME": "umai backup"} | secret


def _ending(code: int) -> str:
    return f"was killed (signal {-code})" if code < 0 else f"ended with {code}"


def _complaint(said: list[bytes]) -> str:
    """The first complaint alone: later lines may quote what stands in a row."""
    for line in said:
        text = line.decode("utf-8", "replace").strip()
        if "error:" in text or "fatal:" in text.lower():
            return f": {text.partition('error:')[2].strip()[:300] or text[:300]}"
    return ""
