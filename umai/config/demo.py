"""`umai demo`: a believable invented story, and who may sign in to it."""

import argparse
import sys
from collections.abc import Callable

from umai.config import serving, wiring
from umai.foundation.access import demo as people
from umai.foundation.access import queries as access

INVENTED = "Everything in this demonstration is invented: people, calls, numbers."


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """`umai demo`."""
    parser = add("demo", help="load the demonstration if there is nothing yet, then serve it")
    parser.add_argument("--no-serve", action="store_true", help="only load it")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Tell the story once, print the sign-ins, serve until Ctrl-C."""
    if not access.organisations().exists():
        print("Telling the demonstration, a minute or two …", file=sys.stderr, flush=True)
        for part in sorted(
            wiring.parts("demo"), key=lambda one: wiring.ROOMS.index(_room(one.__name__))
        ):
            part.tell()
    if chosen.no_serve:
        return 0
    host, port = serving.usual()
    _print_sign_ins(host, port)
    return serving.run(host, port)


def _room(module: str) -> str:
    return module.rpartition(".")[0]


def _print_sign_ins(host: str, port: int) -> None:
    print(f"\n  Umai is served on http://{host}:{port}   (Ctrl-C stops it)\n")
    print(f"  {INVENTED}")
    print("  The second factor may be skipped here and nowhere else.\n")
    print(f"  Password of everybody: {people.PASSWORD}\n")
    for code, cast in people.PEOPLE.items():
        for one in cast:
            print(f"  {one.address:<28} {one.role.replace('_', ' '):<26} {code}")
    print(flush=True)
