"""Write a directory that came in: what fits as a whole, in one act; the rest is named with reasons.

An entry is known again by the id of its source, then by an identical identifier, then by the same
name in the same region if it came from no source yet. What a file does not say stays as it is.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from umai.directory import events, permissions
from umai.directory.commands.listing import relist
from umai.directory.commands.writing import Writer
from umai.directory.queries import joining, matching
from umai.directory.queries.matching import Incoming, Link, Rejected
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn

RELISTED_AT_ONCE = 1000


@dataclass
class Read:
    """What was read from a file: entries by the ids of their source, and what was left out."""

    agencies: dict[str, Incoming] = field(default_factory=dict)
    locations: dict[str, Incoming] = field(default_factory=dict)
    services: dict[str, Incoming] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    converted: Counter[str] = field(default_factory=Counter)


@dataclass
class Imported:
    """What an import did, or would do. The first three count what was taken from the file."""

    organizations: int = 0
    services: int = 0
    locations: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    dropped_fields: dict[str, int] = field(default_factory=dict)
    converted_fields: dict[str, int] = field(default_factory=dict)
    opened: int = 0
    changed: int = 0
    unchanged: int = 0
    matched: int = 0
    possible_duplicates: list[str] = field(default_factory=list)


@transaction.atomic
def import_directory(
    actor: Actor,
    read: Read,
    *,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _words: None,
) -> Imported:
    """Take in every entry that fits. A second run of the same file changes nothing."""
    actor.require(permissions.IMPORT_DIRECTORY)
    wait_for_turn(f"import directory {actor.organisation}")
    rejected = [*read.rejected, *joining.reject_dangling(actor, read)]
    found = matching.match(actor, read)
    writer = Writer(actor, found, dry_run=dry_run)
    writer.write(read)
    touched = sorted(writer.touched)
    for first in range(0, 0 if dry_run else len(touched), RELISTED_AT_ONCE):
        progress(f"{first} of {len(touched)} agencies listed")
        relist(
            actor.organisation, touched[first : first + RELISTED_AT_ONCE], actor.time_zone
        )
    done = Imported(
        len(read.agencies),
        len(read.services),
        len(read.locations),
        rejected,
        dict(sorted(read.dropped.items())),
        dict(sorted(read.converted.items())),
        writer.opened,
        writer.changed,
        writer.unchanged,
        found.matched,
        found.possible_duplicates,
    )
    if not dry_run:
        log.record(actor, events.DIRECTORY_IMPORTED, None, _facts(done))
    return done


def _facts(done: Imported) -> dict[str, int]:
    counts = ("organizations", "services", "locations", "opened", "changed", "unchanged")
    return {name: getattr(done, name) for name in counts} | {"rejected": len(done.rejected)}


