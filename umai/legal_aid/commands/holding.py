"""What every act on a procedure does: hold the row, add a fact, see what the facts add up to."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.access import queries as access
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import bulk, clock, ids, refusal
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.terms import Unit
from umai.legal_aid import permissions, queries, rules, terms
from umai.legal_aid.models import Procedure, ProcedureFact

Kind = terms.FactKind
COUNTER = "legal_aid_procedurecounter"
TO_THE_MINUTE = frozenset({Unit.HOURS, Unit.MINUTES})


class Newer(refusal.Newer):
    """Somebody saved a newer procedure. Nothing was written."""

    words = gettext_lazy(
        "Somebody changed this procedure meanwhile. Nothing is saved yet, your words are kept."
    )


def hold(actor: Actor, procedure_id: UUID, version: int | None = None) -> Procedure:
    """A procedure, held until the act is over. Raises Newer for an older version, if one is named.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    found = queries.procedures(actor).select_for_update(no_key=True, of=("self",))
    row = found.filter(pk=procedure_id).first()
    if row is None:
        raise Http404
    if version is not None and row.version != version:
        raise Newer(row)
    return row


def next_code(actor: Actor, team_id: UUID) -> str:
    """The next code of a team's office: LA-SHM-0001-K."""
    team = access.teams(actor).get(pk=team_id)
    number = bulk.take_numbers(COUNTER, "office_id", actor.organisation, team.office_id, 1)[0]
    prefix = access.offices(actor).get(pk=team.office_id).prefix
    return ids.checked_code(f"LA-{prefix}", number)


def happened(
    actor: Actor,
    row: Procedure,
    kind: terms.FactKind,
    *,
    on: date | None = None,
    words: str = "",
    **more: Any,
) -> ProcedureFact:
    """Add a fact and with it the state. Raises Refused if it may not happen now."""
    known = list(queries.facts(row).values_list("kind", "step", "what"))
    before = rules.standing(known)
    if known and not before.allows(kind):
        raise Refused(_("This cannot be done now. Look at where the procedure stands."))
    today = clock.today(actor.time_zone)
    if on is not None and on > today:
        raise Refused(_("This day has not come yet."), "on")
    if kind is Kind.REFUSED:
        # Who was asked refused, unless another is named.
        more["agency_id"] = more.get("agency_id") or row.agency_id
    fact = ProcedureFact(
        organisation_id=row.organisation_id,
        procedure_id=row.pk,
        number=len(known) + 1,
        kind=kind,
        step=more.pop("step", row.step),
        authority=row.authority,
        at=clock.now(),
        on=on or today,
        by_id=actor.person_id,
        **more,
    )
    if words.strip():
        key = queries.key_of(row)
        fact.words_sealed = seals.seal(key, "legal_aid_procedurefact.words", fact.pk, words.strip())
    fact.save(force_insert=True)
    if kind in rules.BESIDE:
        return fact
    _stands(row, fact, before.after(kind, fact.step, fact.what))
    return fact


def _stands(row: Procedure, fact: ProcedureFact, after: rules.Standing) -> None:
    """The row carries what the facts add up to, and with whom its papers lie since when."""
    row.step, row.phase = after.step, after.phase
    kind = Kind(fact.kind)
    if kind in {Kind.SUBMITTED, Kind.APPEALED}:
        row.agency_id, row.asked_on = fact.agency_id, fact.on
    elif kind is Kind.BEGUN:
        row.agency_id, row.asked_on = None, None
    row.state = terms.State.PAUSED if after.paused else terms.State.OPEN
    if after.ended:
        row.state, row.ended_at, row.outcome = terms.State.ENDED, fact.at, fact.what
        set_due(row, None)


def set_due(row: Procedure, due: calendar.Due | None) -> dict[str, Any]:
    """A part of every act that starts or ends a clock: the row carries it, the fact is told."""
    row.due_at = due.at if due else None
    row.due_rule, row.due_version = (due.rule, due.version) if due else ("", None)
    row.warned = 0
    return {"due_at": row.due_at, "due_rule": row.due_rule, "due_version": row.due_version}


def due_of(actor: Actor, rule: str, since: date) -> calendar.Due | None:
    """When a rule's time limit ends; None if the rule is switched off.

    Hours of today run from now; of an earlier day from its end, for nobody wrote down the hour.
    """
    try:
        if vocabulary.rule(rule).unit in TO_THE_MINUTE:
            return calendar.due_under(actor, rule, _moment(actor, since))
        return calendar.due_under(actor, rule, since)
    except KeyError:
        return None


def _moment(actor: Actor, day: date) -> datetime:
    if day == clock.today(actor.time_zone):
        return clock.now()
    return calendar.days_after(actor, day, 0)


def begin(actor: Actor, row: Procedure, code: str, since: date) -> None:
    """Begin a step: its clock starts, from the day of the origin or from the day it begins."""
    step = queries.template_of(row).steps[code]
    row.step, row.authority = code, step.authority
    from_day = {"origin": origin_of(row), "begun": since}.get(step.counts)
    due = due_of(actor, step.rule, from_day) if from_day else None
    happened(actor, row, Kind.BEGUN, on=since, step=code, **set_due(row, due))


def origin_of(row: Procedure) -> date:
    """The day from which the law counts, as it was told when the procedure was opened."""
    key, blob = queries.key_of(row), row.words_sealed
    said = json.loads(seals.open_(key, "legal_aid_procedure.words", row.pk, blob or b""))
    return date.fromisoformat(said["origin"])


def check_reason(words: str) -> str:
    """A reason that says something."""
    if len(words.strip()) < rules.LEAST_REASON:
        raise Refused(_("Write the reason in a sentence: others must understand it."), "words")
    return words.strip()


def saved(row: Procedure) -> Procedure:
    """Write the row down as its next version."""
    row.version += 1
    row.save()
    return row
