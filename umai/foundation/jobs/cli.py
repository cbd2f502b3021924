"""`umai health`: the signs of health, for a watcher at the console."""

import argparse
from collections.abc import Callable

from umai.foundation.jobs import health
from umai.foundation.kernel.output import answer


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    verb = add("health", help="say what is late or waits; exit 1 if anything is an alarm")
    verb.add_argument("--format", choices=["text", "json"], default="text")
    verb.set_defaults(run=_health)


def _health(chosen: argparse.Namespace) -> int:
    signs = health.of_the_house()
    if chosen.format == "json":
        answer(
            [
                {"sign": sign.code, "alarm": sign.alarm, "at": sign.at, "waiting": sign.count}
                for sign in signs
            ]
        )
    else:
        for sign in signs:
            when = sign.at or ("never" if sign.count is None else "none")
            print(f"{'ALARM' if sign.alarm else 'ok':6}{sign.label}: {when}")
    return 1 if any(sign.alarm for sign in signs) else 0
