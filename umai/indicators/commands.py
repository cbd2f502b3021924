"""What can be done with the numbers: taking them out of the house is an act."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction

from umai.foundation.exports import permissions as exporting
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.indicators import events, queries, rules

Writer = Callable[[rules.HotlineReport, Mark], bytes]


@transaction.atomic
def export_report(
    actor: Actor,
    first: date,
    last: date,
    language: str,
    form: str,
    write: Writer,
    scheme_code: str = queries.SCHEME,
) -> bytes:
    """The report as a file, marked with who made it and when. Needs the right to export."""
    actor.require(exporting.EXPORT)
    report = queries.hotline_report(actor, first, last, language, scheme_code)
    mark = Mark(
        actor.name, clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    )
    content = write(report, mark)
    facts = {"form": form, "from": first, "to": last, "bytes": len(content)}
    log.record(actor, events.REPORT_EXPORTED, None, facts)
    return content
