"""`umai journal seal` and `umai journal verify`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from umai.foundation.journal import chain
from umai.foundation.kernel import done
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.ownership import as_owner


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    journal = add("journal", help="seal the journal, or verify that nobody changed it")
    acts = journal.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("seal", help="seal what can be sealed").set_defaults(run=_seal)
    verify = acts.add_parser("verify", help="name the first bad entry, if there is one")
    verify.add_argument("--roots", type=Path, help="roots that were carried outside this machine")
    verify.add_argument("--format", choices=["text", "json"], default="text")
    verify.set_defaults(run=_verify)


def _seal(_chosen: argparse.Namespace) -> int:
    say(f"sealed {chain.seal()} entries")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    with as_owner():
        verdict = chain.verify(chain.roots(chosen.roots))
    chain.remember(verdict)
    done.write(done.CHAIN_CHECK, ok=verdict.fault is None)
    if chosen.format == "json":
        answer(asdict(verdict))
    elif verdict.fault is None:
        print(f"the chain holds: {verdict.sealed} sealed, {verdict.unsealed} not sealed yet")
    if verdict.fault is not None:
        place = verdict.fault.position or "(not sealed)"
        say(f"entry {verdict.fault.entry_id or '?'} at place {place}: {verdict.fault.what}")
        return 1
    return 0
