"""Reading the journal is an act too."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from umai.foundation.journal import events, log, permissions
from umai.foundation.kernel.actor import Actor


@transaction.atomic
def read_journal(actor: Actor, asked: Mapping[str, Any]) -> None:
    """Write down that somebody reads the journal, and which part of it was asked for."""
    actor.require(permissions.READ_JOURNAL)
    part = {name: said for name, said in asked.items() if said}
    log.record(actor, events.JOURNAL_READ, None, part)
