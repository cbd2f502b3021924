"""What stands beside the steps: hearings, fees, who represents, what was advised."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import events, permissions, queries, rules, terms
from umai.legal_aid.commands import holding
from umai.legal_aid.models import Procedure, ProcedureMatter

Kind = terms.MatterKind
State = terms.HearingState
APPEAL = "CT.APPEAL"
# Which words each kind keeps, sealed.
SAYS = {
    Kind.HEARING: ("place", "result"),
    Kind.FEE: ("receipt", "why"),
    Kind.REPRESENTED: ("name", "number"),
    Kind.ADVISED: ("qualification", "advice"),
}


@dataclass(frozen=True, kw_only=True)
class MatterDetails:
    """What is told of one matter; which fields count depends on its kind (see the table)."""

    what: str
    state: str = ""
    at: datetime | None = None
    moved_to: datetime | None = None
    on: date | None = None
    until: date | None = None
    agency_id: UUID | None = None
    amount: int | None = None
    payer: str = ""
    paper: str = ""
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def note_matter(
    actor: Actor, procedure_id: UUID, matter_id: UUID, kind: str, details: MatterDetails
) -> ProcedureMatter:
    """Note a hearing, a fee, who represents, or what was advised. Sent twice it is noted once."""
    row = holding.hold(actor, procedure_id)
    if known := ProcedureMatter.objects.filter(pk=matter_id).first():
        if known.procedure_id != row.pk:
            raise Http404
        return known
    found = ProcedureMatter(
        id=matter_id,
        organisation_id=row.organisation_id,
        procedure_id=row.pk,
        kind=Kind(kind),
        noted_at=clock.now(),
        noted_by_id=actor.person_id,
    )
    _fill(actor, row, found, details)
    found.save(force_insert=True)
    _told(actor, row, found)
    _next_hearing(actor, row, found)
    log.record(actor, events.MATTER_NOTED, row, _facts(found))
    return found


@transaction.atomic
def correct_matter(
    actor: Actor, matter_id: UUID, version: int, details: MatterDetails
) -> ProcedureMatter:
    """Write anew what is known of one matter. What stood there before stays in its history; a
    hearing that is adjourned stands in the list again, on its new day.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    found, row = queries.matter(actor, matter_id)
    row = holding.hold(actor, row.pk)
    here = ProcedureMatter.objects.filter(organisation_id=actor.organisation)
    found = here.select_for_update(no_key=True).get(pk=matter_id)
    if found.version != version:
        raise holding.Newer(found)
    before = (found.what, found.state)
    _fill(actor, row, found, details)
    found.version += 1
    found.save()
    if (found.what, found.state) != before:
        _told(actor, row, found)
    _next_hearing(actor, row, found)
    log.record(actor, events.MATTER_CORRECTED, row, _facts(found))
    return found


def _fill(actor: Actor, row: Procedure, found: ProcedureMatter, told: MatterDetails) -> None:
    CHECKS[Kind(found.kind)](actor, told)
    if told.agency_id is not None:
        directory.agency(actor, told.agency_id)
    if (found.at, found.until) != (told.at, told.until):
        found.warned = False
    plain = ("what", "state", "at", "moved_to", "on", "until", "agency_id", "amount", "payer")
    for name in (*plain, "paper"):
        setattr(found, name, getattr(told, name))
    found.until_rule, found.until_version = "", None
    if told.state in terms.DECIDED and told.until is None and told.at is not None:
        _count_appeal(actor, found, clock.local_day(told.at, actor.time_zone))
    said = {name: told.words.get(name, "").strip() for name in SAYS[Kind(found.kind)]}
    words = json.dumps(said, ensure_ascii=False) if any(said.values()) else ""
    found.words_sealed = seals.seal(queries.key_of(row), queries.MATTER_WORDS, found.pk, words)


def _count_appeal(actor: Actor, found: ProcedureMatter, decided_on: date) -> None:
    """The last day of an appeal, by the rule if a lawyer switched it on."""
    due = holding.due_of(actor, APPEAL, decided_on)
    if due is not None:
        found.until = clock.local_day(due.at - timedelta(seconds=1), actor.time_zone)
        found.until_rule, found.until_version = due.rule, due.version


