"""The small process that opens a stranger's file, and the call that starts it.

A picture or a PDF can be made to unpack to gigabytes, to keep a program busy for ever, or to break
it. So it is opened in a process of its own that is given no keys, no database and no settings, may
take only so much memory and time and can write no file; when it breaks, the file is refused and
nothing else happened. It is no prison: it runs as the same user of the machine. It reads the limits
and the content, and answers with one line of JSON and the copy.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass

from umai.foundation.files import rules
from umai.foundation.files.rules import Limits, No, Unfit

MEGABYTE = rules.MEGABYTE
LONGER = 3  # the clock on the wall against the seconds of work: a busy machine


@dataclass(frozen=True)
class Clean:
    """What a file is, and its clean copy. `pages` of a PDF, `pixels` of a picture, else 0."""

    type: str
    copy: bytes
    pages: int = 0
    pixels: int = 0


def cleaned(content: bytes, limits: Limits) -> Clean:
    """The clean copy of a file, made in a process of its own. Raises Unfit."""
    if not content:
        raise Unfit(No.EMPTY)
    if len(content) > limits.size:
        raise Unfit(No.LARGE)
    rules.kind(content)
    said = json.dumps(asdict(limits)).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "umai.foundation.files.cleaning"],
            input=said + content,
            capture_output=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"},
            timeout=limits.seconds * LONGER,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unfit(No.HEAVY) from None
    if done.returncode:
        raise Unfit(No.HEAVY)
    line, _newline, copy = done.stdout.partition(b"\n")
    told = json.loads(line)
    if no := told.pop("no", ""):
        raise Unfit(No(no))
    return Clean(copy=copy, **told)


def opened(content: bytes, limits: Limits) -> Clean:
    """The work itself. Called in the small process only."""
    from umai.foundation.files import papers, pictures

    what = rules.kind(content)
    if what == "text":
        return Clean(what, papers.cleaned_text(content))
    if what == "pdf":
        rules.check_one_face(content, what, len(content))
        copy, pages = papers.cleaned_pdf(content, limits)
        return Clean(what, copy, pages=pages)
    copy, pixels = pictures.cleaned(content, what, limits)
    rules.check_one_face(content, what, pictures.end(content, what))
    return Clean(what, copy, pixels=pixels)


def _shut_in(limits: Limits) -> None:
    memory = limits.memory * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read limits and content, answer with what it is and the clean copy."""
    limits = Limits(**json.loads(sys.stdin.buffer.readline()))
    _shut_in(limits)
    told: dict[str, str | int]
    try:
        clean = opened(sys.stdin.buffer.read(), limits)
    except (MemoryError, RecursionError):
        told, copy = {"no": No.HEAVY.value}, b""
    except Unfit as unfit:
        told, copy = {"no": unfit.no.value}, b""
    else:
        told = {"type": clean.type, "pages": clean.pages, "pixels": clean.pixels}
        copy = clean.copy
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + copy)


if __name__ == "__main__":
    main()
