"""The server as a process: whether it is alive, starting it, stopping it."""

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from umai.config.server.account import Account
from umai.config.server.keys import ServerError

PAUSE_SECONDS = 0.02
PATIENCE_SECONDS = 10
GRACE_SECONDS = 60
# A process that was killed leaves children that end by themselves, most of them at once.
MEMORY_IN_USE = "shared memory block"
MEMORY_TRIES = 120
# Larger than any process number a system gives out.
NO_SUCH_PROCESS = 2**31 - 1


@dataclass(frozen=True)
class Postmaster:
    """A living server."""

    pid: int
    status: str

    @property
    def ready(self) -> bool:
        """Whether it takes connections."""
        return self.status == "ready"


def find(cluster: Path) -> Postmaster | None:
    """The living server of this cluster, or None: a number in the pid file proves nothing.

    The number may have been given to another program since. What decides is that the process
    is a postgres started for this very folder. Start times are not compared: setting the
    system's clock shifts them, and a living server would be taken for a dead one.
    """
    lines = _pid_file(cluster)
    pid = _number(lines)
    if pid is None or not _is_server(pid, cluster):
        return None
    return Postmaster(pid, lines[7].strip() if len(lines) > 7 else "starting")


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    except PermissionError as no:
        raise ServerError(
            f"{cluster} belongs to another system user; run umai as the user who made it."
        ) from no


def _number(lines: list[str]) -> int | None:
    try:
        pid = int(lines[0])
    except (IndexError, ValueError):
        return None
    return pid if pid > 1 else None


def _is_server(pid: int, cluster: Path) -> bool:
    _reap(pid)
    return f"postgres -D {cluster} --" in _command_line(pid)


def _command_line(pid: int) -> str:
    """What a process was started with; empty when there is none, or it is dead but not buried."""
    if not Path("/proc/self/cmdline").exists():
        said = subprocess.run(  # noqa: S603 - a number is its only variable part
            ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
            check=False,
            capture_output=True,
            text=True,
        )
        return said.stdout
    try:
        found = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ""
    return found.replace(b"\0", b" ").decode("utf-8", "surrogateescape")


def _reap(pid: int) -> None:
    # A server that this very process started stays in the table of processes until asked for.
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def clear_stale(cluster: Path) -> None:
    """Make sure that a left-over pid file does not keep the server from starting.

    PostgreSQL itself copes with a number that no process has. If another program has it now,
    the number is replaced and the file stays: it also names the shared memory by which
    PostgreSQL sees that children of a killed server are still at work.
    """
    lines = _pid_file(cluster)
    file = cluster / "postmaster.pid"
    if not file.exists() or find(cluster) is not None:
        return
    if _number(lines) is None:
        file.unlink()
        return
    before = file.stat()
    file.write_text("\n".join([str(NO_SUCH_PROCESS), *lines[1:]]) + "\n", "utf-8")
    if os.geteuid() == 0:
        os.chown(file, before.st_uid, before.st_gid)


def settle(cluster: Path) -> None:
    """Wait while a server that is alive is still starting, or end one that is ending."""
    found = find(cluster)
    if found is not None and found.status == "stopping":
        stop(cluster)
    _wait(lambda: (found := find(cluster)) is None or found.ready)


def launch(command: list[str], cluster: Path, log: Path, who: Account | None) -> None:
    """Start the server and wait until it is ready; ServerError with its last words if it dies."""
    said = ""
    for _ in range(MEMORY_TRIES):
        before = log.stat().st_size if log.exists() else 0
        if _launched(command, cluster, log, who):
            return
        said = _said_since(log, before)
        if MEMORY_IN_USE not in said:
            break
        time.sleep(0.5)
    raise ServerError(f"The database did not start. Its last words, from {log}:\n{said}")


def _launched(command: list[str], cluster: Path, log: Path, who: Account | None) -> bool:
    file = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        # A session of its own, so that Ctrl-C in the terminal does not end the server.
        child = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
            **surroundings(who),
        )
    finally:
        os.close(file)

    def over() -> bool:
        found = find(cluster)
        return (found is not None and found.pid == child.pid and found.ready) or _ended(child)

    _wait(over)
    if _ended(child):
        return False
    # It outlives us by design; without this Python would warn of a forgotten child.
    child.returncode = 0
    return True


def _ended(child: "subprocess.Popen[bytes]") -> bool:
    return child.poll() is not None


def stop(cluster: Path) -> bool:
    """End the server and wait for it; True if one was running.

    A server asked to stop in the middle of a recovery has been seen to wait for ever. After a
    minute it is told to end at once; that loses nothing, the next start replays its log.
    """
    found = find(cluster)
    if found is None:
        return False
    pid = found.pid

    def over() -> bool:
        return not _is_server(pid, cluster)

    _send(pid, signal.SIGINT)
    if not _wait(over, GRACE_SECONDS):
        _send(pid, signal.SIGQUIT)
        _wait(over)
    return True


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def surroundings(who: Account | None) -> dict[str, Any]:
    """Arguments for subprocess: the server's user, and nothing of our environment."""
    plain = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
    if who is None:
        return {"env": plain, "cwd": "/"}
    return {"env": plain, "cwd": "/", "user": who.uid, "group": who.gid, "extra_groups": []}


def _wait(over: Callable[[], bool], limit_seconds: float = math.inf) -> bool:
    """Wait until something is over, at most so long; whether it was."""
    begun = time.monotonic()
    told = False
    while not over():
        passed = time.monotonic() - begun
        if passed > limit_seconds:
            return False
        if not told and passed > PATIENCE_SECONDS:
            told = True
            print("The database is taking its time; still waiting.", file=sys.stderr)
        time.sleep(PAUSE_SECONDS)
    return True


def _said_since(log: Path, before: int) -> str:
    text = log.read_bytes()[before:].decode("utf-8", "replace")
    return "\n".join(text.splitlines()[-15:])