def _told(actor: Actor, row: Procedure, found: ProcedureMatter) -> None:
    what = found.state if found.kind == Kind.HEARING else found.what[:32]
    holding.happened(
        actor, row, terms.FactKind(found.kind), what=what, agency_id=found.agency_id
    )


def _next_hearing(actor: Actor, row: Procedure, found: ProcedureMatter) -> None:
    """A hearing that was adjourned is ahead once more; another day told moves that one."""
    if found.state != State.ADJOURNED or found.moved_to is None:
        return
    key = derived_uuid("adjourned hearing", found.pk)
    known = queries.matters(row).filter(pk=key).first()
    later = MatterDetails(
        what=found.what, state=State.AHEAD, at=found.moved_to, agency_id=found.agency_id,
        words={"place": queries.words_of_matter(found, row).get("place", "")},
    )  # fmt: skip
    if known is None:
        note_matter(actor, row.pk, key, Kind.HEARING, later)
    elif known.state == State.AHEAD and known.at != found.moved_to:
        correct_matter(actor, known.pk, known.version, later)


def _check_hearing(actor: Actor, told: MatterDetails) -> None:
    _check_in(terms.HearingKind.values, told.what, "what")
    _check_in(State.values, told.state, "state")
    if told.at is None:
        raise Refused(_("Write a day and an hour."), "at")
    decided = told.state in terms.DECIDED
    if (decided or told.state == State.HEARD) and told.at > clock.now():
        raise Refused(_("This hearing is still ahead: nothing was decided yet."), "state")
    if told.state == State.ADJOURNED and (told.moved_to is None or told.moved_to <= told.at):
        raise Refused(_("Write the new day and hour, later than the old one."), "moved_to")
    if told.until is not None and not decided:
        raise Refused(_("Only a decision can be appealed. Say what was decided."), "until")
    if told.until is not None and told.until < clock.local_day(told.at, actor.time_zone):
        raise Refused(_("This day lies before the decision."), "until")


def _check_fee(actor: Actor, told: MatterDetails) -> None:
    if told.what:
        _check_in(queries.fees(), told.what, "what")
    _check_in(terms.Waiver.values, told.state, "state")
    if told.amount is None or not 0 <= told.amount <= rules.MOST_TENGE:
        raise Refused(_("Write the amount in whole tenge, without letters."), "amount")
    if told.payer:
        _check_in(terms.Payer.values, told.payer, "payer")
    _check_past(actor, told.on)
    if told.on is not None and not told.payer:
        raise Refused(_("It was paid: say who paid."), "payer")


def _check_representation(actor: Actor, told: MatterDetails) -> None:
    _check_in(terms.Represents.values, told.what, "what")
    if told.paper:
        _check_in(rules.POWERS, told.paper, "paper")
    if told.until is not None and not told.paper:
        raise Refused(_("Say which paper it is that ends on this day."), "paper")
    if told.what == terms.Represents.NOBODY and told.paper:
        raise Refused(_("Nobody represents: then there is no paper."), "paper")
    if told.until is not None and told.on is not None and told.until < told.on:
        raise Refused(_("The last day lies before the first. Choose a later day."), "until")
    _check_past(actor, told.on)


def _check_advice(actor: Actor, told: MatterDetails) -> None:
    _check_in({one.code for one in vocabulary.words("topic")}, told.what, "what")
    if told.on is None:
        raise Refused(_("Write a day such as 2026-04-16."), "on")
    _check_past(actor, told.on)
    if not any(told.words.get(name, "").strip() for name in SAYS[Kind.ADVISED]):
        raise Refused(_("Write what you advised, or how the law sees it."), "advice")


CHECKS: dict[Kind, Any] = {
    Kind.HEARING: _check_hearing,
    Kind.FEE: _check_fee,
    Kind.REPRESENTED: _check_representation,
    Kind.ADVISED: _check_advice,
}


def _check_in(known: Any, code: str, name: str) -> None:
    if code not in known:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), name)


def _check_past(actor: Actor, on: date | None) -> None:
    if on is not None and on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "on")


def _facts(found: ProcedureMatter) -> dict[str, Any]:
    return {"matter": found.kind, "about": found.what, "stands": found.state}
