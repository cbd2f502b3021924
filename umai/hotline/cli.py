"""`umai import contacts` and `umai import consultations`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from django.db.models import TextChoices

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.queries import known
from umai.foundation.exports import incoming, registers
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, imports, permissions, terms
from umai.hotline.commands.importing import Imported

MOST_SHOWN = 50


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    contacts = add("import contacts", help="take in a register of contacts (CSV or XLSX)")
    _options(contacts, terms.Column)
    contacts.set_defaults(
        columns=terms.Column, reads=imports.read_contacts, takes_in=commands.import_contacts
    )
    given = add(
        "import consultations", help="take in consultations that belong to no case (CSV or XLSX)"
    )
    _options(given, terms.ConsultationColumn)
    given.set_defaults(
        columns=terms.ConsultationColumn,
        reads=imports.read_consultations,
        takes_in=commands.import_consultations,
    )


def _options(parser: argparse.ArgumentParser, columns: type[TextChoices]) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--organisation", required=True, metavar="CODE")
    parser.add_argument("--team", default="", help="the team they belong to; by default the first")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=COLUMN",
        help=f"a heading of the file that is one of: {', '.join(columns.values)}",
    )
    parser.add_argument("--dry-run", action="store_true", help="check only; write nothing")
    parser.add_argument("--skip-bad", action="store_true", help="leave out rows with mistakes")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.set_defaults(run=_import)


def _import(chosen: argparse.Namespace) -> int:
    organisation = known.organisation_named(chosen.organisation)
    table = incoming.read_path(chosen.file)
    mapping = _mapping(table.headings, chosen.map, chosen.columns)
    actor = actors.console(organisation, [permissions.IMPORT_CONTACTS])
    with scope(organisation.pk):
        team_id = _team(actor, chosen.team)
        read = chosen.reads(
            table,
            organisation.time_zone,
            clock.now(),
            mapping,
            lambda n: say(f"{n} rows checked"),
        )
        done = chosen.takes_in(
            actor,
            team_id,
            read,
            skip_bad=chosen.skip_bad,
            dry_run=chosen.dry_run,
            progress=lambda n: say(f"{n} rows written"),
        )
    return _tell(done, chosen)


def _mapping(
    headings: list[str], typed: list[str], columns: type[TextChoices]
) -> dict[str, str]:
    mapping = registers.guess_mapping(headings, columns)
    for pair in typed:
        heading, _, column = pair.rpartition("=")
        if heading not in headings or column not in columns.values:
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
