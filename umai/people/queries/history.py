"""What was changed in a record, act by act: who, when, and every row before and after.

The journal says who and when; the tables of history keep what stood there. However many versions a
page shows, each table is asked once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from umai.foundation.access import queries as access
from umai.foundation.journal import queries as journal
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import events
from umai.people.models import Consent, Document, Individual, Relation
from umai.people.queries.documents import known_records
from umai.people.queries.individuals import PIECES

# Each table with a history, the key by which a row belongs to a person, and what is sealed in it.
TRACKED: dict[type[Any], tuple[str, tuple[str, ...]]] = {
    Individual: ("id", PIECES),
    Document: ("individual_id", ("details",)),
    Relation: ("individual_id", ("details",)),
    Consent: ("individual_id", ("words",)),
}


@dataclass(frozen=True)
class Version:
    """One row as it stood, with what was sealed in it."""

    row: Any
    said: dict[str, Any]


@dataclass(frozen=True)
class Moved:
    """One row that an act changed. `table` is its model."""

    table: type[Any]
    before: Version
    after: Version


@dataclass(frozen=True)
class Change:
    """One act that changed something: its line of the journal, and the rows that it changed."""

    line: journal.Line
    rows: list[Moved] = field(default_factory=list)


def changes(actor: Actor, of: Individual) -> QuerySet[Entry]:
    """The acts that changed something in the records of a person, without those that only look."""
    known = [one.pk for one in known_records(actor, of)]
    return journal.entries_about(actor, *known).exclude(event__in=events.LOOKS)


def history(actor: Actor, of: Individual, found: Iterable[Entry]) -> list[Change]:
    """These acts with what each changed. Call it after the record was opened by an act."""
    names = dict(access.people(actor).values_list("pk", "name"))
    lines = journal.lines(found, names)
    wanted = {step for line in lines for step in _steps(line.told)}
    if not wanted:
        return [Change(line) for line in lines]
    known = known_records(actor, of)
    keys = DataKey.objects.filter(organisation_id=of.organisation_id)
    opener = _Opener(known, keys.in_bulk({one.key_id for one in known}))
    rows = _rows(known, {pk for pk, _number in wanted})
    return [Change(line, list(_moved(line.told, rows, opener))) for line in lines]


def _steps(told: Mapping[str, Any]) -> Iterator[tuple[UUID, int]]:
    """The rows that an act changed, with the version that it led to."""
    for one in told.get("versions", ()):
        pk, _space, number = one.partition(" ")
        yield UUID(pk), int(number)


Rows = dict[tuple[UUID, int], tuple[type[Any], Any]]


def _rows(known: list[Individual], wanted: set[UUID]) -> Rows:
    """Every version of these rows: what the history kept, and what stands now."""
    here = {"organisation_id": known[0].organisation_id} if known else {}
    people = [one.pk for one in known]
    found: Rows = {}
    for table, (owner, _sealed) in TRACKED.items():
        of_them = {**here, f"{owner}__in": people, "id__in": wanted}
        past: Any = apps.get_model("people", f"{table.__name__}Event")
        for row in past._default_manager.filter(**of_them).order_by("pgh_id"):
            found[row.id, row.version] = table, row
        for row in table._default_manager.filter(**of_them):
            found[row.id, row.version] = table, row
    return found


def _moved(told: Mapping[str, Any], rows: Rows, opener: "_Opener") -> Iterator[Moved]:
    for pk, number in _steps(told):
        before, after = rows.get((pk, number - 1)), rows.get((pk, number))
        if before and after:
            table = after[0]
            yield Moved(table, opener.version(*before), opener.version(*after))


class _Opener:
    """Opens what is sealed in versions, each once."""

    def __init__(self, known: list[Individual], keys: Mapping[UUID, DataKey]) -> None:
        self._keys = {one.pk: keys[one.key_id] for one in known}
        self._opened: dict[tuple[UUID, int], Version] = {}

    def version(self, table: type[Any], row: Any) -> Version:
        """A row with what is sealed in it."""
        at = (row.id, row.version)
        if at not in self._opened:
            self._opened[at] = Version(row, self._said(table, row))
        return self._opened[at]

    def _said(self, table: type[Any], row: Any) -> dict[str, Any]:
        owner, sealed = TRACKED[table]
        key, said = self._keys[getattr(row, owner)], {}
        for name in sealed:
            column = f"{table._meta.db_table}.{name}"
            text = seals.open_(key, column, row.id, getattr(row, f"{name}_sealed"))
            said[name] = json.loads(text) if text else {}
        return said
