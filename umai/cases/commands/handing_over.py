"""A case goes to another organisation of the installation, which takes it or refuses it.

Nobody reads what is another organisation's. What is offered lies in a box that both may see; each
side's rows are written in that side's own scope, all in one transaction.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.commands.leading import OWNER, add_member
from umai.cases.commands.opening import CaseDetails, open_case
from umai.cases.commands.transferring import new_owner
from umai.cases.models import Case, Handover, Transfer
from umai.cases.terms import ClockKind, FactKind
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import commands as people
from umai.people import queries as known_people

COLUMN = "cases_handover.words"


@dataclass(frozen=True, kw_only=True)
class HandoverDetails:
    """To whom and why; `agency_id` is what the family agreed to share with. `words` (sealed):
    summary, todo, papers.
    """

    id: UUID
    organisation_id: UUID
    agency_id: UUID | None
    why: str
    meeting_on: date
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Taking:
    """Which team takes a case over, who leads it, and what is said to that."""

    team_id: UUID
    owner_id: UUID | None
    words: str = ""


@transaction.atomic
def offer_handover(
    actor: Actor, case_id: UUID, version: int, details: HandoverDetails
) -> Transfer:
    """Offer a case to another organisation. Who leads it or supervises does, with an agreement of
    the family to share. Until it is taken the sender answers for the child.
    """
    case = holding.hold(actor, permissions.ASK_TRANSFER, case_id)
    if known := queries.transfers(case).filter(pk=details.id).first():
        return known
    if case.version != version:
        raise holding.Newer(case)
    _check(actor, case, details)
    child = known_people.individual(actor, case.individual_id)
    packed = people.pack_individual(actor, child, details.agency_id)
    row = Transfer(
        id=details.id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        from_team_id=case.team_id,
        to_organisation_id=details.organisation_id,
        agency_id=details.agency_id,
        why=details.why,
        risk=case.risk,
        meeting_on=details.meeting_on,
        asked_at=clock.now(),
        asked_by_id=actor.person,
    )
    words = {name: said.strip() for name, said in details.words.items()}
    row.words_sealed = holding.seal(case, row, "words", words)
    holding.happened(actor, case, FactKind.TRANSFER_ASKED, subject_id=row.pk)
    row.save(force_insert=True)
    clocks.start(actor, case, ClockKind.TRANSFER)
    _saved(case)
    box = {**words, **_concerns(actor, case), "child": packed}
    _lay(row, details.organisation_id, case, {**box, "age_band": queries.age_band(child)})
    facts = {"organisation": _code(details.organisation_id)}
    log.record(actor, events.HANDOVER_OFFERED, case, facts)
    return row


@transaction.atomic
def withdraw_transfer(actor: Actor, transfer_id: UUID, version: int) -> Transfer:
    """Take an offer back, to a team or to an organisation, before it is answered."""
    actor.require(permissions.ASK_TRANSFER)
    found, case = queries.transfer(actor, transfer_id)
    sent = Handover.objects.filter(sender_id=actor.organisation, pk=found.pk)
    box = sent.select_for_update().first()
    case = holding.hold(actor, permissions.ASK_TRANSFER, case.pk)
    row = queries.transfers(case).select_for_update(no_key=True).get(pk=transfer_id)
    if row.version != version:
        raise holding.Newer(row)
    if row.answered_at is not None:
        raise Refused(_("This was answered already."))
    row.answered_at, row.answered_by_id, row.version = clock.now(), actor.person, row.version + 1
    row.save()
    holding.happened(actor, case, FactKind.TRANSFER_WITHDRAWN, subject_id=row.pk)
    clocks.stop(case, [ClockKind.TRANSFER])
    _saved(case)
    if box is not None:
        take_back(box)
    log.record(actor, events.TRANSFER_WITHDRAWN, case)
    return row


@transaction.atomic
def read_handover(actor: Actor, handover_id: UUID) -> Handover:
    """Look at what another organisation offers: nothing that tells of the child. Written down."""
    actor.require(permissions.ANSWER_TRANSFER)
    row = queries.handover(actor, handover_id)
    log.record(actor, events.HANDOVER_READ, row)
    return row


@transaction.atomic
def accept_handover(actor: Actor, handover_id: UUID, version: int, taking: Taking) -> Case:
    """Take a child over: it is registered here and its case opened, under a code of our own; the
    sender's case ends.
    """
    actor.require(permissions.ANSWER_TRANSFER, taking.team_id)
    row = _held(actor, handover_id, version)
    owner = new_owner(actor, taking.team_id, taking.owner_id, taking.words)
    with _sender(row) as (there, left):
        child_left = known_people.individual(there, left.individual_id)
        people.check_agreed(there, child_left, _transfer(row).agency_id)
    key = DataKey.objects.get(organisation_id=row.organisation_id, pk=row.key_id)
    said = json.loads(seals.open_(key, COLUMN, row.pk, row.words_sealed))
    child = people.take_individual_in(
        actor, said["child"], derived_uuid("handover child", row.pk), taking.team_id
    )
    case = open_case(actor, _case_of(row, child, taking.team_id, said))
    case.owner_id = owner
    add_member(actor, case, child, owner, OWNER)
    holding.happened(actor, case, FactKind.ASSIGNED, words=taking.words)
    _saved(case)
    holding.tell(actor, case, {owner}, terms.Notice.CASE_ASSIGNED)
    row.case_id, row.new_code = case.pk, case.code
    _answer(actor, row, accepted=True)
    _let_go(row)
    log.record(actor, events.HANDOVER_ACCEPTED, case, {"code": row.code})
    return case


@transaction.atomic
def refuse_handover(actor: Actor, handover_id: UUID, version: int, words: str) -> Handover:
    """Do not take a case, and tell the sender why. What lay in the box is destroyed."""
    actor.require(permissions.ANSWER_TRANSFER)
    row = _held(actor, handover_id, version)
    if len(words.strip()) < holding.LEAST:
        raise Refused(_("Write why your team does not take it, in a sentence."), "words")
    _answer(actor, row, accepted=False)
    with _sender(row) as (there, case):
        sent = _transfer(row)
        said = queries.opened(sent, "words", queries.key_of(case))
        sent.words_sealed = holding.seal(case, sent, "words", {**said, "answer": words.strip()})
        holding.happened(there, case, FactKind.TRANSFER_REFUSED, subject_id=sent.pk, words=words)
        _answered(there, row, sent, case)
        facts = {"organisation": _code(row.organisation_id)}
        log.record(there, events.TRANSFER_REFUSED, case, facts)
    log.record(actor, events.HANDOVER_REFUSED, row)
    return row


def _check(actor: Actor, case: Case, details: HandoverDetails) -> None:
    leads = actor.person == case.owner_id or actor.may(permissions.ASSIGN_CASE, case.team_id)
    if not leads:
        raise Refused(_("Who leads the case, or supervises it, offers it to others."))
    others = access.organisations().exclude(pk=actor.organisation)
    if not others.filter(pk=details.organisation_id).exists():
        raise Refused(_("Choose another organisation."), "organisation")
    if details.why not in terms.HandoverReason.values:
        raise Refused(_("Choose the reason."), "why")
    if details.meeting_on < clock.today(actor.time_zone):
        raise Refused(_("This day has passed."), "meeting_on")
    if len(details.words.get("summary", "").strip()) < holding.LEAST:
        raise Refused(_("Write it in a sentence at least."), "summary")


def _concerns(actor: Actor, case: Case) -> dict[str, Any]:
    """What one still worries about, as far as who offers the case may see it."""
    found = [one for one in queries.concerns(actor, case) if one.status != "RESOLVED"]
    codes = [one.concern for one in found]
    if not codes:
        raise Refused(_("Note first what one worries about: no concern is open."))
    last = queries.ratings(case).first()
    return {"concerns": codes, "triggers": list(last.triggers) if last else []}


def _lay(row: Transfer, receiver_id: UUID, case: Case, box: dict[str, Any]) -> None:
    """Put an offer into the box of the receiver, sealed under a key of theirs, and tell them."""
    there = _job(receiver_id)
    with scope(receiver_id):
        if not (takers := access.holders(there, permissions.ANSWER_TRANSFER)):
            words = _("Nobody in this organisation may take a case over. Ask there first.")
            raise Refused(words, "organisation")
        key = seals.new_key(receiver_id, "handover")
        offer = Handover(
            id=row.pk,
            organisation_id=receiver_id,
            sender_id=row.organisation_id,
            key_id=key.pk,
            code=case.code,
            age_band=box["age_band"],
            risk=row.risk,
            region=case.region,
            why=row.why,
            meeting_on=row.meeting_on,
            asked_at=row.asked_at,
        )
        text = json.dumps(box, ensure_ascii=False, default=str)
        offer.words_sealed = seals.seal(key, COLUMN, offer.pk, text)
        offer.save(force_insert=True)
        kind = terms.Notice.HANDOVER_OFFERED
        for person_id in sorted(takers):
            notices.tell(there, person_id, kind, offer.code, offer.pk, urgent=False)


def _held(actor: Actor, handover_id: UUID, version: int) -> Handover:
    queries.handover(actor, handover_id)
    row = queries.handovers(actor).select_for_update(no_key=True).filter(pk=handover_id).first()
    if row is None:  # taken back while we waited for it
        raise Refused(_("This was answered already."))
    if row.version != version:
        raise holding.Newer(row)
    if row.answered_at is not None:
        raise Refused(_("This was answered already."))
    return row


def _case_of(
    row: Handover, child: known_people.Individual, team_id: UUID, said: dict[str, Any]
) -> CaseDetails:
    """The case as it begins here: the sender's code stands in it, sealed."""
    sender = access.organisations().get(pk=row.sender_id)
    told = [f"{sender.name}: {row.code}", said.get("todo", ""), said.get("papers", "")]
    return CaseDetails(
        id=derived_uuid("handover case", row.pk),
        individual_id=child.pk,
        team_id=team_id,
        source=terms.Source.HANDOVER,
        concerns=tuple(said["concerns"]),
        main=said["concerns"][0],
        region=row.region,
        risk=row.risk,
        triggers=tuple(said["triggers"]),
        why_risk=said["summary"] if row.risk else "",
        words={
            "worry": said["summary"],
            "source_words": "\n\n".join(part for part in told if part),
        },
    )


