"""`umai directory import` and `umai directory export`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from umai.directory import commands, exports, imports, permissions
from umai.foundation.access import actors
from umai.foundation.access.queries import known
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope

MOST_SHOWN = 50


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    take = add("directory import", help="take in a directory (HSDS 3, CSV or XLSX)")
    take.add_argument("file", type=Path, help="a JSON, CSV, XLSX or zip file, or a folder")
    take.add_argument("--organisation", required=True, metavar="CODE")
    take.add_argument("--dry-run", action="store_true", help="check only; write nothing")
    take.add_argument("--format", choices=["text", "json"], default="text")
    take.set_defaults(run=_import)
    give = add("directory export", help="write the directory for others, without what is secret")
    give.add_argument("--organisation", required=True, metavar="CODE")
    give.add_argument("--hsds", type=Path, metavar="FOLDER", help="HSDS 3: JSON and tables")
    give.add_argument("--5w", dest="five", type=Path, metavar="FILE", help="5W table as XLSX")
    give.add_argument("--language", choices=["kk", "ru", "en"], default="en")
    give.set_defaults(run=_export)


def _import(chosen: argparse.Namespace) -> int:
    organisation = known.organisation_named(chosen.organisation)
    read = imports.read_path(chosen.file)
    # The console sits at the machine itself: it must know hidden entries again, not double them.
    held = [permissions.IMPORT_DIRECTORY, permissions.READ_CONFIDENTIAL]
    actor = actors.console(organisation, held)
    with scope(organisation.pk):
        done = commands.import_directory(actor, read, dry_run=chosen.dry_run, progress=say)
    for one in done.rejected[:MOST_SHOWN]:
        say(f"rejected: {one['id']!r}: {one['reason']}")
    if len(done.rejected) > MOST_SHOWN:
        say(f"rejected: and {len(done.rejected) - MOST_SHOWN} more")
    if chosen.format == "json":
        answer({**asdict(done), "dry_run": chosen.dry_run})
    else:
        print(
            f"{done.organizations} organizations, {done.services} services,"
            f" {done.locations} locations: {done.opened} new, {done.changed} changed,"
            f" {len(done.rejected)} rejected"
        )
    return 0


def _export(chosen: argparse.Namespace) -> int:
    if not chosen.hsds and not chosen.five:
        raise Refused("say where to: --hsds FOLDER or --5w FILE")
    organisation = known.organisation_named(chosen.organisation)
    actor = actors.console(organisation, [permissions.EXPORT_DIRECTORY])
    with scope(organisation.pk):
        if chosen.hsds:
            counts = exports.write_hsds(actor, chosen.hsds)
            print(", ".join(f"{n} {name}" for name, n in counts.items()))
        if chosen.five:
            rows = exports.write_5w(actor, chosen.five, chosen.language)
            print(f"{rows} rows")
    return 0
