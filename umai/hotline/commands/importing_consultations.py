"""Consultations that come in from a file: all of them or none, each on a contact of its own."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from umai.foundation.exports.registers import Read, in_order
from umai.foundation.journal import log
from umai.foundation.kernel import bulk, clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import wait_for_turn
from umai.hotline import events, permissions, queries, terms
from umai.hotline.commands.importing import Imported, facts_of, insert_contacts

COLUMNS = (
    "id", "organisation_id", "contact_id", "discipline", "service", "held_on", "minutes", "mode",
    "recorded_at", "source", "reference", "import_digest",
)  # fmt: skip
BLANK = {"from_version": "1", "version": "1"}
# What a consultation tells of the contact that is made for it.
TOLD = (
    "received_at", "channel", "caller_relation", "child_sex", "child_age", "child_citizenship",
    "topic",
)  # fmt: skip


@transaction.atomic
def import_consultations(
    actor: Actor,
    team_id: UUID,
    read: Read,
    *,
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _n: None,
) -> Imported:
    """Write the consultations of a file that are not here yet.

    One that names a contact which is here stands on it; rows that name the same contact which is
    not, share one that is made. Nothing is written when a row is wrong, unless `skip_bad`.
    """
    actor.require(permissions.IMPORT_CONTACTS, team_id)
    wait_for_turn(f"import {actor.organisation}")
    rows = queries.consultations_sorted_out(actor, read.rows)
    faults = in_order(read.faults, rows.faults)
    writes = not dry_run and (skip_bad or not faults)
    if writes and rows.fresh:
        _make_contacts(actor, team_id, rows.fresh, progress)
        bulk.insert_rows("hotline_consultation", COLUMNS, _values(actor, rows.fresh), BLANK)
    imported = len(rows.fresh) if writes else 0
    done = Imported(read.total, imported, rows.known, faults, read.warnings)
    if writes:
        log.record(actor, events.CONSULTATIONS_IMPORTED, None, facts_of(done))
    return done


def _make_contacts(
    actor: Actor, team_id: UUID, rows: list[dict[str, Any]], progress: Callable[[int], None]
) -> None:
    """Contacts for the rows that stand on none; the first row that names one tells of it."""
    made: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["contact_id"] is None:
            told = {name: row[name] for name in TOLD if name in row}
            name = row["contact"] or f"row {row['row']}"
            made.setdefault(name, told | {"reference": row["contact"]})
            made[name]["received_at"] = min(made[name]["received_at"], row["received_at"])
            row["made"] = made[name]
    if made:
        insert_contacts(actor, team_id, list(made.values()), progress)
    for row in rows:
        row["contact_id"] = row["contact_id"] or row["made"]["id"]


def _values(actor: Actor, rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The consultations as they are written."""
    moment, source = clock.now(), terms.Given.IMPORTED.value
    for row in rows:
        what = (row["discipline"], row["service"], row["held_on"], row["minutes"], row["mode"])
        known = (row["reference"], row["import_digest"])
        yield (uuid7(), actor.organisation, row["contact_id"], *what, moment, source, *known)
