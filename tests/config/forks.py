"""The console, kept ready: each call runs in a process of its own, split off one that knows Django.

Starting Python and Django takes a second on a slow machine; a test of backups does it fifty times.
`python -m tests.config.forks` reads one call a line: {"words": [...], "out": path, "err": path}.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    import django

    django.setup()
    from umai.config import console, verbs

    verbs.parser()  # every room is read before the first call
    for line in sys.stdin:
        call = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(call, console)
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(call: dict[str, Any], console: Any) -> None:
    code = 70
    try:
        _point(call["out"], 1)
        _point(call["err"], 2)
        if call.get("story"):
            from tests.config import stories

            stories.main(*call["words"])
            code = 0
        else:
            code = console.main(call["words"])
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _point(path: str, number: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(handle, number)
    os.close(handle)


if __name__ == "__main__":
    main()
