"""The small process that opens a stranger's file, and the call that starts it.

A picture or a PDF can be made to unpack to gigabytes, to keep a program busy for ever, or to break
it. So it is opened in a process of its own that is given no keys, no database and no settings, may
take only so much memory and time, and can open no file, no connection and no program: everything
it needs is loaded before. When it breaks, the file is refused and nothing else happened. It is no
prison: it runs as the same user of the machine. It reads one line of JSON and the content, and
answers with one line of JSON and what it made.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from types import ModuleType
from typing import Any

from umai.foundation.files.rules import MEGABYTE, Limits, No, Unfit

WORKS = frozenset({"cleaning", "drawing", "redacting"})
OURS = "umai.foundation.files."
LONGER = 3  # the clock on the wall against the seconds of work: a busy machine
PIPES = 3  # in, out, errors: nothing else can be opened

Told = dict[str, Any]


def done(
    work: str | ModuleType, content: bytes, limits: Limits, **wish: Any
) -> tuple[Told, bytes]:
    """What one of the works tells of a content, and what it made of it. Raises Unfit.

    A room brings a work of its own as a module with `load` and `work`, like those beside this one.
    """
    name = work if isinstance(work, str) else work.__name__
    said = {"work": name, "limits": asdict(limits), "wish": wish}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "umai.foundation.files.apart"],
            input=json.dumps(said).encode() + b"\n" + content,
            capture_output=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"},
            timeout=limits.seconds * LONGER,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unfit(No.HEAVY) from None
    if ended.returncode:
        raise Unfit(No.HEAVY)
    line, _newline, made = ended.stdout.partition(b"\n")
    told: Told = json.loads(line)
    if no := told.get("no"):
        raise Unfit(No(no))
    return told, made


def shut_in(limits: Limits) -> None:
    """Take from this process what it does not need. There is no way back."""
    memory = limits.memory * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (PIPES, PIPES))


def main() -> None:
    """Read what is to be done and the content, answer with what came of it."""
    said = json.loads(sys.stdin.buffer.readline())
    name = f"{OURS}{said['work']}" if said["work"] in WORKS else said["work"]
    if not name.startswith("umai."):
        raise SystemExit(2)
    work = importlib.import_module(name)
    work.load()
    limits = Limits(**said["limits"])
    shut_in(limits)
    told: Told
    try:
        told, made = work.work(sys.stdin.buffer.read(), limits, **said["wish"])
    except (MemoryError, RecursionError):
        told, made = {"no": No.HEAVY.value}, b""
    except Unfit as unfit:
        told, made = {"no": unfit.no.value}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
