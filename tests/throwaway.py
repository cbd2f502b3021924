"""A pytest plugin: a throw-away PostgreSQL for the run, made before Django reads its settings.

The first process makes the server and one migrated database; each worker works on a copy of it.
What was made from the same migrations and lists is kept for the next run, which copies it.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = "UMAI_TEST_SERVER"
PREPARED = "prepared"
ROOT = Path(__file__).resolve().parents[1] / "umai"
KEPT = Path(tempfile.gettempdir()) / f"umai-prepared-{os.getuid()}"
MOST_KEPT = 4
# Settings that would lead a house of a test to another one.
FORGOTTEN = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "UMAI_BACKUPS",
    "UMAI_DEMO",
    "UMAI_AS_OWNER",
    "UMAI_TLS",
    "UMAI_THROWAWAY",
)
# What decides how a prepared server looks: the tables, the lists, and how both are made.
MADE_FROM = ("**/migrations/*.py", "**/data/**/*.json", "config/server/*.py", "config/*.py",
             "foundation/kernel/*.py", "foundation/vocabulary/*.py")  # fmt: skip


def begin() -> None:
    """Start the server and make the tables, once for the whole run."""
    if os.environ.get(HERE):
        return
    folder = Path(tempfile.mkdtemp(prefix="umai-test-"))
    folder.chmod(0o755)
    for name in FORGOTTEN:
        os.environ.pop(name, None)
    os.environ.update({HERE: str(folder), "UMAI_DATA": str(folder), "UMAI_THROWAWAY": "1"})
    os.environ["DJANGO_SETTINGS_MODULE"] = "umai.config.settings"
    from umai.config import ground, server

    atexit.register(_end, folder)
    kept = KEPT / _made_from()
    if kept.is_dir():
        os.utime(kept)  # what is used stays longest
        _copy(kept, folder)
    server.ensure()
    ground.make_keys()
    ground.prepare(kept=kept.is_dir())
    if not kept.is_dir():
        server.stop()
        _keep(folder, kept)
        server.start()
    # Another run may take the kept one away; nobody writes into either, so the files are shared.
    subprocess.run(["/bin/cp", "-al", str(kept), str(folder / PREPARED)], check=True)


def settle(folder: Path, *, told: bool = False) -> None:
    """Make a data folder with tables and lists in it, as a first start would, by copying one.

    `told`: with the demonstration in it. The keys are those of the copy; the server is not started.
    """
    source = _told() if told else Path(os.environ[HERE]) / PREPARED
    _copy(source, folder)
    with house(folder):
        from umai.config import ground

        ground.prepare(kept=True)


@contextmanager
def house(folder: Path, **settings: str) -> Iterator[None]:
    """A block in which this process belongs to another data folder."""
    wanted = {"UMAI_DATA": str(folder), "UMAI_THROWAWAY": "1", **settings}
    before = {name: os.environ.get(name) for name in {*FORGOTTEN, *wanted}}
    for name in FORGOTTEN:
        os.environ.pop(name, None)
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _told() -> Path:
    """The demonstration, told once in a run: the worker that comes second waits for the first."""
    folder = Path(os.environ[HERE]) / "told"
    with (Path(os.environ[HERE]) / "told.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            begun = folder.with_name("being-told")
            begun.mkdir(mode=0o755)
            settle(begun)
            with house(begun):
                for verb in (["demo", "--no-serve"], ["stop"]):
                    words = [sys.executable, "-m", "umai.config.console", *verb]
                    subprocess.run(words, env=_own(), check=True, capture_output=True)
            begun.rename(folder)
    return folder


def _own() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != HERE}


def _made_from() -> str:
    found = sorted({path for pattern in MADE_FROM for path in ROOT.glob(pattern)})
    whole = hashlib.sha256()
    for path in found:
        whole.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:24]


def _copy(kept: Path, folder: Path) -> None:
    """With owners and modes: the server refuses files that others may read."""
    subprocess.run(["/bin/cp", "-a", f"{kept}/.", str(folder)], check=True)


def _keep(folder: Path, kept: Path) -> None:
    """Keep a stopped server for the next run; the oldest of those kept goes."""
    KEPT.mkdir(mode=0o755, exist_ok=True)
    begun = Path(tempfile.mkdtemp(dir=KEPT))
    begun.chmod(0o755)
    _copy(folder, begun)
    try:
        begun.rename(kept)
    except OSError:  # another run was quicker
        shutil.rmtree(begun, ignore_errors=True)
    by_age = sorted(KEPT.iterdir(), key=lambda one: one.stat().st_mtime)
    for old in by_age[:-MOST_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _end(folder: Path) -> None:
    from umai.config import server

    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


begin()
