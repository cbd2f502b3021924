"""`umai vault check` and `umai vault rotate`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict

from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.ownership import as_owner
from umai.foundation.vault import rotation


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    vault = add("vault", help="check the keys, or change the wrapping key")
    acts = vault.add_subparsers(dest="act", required=True, metavar="ACT")
    check = acts.add_parser("check", help="open every data key once")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.set_defaults(run=_check)
    rotate = acts.add_parser("rotate", help="wrap all data keys by a fresh key; may be interrupted")
    rotate.set_defaults(run=_rotate)


def _check(chosen: argparse.Namespace) -> int:
    with as_owner():
        found = rotation.check()
    if chosen.format == "json":
        answer(asdict(found))
    else:
        print(f"{found.keys} keys, {found.destroyed} destroyed, {len(found.broken)} broken")
    for broken in found.broken:
        say(f"key {broken} does not open")
    return 1 if found.broken else 0


def _rotate(_chosen: argparse.Namespace) -> int:
    with as_owner():
        if rotation.unfinished():
            say("going on with a rotation that was interrupted")
        else:
            say(f"new wrapping key {rotation.begin()}")
        done = 0
        for some in rotation.rewrap():
            done += some
            say(f"{done} keys wrapped anew")
        gone = rotation.retire()
    say(f"retired: {', '.join(gone) or 'none'}")
    say(
        "Backups need the new key from now on: save the keys again (umai keys save FILE)."
    )
    return 0
