"""A running procedure is moved to another version of its template, knowingly."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.legal_aid import events, queries, terms, versions
from umai.legal_aid.commands import holding
from umai.legal_aid.models import Procedure

Kind = terms.FactKind


@transaction.atomic
def move_procedure(
    actor: Actor, procedure_id: UUID, version: int, to_version: int, step: str, words: str
) -> Procedure:
    """Let a procedure follow another version, with the reason. A time limit that runs stays as it
    was counted; `step`: where it goes on if its step is another one now, or gone.
    """
    row = holding.hold(actor, procedure_id, version)
    offered = {one.version: one for one in queries.may_move_to(actor, row)}
    if to_version not in offered:
        raise Refused(
            _("Choose one of the answers shown. This one is not among them."), "to_version"
        )
    old, new = queries.template_of(row), offered[to_version]
    on = step if versions.changed(old, new, row.step) else row.step
    if on not in new.steps:
        raise Refused(_("Choose the step where it goes on."), "step")
    reason = holding.check_reason(words)
    before = row.template_version
    what = f"{before}{versions.BETWEEN}{to_version}"
    holding.happened(actor, row, Kind.MOVED, what=what, words=reason)
    row.template_version = to_version
    if on == row.step:
        row.authority = new.steps[on].authority
    else:
        _begin(actor, row, on)
    facts = {"procedure": row.template, "before": before, "after": to_version, "step": on}
    log.record(actor, events.PROCEDURE_MOVED, row, facts)
    return holding.saved(row)


def _begin(actor: Actor, row: Procedure, step: str) -> None:
    """Go on at another step: under the limit that runs, or, if none does, under its own."""
    today = clock.today(actor.time_zone)
    if row.due_at is None:
        holding.begin(actor, row, step, today)
        return
    row.authority = queries.template_of(row).steps[step].authority
    kept: dict[str, Any] = {"due_at": row.due_at, "due_rule": row.due_rule}
    kept["due_version"] = row.due_version
    holding.happened(actor, row, Kind.BEGUN, on=today, step=step, **kept)
