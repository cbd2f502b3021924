"""An installation of its own for a test: a data folder, its server, the console as it is used."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests import throwaway
from umai.config import server

TRIES = 20
ROOT = Path(__file__).resolve().parents[2]
CONSOLE = [sys.executable, "-m", "umai.config.console"]

Said = subprocess.CompletedProcess[str]


class House:
    """One data folder. Everything is done in processes of its own, as on a real machine."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.settings = {"UMAI_DATA": str(data), "UMAI_THROWAWAY": "1", **settings}
        self.people: dict[str, str] = {}
        self.slipped = 0  # backups that were over before anybody saw them begin
        self._ready: subprocess.Popen[str] | None = None

    @property
    def backups(self) -> list[Path]:
        """The backups of the default folder, oldest first."""
        return sorted((self.data / "backups").glob("umai-*.backup"))

    @property
    def newest(self) -> Path:
        """The newest backup of the default folder."""
        return self.backups[-1]

    def umai(self, *words: str | Path, before: Callable[[], None] | None = None) -> Said:
        """Run the console, with something to do `before` in its process if need be."""
        if before is None and self._made():
            return self._split_off([str(word) for word in words])
        return subprocess.run(
            [*CONSOLE, *map(str, words)],
            env=self._environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            preexec_fn=before,
            check=False,
        )

    def must(self, *words: str | Path) -> str:
        """Run the console; what it answered."""
        done = self.umai(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Start the console and go on."""
        return subprocess.Popen(
            [*CONSOLE, *map(str, words)],
            env=self._environment(),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def caught(self, name: str, *words: str | Path) -> "tuple[subprocess.Popen[str], Any]":
        """Start the console and stop its child of this name in the middle of its work.

        A small dump may be over before anybody sees it: what it made is taken away, and it is
        tried again.
        """
        before = set(self.backups)
        for _ in range(TRIES):
            started = self.start(*words)
            if (child := child_of(started, name)) is not None:
                return started, child
            said = started.communicate()[1]
            for made in set(self.backups) - before:
                made.unlink()
                self.slipped += 1  # it was made all the same, and is in the journal
        raise AssertionError(f"{TRIES} times ended without {name}: {said}")

    def story(self, name: str, **words: Any) -> Any:
        """Tell a story of `tests.config.stories` in this house."""
        done = self._split_off([name, json.dumps(words)], story=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def tell(self, name: str, **words: Any) -> Any:
        """Tell a story in a house that has no server yet."""
        out, err = self.start_story(name, **words).communicate()
        assert out, err
        return json.loads(out)

    def start_story(self, name: str, **words: Any) -> "subprocess.Popen[str]":
        """Begin to tell a story and go on."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.config.stories", name, json.dumps(words)],
            env=self._environment(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def build(self) -> "House":
        """Tables and lists as a first start makes them, copied where that is enough; own keys."""
        if "DATABASE_URL" not in self.settings:
            self.data.mkdir(mode=0o755)
            throwaway.settle(self.data)
            (self.data / "keys" / "ring.json").unlink()
        self.must("vault", "check")
        return self

    def fill(self) -> "House":
        """Let an organisation move in."""
        self.build()
        self.people = self.story("open_house")
        return self

    def record(self, count: int = 1, words: str = "Қыз жылап тұр") -> list[str]:
        """The operator writes down contacts; their ids."""
        found: list[str] = self.story(
            "record", operator=self.people["operator"], count=count, words=words
        )
        return found

    def read(self, contact: str) -> str | None:
        """What the operator reads in a contact; None if nobody can read it any more."""
        told: str | None = self.story("read", operator=self.people["operator"], contact=contact)
        return told

    def ask(self, question: str, *, role: str = "owner", database: str = "umai") -> Any:
        """The rows that a query returns, as the owner of the tables or another role."""
        with self.connected(role, database) as connection:
            return connection.execute(question.encode()).fetchall()

    @contextmanager
    def connected(
        self, role: str = "owner", database: str = "umai"
    ) -> "Iterator[psycopg.Connection[Any]]":
        """A connection as the owner, the application (`app`) or the superuser (`admin`)."""
        with self.here():
            dsn = {"owner": server.owner_dsn, "app": server.app_dsn, "admin": server.admin_dsn}
            found = dsn[role]()
        assert found is not None
        with psycopg.connect(**found.at(database).params(), autocommit=True) as connection:
            yield connection

    def last(self, what: str) -> dict[str, Any]:
        """What is known of the last backup or drill."""
        found: dict[str, Any] = json.loads((self.data / f"last-{what}.json").read_text())
        return found

    def journal(self, event: str) -> int:
        """How often something stands in the journal."""
        return int(self.ask(f"SELECT count(*) FROM journal_entry WHERE event = '{event}'")[0][0])

    def here(self) -> AbstractContextManager[None]:
        """A block in which this process belongs to the house: for asking about its server."""
        return throwaway.house(self.data, **self.settings)

    def leave(self) -> None:
        """Stop the server."""
        with self.here():
            server.stop()
        self.begin_anew()

    def begin_anew(self) -> None:
        """Let the next call read the settings again: passwords have changed."""
        if self._ready is not None:
            self._ready.communicate()
            self._ready = None

    def _made(self) -> bool:
        with self.here():
            return server.owner_dsn() is not None

    def _split_off(self, words: list[str], *, story: bool = False) -> Said:
        if self._ready is None:
            self._ready = subprocess.Popen(
                [sys.executable, "-m", "tests.config.forks"],
                env=self._environment(),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._ready.stdin and self._ready.stdout
        paths = {"out": f"{self.data}.out", "err": f"{self.data}.err"}
        call = {"words": words, "story": story, **paths}
        self._ready.stdin.write(json.dumps(call) + "\n")
        self._ready.stdin.flush()
        code = int(self._ready.stdout.readline())
        out, err = (Path(path).read_text() for path in paths.values())
        return subprocess.CompletedProcess(words, code, out, err)

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in throwaway.FORGOTTEN
        }
        return kept | {"DJANGO_SETTINGS_MODULE": "umai.config.settings"} | self.settings


@contextmanager
def street() -> Iterator[Path]:
    """A place for houses, reachable for the server's own user; swept up at the end."""
    place = Path(tempfile.mkdtemp(prefix="umai-test-", dir="/tmp"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        for keys in place.glob("*/keys"):
            House(keys.parent).leave()
        shutil.rmtree(place, ignore_errors=True)


def child_of(parent: "subprocess.Popen[str]", name: str) -> psutil.Process | None:
    """The first child of this name, stopped in the moment it is seen; None if nobody saw it."""
    mother = psutil.Process(parent.pid)
    while parent.poll() is None:
        with suppress(psutil.NoSuchProcess):  # it may be over while it is looked at
            for child in mother.children():
                if child.name() == name:
                    child.suspend()
                    return child
    return None