def _answer(actor: Actor, row: Handover, *, accepted: bool) -> None:
    row.accepted, row.answered_at, row.answered_by_id = accepted, clock.now(), actor.person
    _empty(row)


def take_back(box: Handover) -> None:
    """A part of taking an offer back and of an erasure: the receiver finds nothing any more."""
    box.withdrawn_at = clock.now()
    _empty(box)


def _empty(box: Handover) -> None:
    """Nobody opens what lay in the box any more."""
    with scope(box.organisation_id):
        keys = DataKey.objects.filter(organisation_id=box.organisation_id, pk=box.key_id)
        seals.destroy(keys.filter(destroyed_at__isnull=True))
    box.words_sealed = None
    box.version += 1
    box.save()


@contextmanager
def _sender(row: Handover) -> Iterator[tuple[Actor, Case]]:
    """The scope of the organisation that offers, and its case, held."""
    with scope(row.sender_id):
        here = Case.objects.filter(organisation_id=row.sender_id)
        found = here.select_for_update(no_key=True)
        yield _job(row.sender_id), found.get(pk=_transfer(row).case_id)


def _transfer(row: Handover) -> Transfer:
    here = Transfer.objects.filter(organisation_id=row.sender_id)
    return here.select_for_update(no_key=True).get(pk=row.pk)


