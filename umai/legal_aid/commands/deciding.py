"""An own version of a template is proposed by one and decided by another."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.legal_aid import events, permissions, queries, versions
from umai.legal_aid.commands import holding
from umai.legal_aid.commands.drafting import hold_draft
from umai.legal_aid.models import TemplateVersion
from umai.legal_aid.terms import Draft, TemplateNotice


@transaction.atomic
def propose_template(
    actor: Actor, code: str, number: int, version: int, words: str
) -> TemplateVersion:
    """Ask a second person to approve a draft, and say why it differs. It must be right."""
    row = hold_draft(actor, code, number, version, Draft.DRAFT)
    base, _row = queries.any_version(actor, code, row.based_on)
    if not versions.differences(base, queries.parsed(row)):
        raise Refused(_("Nothing differs."))
    _check_right(row)
    row.why = holding.check_reason(words)
    row.state, row.proposed_at = Draft.PROPOSED, clock.now()
    log.record(actor, events.TEMPLATE_PROPOSED, row, _facts(row))
    deciders = access.holders(actor, permissions.APPROVE_TEMPLATES)
    _tell(actor, row, TemplateNotice.PROPOSED, deciders - set(row.hands))
    return _saved(row)


@transaction.atomic
def approve_template(
    actor: Actor, code: str, number: int, version: int, enabled_from: date, words: str
) -> TemplateVersion:
    """Approve what somebody else wrote: from that day new procedures follow it."""
    row = _hold_decision(actor, code, number, version)
    _check_right(row)
    if enabled_from < queries.today():
        raise Refused(_("Choose today or a later day."), "enabled_from")
    row.state, row.enabled_from, row.reason = Draft.APPROVED, enabled_from, words.strip()
    row.decided_by_id, row.decided_at = actor.person, clock.now()
    facts = {**_facts(row), "from": enabled_from.isoformat()}
    log.record(actor, events.TEMPLATE_APPROVED, row, facts)
    _tell(actor, row, TemplateNotice.DECIDED, {row.author_id})
    return _saved(row)


@transaction.atomic
def refuse_template(
    actor: Actor, code: str, number: int, version: int, words: str
) -> TemplateVersion:
    """Refuse what somebody else wrote, with the reason. A new draft can be begun from it."""
    row = _hold_decision(actor, code, number, version)
    row.state, row.reason = Draft.REFUSED, holding.check_reason(words)
    row.decided_by_id, row.decided_at = actor.person, clock.now()
    log.record(actor, events.TEMPLATE_REFUSED, row, _facts(row))
    _tell(actor, row, TemplateNotice.DECIDED, {row.author_id})
    return _saved(row)


@transaction.atomic
def withdraw_template(
    actor: Actor, code: str, number: int, version: int, words: str
) -> TemplateVersion:
    """Give up a draft or a proposal; or let new procedures follow an approved version no longer.
    What runs under it goes on.
    """
    row = hold_draft(actor, code, number, version, Draft.DRAFT, Draft.PROPOSED, Draft.APPROVED)
    if row.state == Draft.APPROVED:
        actor.require(permissions.APPROVE_TEMPLATES)
    row.state, row.reason = Draft.WITHDRAWN, holding.check_reason(words)
    log.record(actor, events.TEMPLATE_WITHDRAWN, row, _facts(row))
    return _saved(row)


def _hold_decision(actor: Actor, code: str, number: int, version: int) -> TemplateVersion:
    actor.require(permissions.APPROVE_TEMPLATES)
    row = hold_draft(actor, code, number, version, Draft.PROPOSED)
    if actor.person in row.hands:
        raise Refused(_("You wrote this version. Somebody else decides on it."))
    return row


def _check_right(row: TemplateVersion) -> None:
    found = queries.faults(queries.parsed(row))
    if found:
        first = ": ".join(part for part in found[0] if part)
        words = _("It is not right yet. %(number)d to mend, the first: %(words)s")
        raise Refused(words % {"number": len(found), "words": first})


def _tell(actor: Actor, row: TemplateVersion, kind: TemplateNotice, whom: set[UUID]) -> None:
    for person_id in sorted(whom):
        notices.tell(actor, person_id, kind, row.code, row.pk, urgent=False)


def _facts(row: TemplateVersion) -> dict[str, object]:
    return {"procedure": row.code, "version": row.number, "steps": len(row.content["steps"])}


def _saved(row: TemplateVersion) -> TemplateVersion:
    row.version += 1
    row.save()
    return row
