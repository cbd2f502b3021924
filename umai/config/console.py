"""`umai`: the console. The answer goes to stdout, progress and warnings to stderr.

Exit 0 is success, 1 a refusal with its reasons, 2 wrong use.
"""

import argparse
import os
import sys
from collections.abc import Callable

from umai.config import ground, server

Verb = Callable[[argparse.Namespace], int]


def main(typed: list[str] | None = None) -> int:
    """Run one verb. The database, its tables and the keys are made first if they are missing."""
    words = sys.argv[1:] if typed is None else typed
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umai.config.settings")
    if words[:1] == ["demo"]:
        os.environ["UMAI_DEMO"] = "1"  # before the settings are read
        os.environ.setdefault("UMAI_PUBLIC_DIRECTORY", "sana")
    try:
        if words[:1] == ["stop"]:
            return _stop(words[1:])
        if words[:1] == ["keys"] or words[:2] == ["backup", "verify"]:
            return _run_as_it_is(words)
        server.ensure()
        if words[:1] == ["restore"]:
            return _run_as_it_is(words)
        ground.make_keys()
        if words[:1] == ["manage"]:
            return ground.manage(words[1:])
        ground.prepare()
        return _run(words)
    except server.ServerError as no:
        print(no, file=sys.stderr)
        return 1


def _stop(rest: list[str]) -> int:
    if rest:
        print("usage: umai stop", file=sys.stderr)
        return 2
    print("stopped" if server.stop() else "not running", file=sys.stderr)
    return 0


def _run_as_it_is(words: list[str]) -> int:
    """Run a verb for the worst night: nothing is made first that would stand in its way."""
    import django

    django.setup()
    return _run(words)


def _run(words: list[str]) -> int:
    from umai.config import verbs

    parser = verbs.parser()
    if not words:
        parser.print_help(sys.stderr)
        return 2
    chosen = parser.parse_args(words)
    return verbs.run(chosen)


if __name__ == "__main__":
    sys.exit(main())
