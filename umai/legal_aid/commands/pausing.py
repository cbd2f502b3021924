"""A procedure is paused, resumed, its limit extended, or it is closed before its end."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.calendar import queries as calendar
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import events, terms
from umai.legal_aid.commands import holding
from umai.legal_aid.models import Procedure

Kind = terms.FactKind
EXTENDED = "extended"  # stands where the rule stood


@transaction.atomic
def pause_procedure(actor: Actor, procedure_id: UUID, version: int, words: str) -> Procedure:
    """Lay a procedure aside, with the reason. The law's clock goes on; nobody is reminded."""
    row = holding.hold(actor, procedure_id, version)
    holding.happened(actor, row, Kind.PAUSED, words=holding.check_reason(words))
    log.record(actor, events.PROCEDURE_PAUSED, row, {"procedure": row.template})
    return holding.saved(row)


@transaction.atomic
def resume_procedure(actor: Actor, procedure_id: UUID, version: int, words: str) -> Procedure:
    """Take a paused procedure up again."""
    row = holding.hold(actor, procedure_id, version)
    holding.happened(actor, row, Kind.RESUMED, words=words)
    log.record(actor, events.PROCEDURE_RESUMED, row, {"procedure": row.template})
    return holding.saved(row)


@transaction.atomic
def extend_limit(
    actor: Actor, procedure_id: UUID, version: int, until: date, words: str
) -> Procedure:
    """Move the time limit of the step to a later day, as the authority or the law said, with the
    reason. The limit before stays with its rule among the facts.
    """
    row = holding.hold(actor, procedure_id, version)
    reason = holding.check_reason(words)
    today = clock.today(actor.time_zone)
    at = calendar.days_after(actor, until, 0)
    if until < today or (row.due_at is not None and at <= row.due_at):
        raise Refused(_("Choose a later day than the limit that stands."), "until")
    due = calendar.Due(at, EXTENDED, 0)
    holding.happened(actor, row, Kind.EXTENDED, words=reason, **holding.set_due(row, due))
    facts = {"procedure": row.template, "step": row.step, "until": until.isoformat()}
    log.record(actor, events.LIMIT_EXTENDED, row, facts)
    return holding.saved(row)


@transaction.atomic
def close_procedure(
    actor: Actor, procedure_id: UUID, version: int, outcome: str, words: str
) -> Procedure:
    """End a procedure before the end of its way, with its outcome and the reason."""
    row = holding.hold(actor, procedure_id, version)
    if vocabulary.word("legal_outcome", outcome) is None or outcome == "PENDING":
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "outcome")
    reason = holding.check_reason(words)
    holding.happened(actor, row, Kind.CLOSED, what=outcome, words=reason)
    facts = {"procedure": row.template, "outcome": outcome}
    log.record(actor, events.PROCEDURE_CLOSED, row, facts)
    return holding.saved(row)
