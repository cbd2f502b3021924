"""The word of a provider, a child or a carer is written down by a colleague, once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.referrals import permissions, queries, terms
from umai.referrals.commands import answering, holding
from umai.referrals.models import Arrival, Referral

Kind = terms.FactKind


@dataclass(frozen=True, kw_only=True)
class Said:
    """What happened (`terms.FactKind`), whose word it is, and what belongs to it: a code of the
    list of that kind, the time of an appointment, words.
    """

    kind: str
    teller: str = terms.Teller.PROVIDER
    what: str = ""
    appointment_at: datetime | None = None
    words: str = ""


@transaction.atomic
def note_answer(actor: Actor, referral_id: UUID, version: int, said: Said) -> Referral:
    """Write down what somebody said of a referral of ours. Sent twice, it is one answer."""
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id)
    if row.version != version:
        if _is_known(actor, row, said):
            return row
        raise holding.Newer(row)
    return act(actor, row.pk, said)


@transaction.atomic
def answer_arrival(actor: Actor, arrival_id: UUID, said: Said) -> Arrival:
    """Tell a sender inside what became of the referral that came in to us."""
    actor.require(permissions.ANSWER_REFERRAL)
    row = queries.arrival(actor, arrival_id)
    if row.sender_id is None:
        raise Refused(_("Who sent this does not work in Umai. Answer with a referral back."))
    act(actor, row.pk, said)
    return queries.arrival(actor, arrival_id)


def _is_known(actor: Actor, row: Referral, said: Said) -> bool:
    """Whether the last thing that happened is this one, written down by the same colleague."""
    last = queries.facts(row).last()
    if last is None or last.by_id != actor.person_id:
        return False
    kinds = {said.kind, Kind.APPOINTED} if said.kind == Kind.ACCEPTED else {said.kind}
    return last.kind in kinds and last.teller == said.teller


def act(actor: Actor, of: UUID, said: Said) -> Referral:
    """A part of every answer: the command that writes down what happened."""
    words, teller = said.words, said.teller
    if said.kind == Kind.ACCEPTED:
        at = said.appointment_at
        return answering.accept_referral(actor, of, appointment_at=at, words=words, teller=teller)
    if said.kind == Kind.APPOINTED:
        if said.appointment_at is None:
            raise Refused(_("Write the day and the time."), "appointment_at")
        return answering.give_appointment(actor, of, said.appointment_at, words, teller)
    doing = {Kind.BEGUN: answering.begin_service, Kind.CONFIRMED: answering.confirm_service}
    if said.kind in doing:
        return doing[Kind(said.kind)](actor, of, words, teller)
    chosen = {
        Kind.REFUSED: answering.refuse_referral,
        Kind.FAILED: answering.note_failure,
        Kind.FEEDBACK: answering.note_feedback,
    }
    if said.kind in chosen:
        return chosen[Kind(said.kind)](actor, of, said.what, words, teller)
    raise Refused(_("Choose one of the answers shown. This one is not among them."), "kind")
