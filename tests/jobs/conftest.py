"""A folder for the errands of tests, the queue as a table, and a worker to kill."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tests import cast
from umai.foundation.jobs import worker

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds after which a test gives up on a process


@pytest.fixture
def errands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the chores of tests write down what they did."""
    monkeypatch.setenv("ERRANDS", str(tmp_path))
    return tmp_path


@pytest.fixture
def plan() -> Callable[[str], None]:
    """Plan a chore of the tests, as its hour would: `plan("falter")`."""

    def now(name: str) -> None:
        app.tasks[f"tests.jobs.errands.{name}.plan"].defer(timestamp=0)

    return now


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Work until nothing is left that is due. A planned chore needs a second round."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})

    def rounds() -> None:
        for _round in range(2):
            worker.run(wait=False)

    return rounds


@pytest.fixture
def queue() -> Callable[..., list[dict[str, Any]]]:
    """The jobs of the queue; with words, an SQL statement on it first."""

    def rows(change: str = "") -> list[dict[str, Any]]:
        with connection.cursor() as cursor:
            if change:
                cursor.execute(change)
            cursor.execute(
                "SELECT task_name, status::text, attempts, args FROM procrastinate_jobs"
                " WHERE task_name NOT LIKE 'umai.%%' OR task_name = 'umai.run_for' ORDER BY id"
            )
            names = ("task", "status", "attempts", "args")
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return rows


class Hand:
    """A worker in a process of its own that holds a job in hand."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        for pipe in ("taken", "go"):
            os.mkfifo(folder / pipe)
        (folder / "hold").touch()
        self._taken = os.open(folder / "taken", os.O_RDONLY | os.O_NONBLOCK)
        environment = os.environ | {"ERRANDS": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.at_work", database], cwd=ROOT, env=environment
        )

    def takes(self) -> None:
        """Wait until it has taken the job."""
        ready, _, _ = select.select([self._taken], [], [], PATIENCE)
        assert ready, "the worker took nothing"

    def dies(self) -> None:
        """As when the power goes."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def is_asked_to_stop(self) -> None:
        """As when the machine is shut down in order."""
        self.process.send_signal(signal.SIGTERM)

    def may_go_on(self) -> None:
        """Let the job in hand be finished."""
        (self.folder / "hold").unlink()
        (self.folder / "go").write_text("go\n")

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        os.close(self._taken)


@pytest.fixture
def hand(errands: Path, own_database: str) -> Iterator[Hand]:
    """A worker that plans the chore `hold` by itself, for the one organisation that there is."""
    cast.organisation("first", "first", "KZ-79", ["first"])
    one = Hand(errands, own_database)
    yield one
    one.close()
