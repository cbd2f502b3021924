"""Data folders for tests of the database server, away from the server of the test run."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.servers import known
from umai.config import server
from umai.config.server import cluster

SETTINGS = ("DATABASE_URL", "DATABASE_OWNER_URL", "UMAI_WAL_ARCHIVE", "UMAI_DATA")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for data folders, with every server in it stopped and swept up at the end."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UMAI_THROWAWAY", "1")
    place = Path(tempfile.mkdtemp(prefix="umai-test-", dir="/tmp"))
    place.chmod(0o755)
    yield place
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for keys in place.rglob("keys"):
        monkeypatch.setenv("UMAI_DATA", str(keys.parent))
        server.stop()
        if sockets := cluster.socket_folder():
            shutil.rmtree(sockets, ignore_errors=True)
        shutil.rmtree(cluster.shelter(), ignore_errors=True)
    shutil.rmtree(place)


@pytest.fixture
def data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One data folder that does not exist yet."""
    monkeypatch.setenv("UMAI_DATA", str(folder / "data"))
    return folder / "data"


@pytest.fixture
def shared(data: Path) -> server.Dsn:
    """The application's role on a fresh server."""
    server.ensure()
    return known(server.app_dsn())
