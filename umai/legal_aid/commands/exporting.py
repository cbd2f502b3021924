"""What leaves the house: how long authorities keep us waiting, and one's own time limits."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from django.db import transaction

from umai.foundation.exports import permissions as exporting
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import events, permissions, queries
from umai.legal_aid.models import Procedure

Writer = Callable[[Sequence[queries.Authority], Mark, str], bytes]


@transaction.atomic
def export_waiting(actor: Actor, form: str, language: str, write: Writer) -> bytes:
    """The authorities that keep us waiting as a file, marked with who made it and when."""
    actor.require(exporting.EXPORT)
    actor.require(permissions.READ_PROCEDURE)
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    found = queries.waiting_authorities(actor)
    found.sort(key=lambda one: (-one.waiting, one.name, one.kind))
    content = write(found, Mark(actor.name, moment), language)
    facts = {"form": form, "rows": len(found), "bytes": len(content)}
    log.record(actor, events.WAITING_EXPORTED, None, facts)
    return content


@transaction.atomic
def take_deadlines(actor: Actor) -> list[Procedure]:
    """One's own procedures with their time limits, for a calendar outside."""
    actor.require(permissions.KEEP_PROCEDURE)
    found = queries.deadlines(actor)
    log.record(actor, events.DEADLINES_TAKEN, None, {"rows": len(found)})
    return found