def _let_go(row: Handover) -> None:
    """The sender's case ends: nothing is due there, and its file stays under the time of keeping.
    """
    with _sender(row) as (there, case):
        sent = _transfer(row)
        fact = FactKind.TRANSFERRED
        holding.happened(there, case, fact, subject_id=sent.pk, what=row.new_code)
        case.closure_reason = "TRANSFERRED"
        _answered(there, row, sent, case)
        facts = {"organisation": _code(row.organisation_id), "code": row.new_code}
        log.record(there, events.CASE_TRANSFERRED, case, facts)


def _answered(there: Actor, row: Handover, sent: Transfer, case: Case) -> None:
    sent.accepted, sent.answered_at, sent.version = row.accepted, row.answered_at, sent.version + 1
    sent.save()
    clocks.meet(case, ClockKind.TRANSFER)
    if row.accepted:
        clocks.stop(case)
    _saved(case)
    holding.tell(there, case, {sent.asked_by_id, case.owner_id}, terms.Notice.APPROVAL_GIVEN)


def _job(organisation_id: UUID) -> Actor:
    return actors.job(access.organisations().get(pk=organisation_id), [])


def _code(organisation_id: UUID) -> str:
    return str(access.organisations().get(pk=organisation_id).code)


def _saved(case: Case) -> None:
    case.version += 1
    case.save()
