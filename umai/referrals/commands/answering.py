"""What becomes of a referral: said by the provider at the door or from the inbox, or written down
by a colleague whom the provider, the child or a carer told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.referrals import events, permissions, queries, terms
from umai.referrals.commands import holding
from umai.referrals.models import Arrival, Referral

Kind, Teller = terms.FactKind, terms.Teller


@dataclass(frozen=True)
class Shown:
    """What a provider sees of a referral: plain what is wanted, and `told` what was agreed, by
    `people.terms.Shareable`. Nothing else of the child, the case or the house.
    """

    referral_id: UUID
    code: str
    organisation: str
    agency: Any
    service: Any
    need: str
    urgency: str
    state: str
    sent_at: datetime | None
    due_at: datetime | None
    appointment_at: datetime | None
    version: int
    told: dict[str, Any]


@dataclass(frozen=True)
class Reached:
    """A referral as an answer reaches it: the row held, whose word counts, who writes it down."""

    row: Referral
    teller: str
    there: Actor
    box: Arrival | None


@transaction.atomic
def shown_to_provider(actor: Actor, referral_id: UUID) -> Shown:
    """What a provider may see now; the same 404 once consent is gone, it was taken back or ended.

    The first look is the receipt. Every look is written down.
    """
    with _reached(actor, referral_id, Teller.PROVIDER, staff=False) as at:
        row = at.row
        if not queries.opens(row):
            raise Http404
        told = queries.opened(row, "shared", queries.share_key_of(row))
        if row.state == terms.State.SENT:
            holding.happened(at.there, row, Kind.RECEIVED, teller=Teller.PROVIDER)
            log.record(at.there, events.REFERRAL_RECEIVED, row)
            holding.saved(row)
        log.record(at.there, events.SHOWN_TO_PROVIDER, row)
        house = queries.house(row.organisation_id)
        return Shown(
            referral_id=row.pk,
            code=row.code,
            organisation=access.organisations().get(pk=row.organisation_id).name,
            agency=directory.agencies(house).filter(pk=row.agency_id).first(),
            service=queries.service_of(house, row),
            need=row.need,
            urgency=row.urgency,
            state=row.state,
            sent_at=row.sent_at,
            due_at=row.due_at,
            appointment_at=row.appointment_at,
            version=row.version,
            told={name: said for name, said in told.items() if name != "code"},
        )


@transaction.atomic
def accept_referral(
    actor: Actor,
    referral_id: UUID,
    *,
    appointment_at: datetime | None = None,
    words: str = "",
    teller: str = Teller.PROVIDER,
) -> Referral:
    """The provider takes it on, perhaps with a first appointment."""
    with _reached(actor, referral_id, teller) as at:
        holding.happened(at.there, at.row, Kind.ACCEPTED, teller=at.teller, words=words)
        if appointment_at is not None:
            _appoint(at, appointment_at, "")
        _answered(actor, at, terms.ArrivalState.TAKEN)
        return _told(actor, at, events.REFERRAL_ACCEPTED, terms.Notice.REFERRAL_ANSWERED)


@transaction.atomic
def refuse_referral(
    actor: Actor, referral_id: UUID, reason: str, words: str = "", teller: str = Teller.PROVIDER
) -> Referral:
    """The provider does not take it on, for a reason of the list; what was told is destroyed."""
    holding.check_choice(terms.RefusalReason.values, reason, "reason")
    with _reached(actor, referral_id, teller) as at:
        holding.happened(
            at.there, at.row, Kind.REFUSED, teller=at.teller, what=reason, words=words
        )
        _answered(actor, at, terms.ArrivalState.REFUSED, reason)
        facts = {"reason": reason}
        return _told(actor, at, events.REFERRAL_REFUSED, terms.Notice.REFERRAL_ANSWERED, facts)


@transaction.atomic
def give_appointment(
    actor: Actor,
    referral_id: UUID,
    appointment_at: datetime,
    words: str = "",
    teller: str = Teller.PROVIDER,
) -> Referral:
    """Say when somebody shall come, or that it is another time now."""
    with _reached(actor, referral_id, teller) as at:
        _appoint(at, appointment_at, words)
        return _told(actor, at, events.APPOINTMENT_GIVEN, terms.Notice.REFERRAL_ANSWERED)


@transaction.atomic
def begin_service(
    actor: Actor, referral_id: UUID, words: str = "", teller: str = Teller.PROVIDER
) -> Referral:
    """The help has begun."""
    with _reached(actor, referral_id, teller) as at:
        holding.happened(at.there, at.row, Kind.BEGUN, teller=at.teller, words=words)
        return _told(actor, at, events.SERVICE_BEGUN, terms.Notice.REFERRAL_ANSWERED)


@transaction.atomic
def confirm_service(
    actor: Actor, referral_id: UUID, words: str = "", teller: str = Teller.PROVIDER
) -> Referral:
    """The help happened: the provider, the child or a carer says so, and nobody else can."""
    with _reached(actor, referral_id, teller) as at:
        holding.happened(at.there, at.row, Kind.CONFIRMED, teller=at.teller, words=words)
        facts = {"teller": at.teller}
        return _told(actor, at, events.SERVICE_CONFIRMED, terms.Notice.REFERRAL_ENDED, facts)


@transaction.atomic
def note_failure(
    actor: Actor, referral_id: UUID, reason: str, words: str = "", teller: str = Teller.PROVIDER
) -> Referral:
    """The help did not happen, for a reason of the list."""
    holding.check_choice(terms.FailureReason.values, reason, "reason")
    with _reached(actor, referral_id, teller) as at:
        holding.happened(
            at.there, at.row, Kind.FAILED, teller=at.teller, what=reason, words=words
        )
        facts = {"reason": reason, "teller": at.teller}
        return _told(actor, at, events.SERVICE_FAILED, terms.Notice.REFERRAL_ENDED, facts)


@transaction.atomic
def note_feedback(
    actor: Actor, referral_id: UUID, usefulness: str, words: str = "", teller: str = Teller.PROVIDER
) -> Referral:
    """What the provider, the child or a carer says about how it went."""
    holding.check_choice(terms.Usefulness.values, usefulness, "usefulness")
    with _reached(actor, referral_id, teller) as at:
        holding.happened(
            at.there, at.row, Kind.FEEDBACK, teller=at.teller, what=usefulness, words=words
        )
        facts = {"teller": at.teller, "answer": usefulness}
        return _told(actor, at, events.FEEDBACK_NOTED, terms.Notice.REFERRAL_ANSWERED, facts)


@contextmanager
def _reached(
    actor: Actor, referral_id: UUID, teller: str, *, staff: bool = True
) -> Iterator[Reached]:
    """The referral in the scope of who sent it, held: for a visitor at the door, for who answers
    from the inbox, and for a colleague of the sender who writes down somebody's word.
    """
    holding.check_choice(Teller.values, teller, "teller")
    if queries.is_visitor(actor):
        yield _at_the_door(actor, referral_id)
        return
    here = Arrival.objects.filter(organisation_id=actor.organisation, sender_id__isnull=False)
    box = here.select_for_update().filter(pk=referral_id, withdrawn_at__isnull=True).first()
    if box is None or box.sender_id is None:
        if not staff:
            raise Http404
        row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id)
        yield Reached(row, teller, actor, None)
        return
    queries.arrival(actor, referral_id)
    with scope(box.sender_id):
        row = _held(box.sender_id, referral_id)
        yield Reached(row, Teller.PROVIDER, queries.house(box.sender_id), box)


def _at_the_door(actor: Actor, referral_id: UUID) -> Reached:
    """Only what a provider may still open can be answered; else nothing is there."""
    actor.require(permissions.ANSWER_REFERRAL, referral_id)
    row = _held(actor.organisation, referral_id)
    if not queries.opens(row):
        raise Http404
    return Reached(row, Teller.PROVIDER, actor, None)


def _held(organisation_id: UUID, referral_id: UUID) -> Referral:
    here = Referral.objects.filter(organisation_id=organisation_id, pk=referral_id)
    row = here.select_for_update(no_key=True).first()
    if row is None:
        raise Http404
    return row


def _appoint(at: Reached, moment: datetime, words: str) -> None:
    if moment <= clock.now():
        raise Refused(_("This time has passed."), "appointment_at")
    holding.happened(
        at.there, at.row, Kind.APPOINTED, teller=at.teller, moment=moment, words=words
    )
    at.row.appointment_at = moment


def _answered(actor: Actor, at: Reached, state: terms.ArrivalState, reason: str = "") -> None:
    """What stands in the receiver's box about it."""
    if at.box is None or at.box.state != terms.ArrivalState.WAITING:
        return
    at.box.state, at.box.reason, at.box.answered_at = state, reason, clock.now()
    at.box.answered_by_id = actor.person_id
    at.box.version += 1
    at.box.save()


def _told(
    actor: Actor, at: Reached, event: str, kind: terms.Notice, facts: dict[str, Any] | None = None
) -> Referral:
    """Write it down on both sides, and tell who sent it."""
    row = holding.saved(at.row)
    log.record(at.there, event, row, facts)
    holding.tell_owner(at.there, row, kind)
    if at.box is not None:
        with scope(at.box.organisation_id):
            log.record(actor, event, at.box, facts)
    return row
