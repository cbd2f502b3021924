"""Write a register that came in: the whole file or nothing, with COPY, in one act."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.exports import commands as registers
from umai.foundation.exports import queries as kept
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.exports.registers import Fault, Read, in_order
from umai.foundation.journal import log
from umai.foundation.kernel import bulk, clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.hotline import events, permissions, queries, terms
from umai.hotline.commands.numbering import code_of, take_numbers
from umai.hotline.rules import CONTACTS

# Columns that the file decides, with what a column that it lacks becomes.
FROM_FILE = {
    "reference": "",
    "received_at": None,
    "channel": "",
    "caller_relation": "",
    "child_sex": "",
    "child_age": None,
    "child_citizenship": "",
    "child_ethnicity": "",
    "child_education": "",
    "child_living_situation": "",
    "child_family_status": "",
    "topic": "",
    "import_digest": None,
}
OURS = ("id", "organisation_id", "team_id", "code", "source", "state", "recorded_at")


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    rows: int
    imported: int
    known: int
    faults: list[Fault]
    warnings: list[Fault]


@transaction.atomic
def import_contacts(
    actor: Actor,
    team_id: UUID,
    read: Read,
    *,
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _n: None,
) -> Imported:
    """Write the rows of a register that are not here yet.

    Nothing is written when a row is wrong, unless `skip_bad`; the faults are returned either way. A
    reference stored with the same content is passed over; with other content it is a fault.
    """
    actor.require(permissions.IMPORT_CONTACTS, team_id)
    done = _take_in(actor, team_id, read, skip_bad, dry_run, progress)
    if not dry_run and (skip_bad or not done.faults):
        log.record(actor, events.CONTACTS_IMPORTED, None, facts_of(done))
    return done


@transaction.atomic
def import_register(
    actor: Actor, register_id: UUID, read: Read, *, version: int, skip_bad: bool = False
) -> IncomingRegister:
    """Take in a register that was kept and looked at, once, and erase its words.

    Sent twice, the second time answers with what the first one did. Raises Refused and writes
    nothing when a row is wrong, unless `skip_bad`, or when its columns were named anew meanwhile.
    """
    register = kept.register(actor, CONTACTS, register_id)
    if register.imported_at is not None:
        return register
    actor.require(permissions.IMPORT_CONTACTS, register.team_id)
    registers.check_version(register, version)
    done = _take_in(actor, register.team_id, read, skip_bad)
    if done.faults and not skip_bad:
        raise Refused(_("Nothing was imported: there are rows with mistakes."))
    counts = {"total": done.rows, "imported": done.imported, "known": done.known}
    registers.finish_register(register, **counts)
    log.record(actor, events.CONTACTS_IMPORTED, register, facts_of(done))
    return register


def facts_of(done: Imported) -> dict[str, int]:
    """What the journal says of an import: numbers only."""
    return {
        "rows": done.rows,
        "imported": done.imported,
        "known": done.known,
        "faults": len(done.faults),
    }


def _take_in(
    actor: Actor,
    team_id: UUID,
    read: Read,
    skip_bad: bool,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _n: None,
) -> Imported:
    """Write the new rows, one register at a time: none comes between the look and the writing."""
    wait_for_turn(f"import {actor.organisation}")
    rows = queries.sorted_out(actor, read.rows)
    faults = in_order(read.faults, rows.faults)
    writes = not dry_run and (skip_bad or not faults)
    if writes and rows.fresh:
        _write(actor, team_id, rows.fresh, progress)
    imported = len(rows.fresh) if writes else 0
    return Imported(read.total, imported, rows.known, faults, read.warnings)


def _write(
    actor: Actor, team_id: UUID, rows: list[dict[str, Any]], progress: Callable[[int], None]
) -> None:
    """Write rows with their codes, telling how far it is."""
    insert_contacts(actor, team_id, rows, progress)
    bulk.insert_rows("hotline_consultation", NOTED, _noted(actor, rows), BLANK)


def insert_contacts(
    actor: Actor,
    team_id: UUID,
    rows: list[dict[str, Any]],
    progress: Callable[[int], None] = lambda _n: None,
) -> None:
    """Insert contacts from a file; each row is told the id that its contact has."""
    codes = _codes(actor, rows)

    def told() -> Iterator[tuple[Any, ...]]:
        for number, values in enumerate(_values(actor, team_id, rows, codes), start=1):
            yield values
            if number % 20_000 == 0:
                progress(number)

    bulk.insert_rows("hotline_contact", (*OURS, *FROM_FILE), told(), DEFAULTS)


def _noted(actor: Actor, rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The consultations that a register of contacts notes with each, as they are written."""
    moment, source = clock.now(), terms.Given.REGISTER.value
    for row in rows:
        day = clock.local_day(row["received_at"], actor.time_zone)
        for name, discipline in terms.NUMBERS.items():
            for _once in range(row.get(name, 0)):
                about = (actor.organisation, row["id"], discipline.value)
                yield (uuid7(), *about, day, moment, source)


# How the consultations of a register are written, and what stays blank.
NOTED = (
    "id", "organisation_id", "contact_id", "discipline", "held_on", "recorded_at", "source",
)  # fmt: skip
BLANK = {"service": "''", "mode": "''", "reference": "''", "from_version": "1", "version": "1"}
# What the application would fill in by itself.
DEFAULTS = {
    "contact_type": "''",
    "language": "''",
    "caller_sex": "''",
    "region": "''",
    "substantive": "true",
    "not_attending_reason": "''",
    "family_flags": "'{}'",
    "other_topics": "'{}'",
    "second_axis": "'{}'",
    "danger_now": "false",
    "outcome": "''",
    "booked": "'{}'",
    "materials": "'{}'",
    "attempts_left": "0",
    "version": "1",
}


def _codes(actor: Actor, rows: list[dict[str, Any]]) -> list[str]:
    """Codes in the order of the file, counted by the organisation's own years."""
    years = [clock.local_day(row["received_at"], actor.time_zone).year for row in rows]
    numbers = {
        year: iter(take_numbers(actor, year, many)) for year, many in sorted(Counter(years).items())
    }
    return [code_of(year, next(numbers[year])) for year in years]


def _values(
    actor: Actor, team_id: UUID, rows: list[dict[str, Any]], codes: list[str]
) -> Iterable[tuple[Any, ...]]:
    """The rows as they are written, each with an id from now on."""
    moment = clock.now()
    source, state = terms.Source.IMPORTED.value, terms.State.CLOSED.value
    for code, row in zip(codes, rows, strict=True):
        row["id"] = uuid7()
        yield (
            *(row["id"], actor.organisation, team_id, code, source, state, moment),
            *(row.get(name, blank) for name, blank in FROM_FILE.items()),
        )
