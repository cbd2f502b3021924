"""`umai places load`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from umai.foundation.access import actors
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.scope import scope
from umai.foundation.places import commands, loading

MOST_SHOWN = 50


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    load = add("places load", help="take in the districts of the regions (CSV, UTF-8)")
    load.add_argument("file", type=Path, help=f"columns: {', '.join(loading.COLUMNS)}")
    load.add_argument("--format", choices=["text", "json"], default="text")
    load.set_defaults(run=_load)


def _load(chosen: argparse.Namespace) -> int:
    read = loading.read_districts(chosen.file)
    done = commands.Loaded(0, 0)
    if not read.faults:
        with scope(None):
            done = commands.load_districts(actors.console(), read.districts)
    for fault in read.faults[:MOST_SHOWN]:
        say(f"error: row {fault.row}, {fault.column}: {fault.message}")
    if len(read.faults) > MOST_SHOWN:
        say(f"error: and {len(read.faults) - MOST_SHOWN} more")
    if chosen.format == "json":
        rows = len(read.districts) + len({fault.row for fault in read.faults})
        faults = [asdict(fault) for fault in read.faults]
        answer({"rows": rows, **asdict(done), "faults": faults})
    elif read.faults:
        say("Nothing was written.")
    else:
        print(f"{len(read.districts)} rows: {done.new} new, {done.changed} changed")
    return 1 if read.faults else 0
