"""`umai import contacts`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.queries import known
from umai.foundation.exports import incoming, registers
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import imports, permissions, terms
from umai.hotline.commands.importing import Imported, import_contacts

MOST_SHOWN = 50


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    contacts = add("import contacts", help="take in a register of contacts (CSV or XLSX)")
    contacts.add_argument("file", type=Path)
    contacts.add_argument("--organisation", required=True, metavar="CODE")
    contacts.add_argument(
        "--team", default="", help="the team they belong to; by default the first"
    )
    contacts.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=COLUMN",
        help=f"a heading of the file that is one of: {', '.join(imports.COLUMNS)}",
    )
    contacts.add_argument("--dry-run", action="store_true", help="check only; write nothing")
    contacts.add_argument("--skip-bad", action="store_true", help="leave out rows with mistakes")
    contacts.add_argument("--format", choices=["text", "json"], default="text")
    contacts.set_defaults(run=_import)


def _import(chosen: argparse.Namespace) -> int:
    organisation = known.organisation_named(chosen.organisation)
    table = incoming.read_path(chosen.file)
    mapping = _mapping(table.headings, chosen.map)
    actor = actors.console(organisation, [permissions.IMPORT_CONTACTS])
    with scope(organisation.pk):
        team_id = _team(actor, chosen.team)
        read = imports.read_contacts(
            table,
            organisation.time_zone,
            clock.now(),
            mapping,
            lambda n: say(f"{n} rows checked"),
        )
        done = import_contacts(
            actor,
            team_id,
            read,
            skip_bad=chosen.skip_bad,
            dry_run=chosen.dry_run,
            progress=lambda n: say(f"{n} rows written"),
        )
    return _tell(done, chosen)


def _mapping(headings: list[str], typed: list[str]) -> dict[str, str]:
    mapping = registers.guess_mapping(headings, terms.Column)
    for pair in typed:
        heading, _, column = pair.rpartition("=")
        if heading not in headings or column not in imports.COLUMNS:
            raise Refused(f"--map {pair}: no such heading or column")
        mapping = {name: one for name, one in mapping.items() if one != column}
        mapping[heading] = column
    return mapping


def _team(actor: Actor, name: str) -> UUID:
    teams = access.teams(actor).order_by("id")
    for team in teams:
        if not name or team.name == name:
            return UUID(str(team.pk))
    raise Refused(
        f"no team “{name}”; there are: {', '.join(team.name for team in teams) or 'none'}"
    )


def _tell(done: Imported, chosen: argparse.Namespace) -> int:
    for kind, faults in (("warning", done.warnings), ("error", done.faults)):
        for fault in faults[:MOST_SHOWN]:
            say(f"{kind}: row {fault.row}, {fault.column}: {fault.message}")
        if len(faults) > MOST_SHOWN:
            say(f"{kind}: and {len(faults) - MOST_SHOWN} more")
    if chosen.format == "json":
        answer({**asdict(done), "dry_run": chosen.dry_run})
    else:
        print(
            f"{done.rows} rows: {done.imported} imported, {done.known} known,"
            f" {len(done.faults)} wrong"
        )
    return 1 if done.faults and not chosen.skip_bad else 0
