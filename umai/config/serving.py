"""Serve the pages and work through the queue, until Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from umai.config import env, safety

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LOOK_AGAIN = 5  # seconds between looks at whether the worker is alive


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """`umai serve` and `umai worker`."""
    serve = add("serve", help="serve the pages and work through the queue")
    host, port = usual()
    serve.add_argument("--host", default=host)
    serve.add_argument("--port", type=int, default=port)
    serve.set_defaults(run=lambda chosen: run(chosen.host, chosen.port))
    worker = add("worker", help="work through the queue only")
    worker.set_defaults(run=work)


def usual() -> tuple[str, int]:
    """Where Umai listens unless told otherwise."""
    return env.text("UMAI_HOST", "127.0.0.1"), env.number("UMAI_PORT", 8000)


def run(host: str, port: int) -> int:
    """Start gunicorn and one worker, anew if it dies; stop both when gunicorn ends or on Ctrl-C."""
    if host not in LOOPBACK and (faults := safety.faults()):
        for fault in faults:
            print(f"refused: {fault}", file=sys.stderr)
        return 1
    env_now = {**os.environ, "DJANGO_SETTINGS_MODULE": "umai.config.settings"}
    web = subprocess.Popen(_gunicorn(host, port), env=env_now)  # noqa: S603  # our own words
    queue = _worker(env_now)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while web.poll() is None:
            queue = queue if queue.poll() is None else _worker(env_now)
            with suppress(subprocess.TimeoutExpired):
                web.wait(LOOK_AGAIN)
        return web.returncode
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        for child in (web, queue):
            child.terminate()
        for child in (web, queue):
            child.wait()


def _worker(env_now: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "umai.config.console", "worker"], env=env_now)


def _gunicorn(host: str, port: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "umai.config.wsgi:application",
        f"--bind={'[' + host + ']' if ':' in host else host}:{port}",
        f"--workers={env.number('UMAI_WORKERS', 2)}",
        "--threads=4",
        "--timeout=180",  # a long register is taken in within one request
        "--worker-tmp-dir=/dev/shm",
        "--log-level=warning",
        "--no-control-socket",
    ]


def work(_chosen: argparse.Namespace) -> int:
    """Work through the queue until told to stop."""
    from umai.foundation.jobs import worker

    worker.run()
    return 0
