"""Call somebody back without bringing them into danger."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.ui import moments
from umai.foundation.vault import seals
from umai.hotline import events, permissions, queries, rules, terms
from umai.hotline.commands import changing
from umai.hotline.commands.correcting import recount_attempts
from umai.hotline.models import CallAttempt, Contact

# A talk that began inside the agreed time may be noted after it.
TALK_AT_MOST = timedelta(hours=2)
MOST_GRANTED = 3


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What the caller agreed to. Blank words keep what is written already."""

    may_call_back: bool
    may_say_who: bool | None = None
    due_at: datetime | None = None
    until: datetime | None = None
    phone: str = ""
    safe_time: str = ""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """How an attempt ended. `id` was made with the form, so that sending twice notes it once."""

    id: UUID
    result: terms.Attempt
    note: str = ""
    next_at: datetime | None = None
    next_until: datetime | None = None


@transaction.atomic
def plan_call_back(actor: Actor, contact_id: UUID, version: int, agreed: Agreement) -> Contact:
    """Write down that the caller may be called, when it is safe and what may be said; or may not.

    Agreeing again gives no used attempt back. Raises Refused at the answer that is missing.
    """
    contact = changing.hold(actor, permissions.CALL_BACK, contact_id, version)
    contact.may_call_back = agreed.may_call_back
    if agreed.may_call_back:
        _agree(contact, agreed)
    else:
        contact.call_back_due_at = contact.call_back_until = None
    recount_attempts(contact)
    changing.keep(actor, contact, terms.Step.CALL_BACK_PLANNED)
    facts = {"may": agreed.may_call_back, "may_say_who": contact.may_say_who}
    log.record(actor, events.CALL_BACK_PLANNED, contact, facts)
    return contact


@transaction.atomic
def grant_attempts(
    actor: Actor, contact_id: UUID, version: int, more: int, reason: str, agreed: Agreement
) -> Contact:
    """Allow more attempts than the rule does, at a new time and with a written reason."""
    contact = changing.hold(actor, permissions.GRANT_ATTEMPTS, contact_id, version)
    if not 1 <= more <= MOST_GRANTED:
        raise Refused(_("Allow at most %(most)d at a time.") % {"most": MOST_GRANTED}, "more")
    if not reason.strip():
        raise Refused(_("Write why more attempts are needed."), "reason")
    if not contact.may_call_back:
        raise Refused(_("The caller does not want to be called back."))
    _agree(contact, agreed)
    contact.attempts_left += more
    changing.keep(actor, contact, terms.Step.ATTEMPTS_GRANTED, note=reason, what=str(more))
    log.record(actor, events.ATTEMPTS_GRANTED, contact, {"more": more})
    return contact


@transaction.atomic
def reveal_number(actor: Actor, contact_id: UUID, reason: terms.RevealReason) -> str:
    """The number in clear: to dial it now, in the agreed time, or because a life is in danger.

    Every showing is a step of the contact and an entry of the journal, with its reason.
    """
    actor.require(permissions.REVEAL_NUMBER)
    contact = queries.contact(actor, contact_id)
    actor.require(permissions.REVEAL_NUMBER, contact.team_id)
    number = queries.number(contact)
    if not number:
        raise Refused(_("No number was left."))
    if reason == terms.RevealReason.TO_DIAL:
        _may_call(contact, clock.now())
    else:
        for person_id in queries.supervisors(actor, contact.team_id):
            if person_id != actor.person_id:
                kind = terms.Notice.NUMBER_REVEALED
                notices.tell(actor, person_id, kind, contact.code, contact.pk, urgent=False)
    changing.leave_step(actor, contact, terms.Step.NUMBER_REVEALED, what=reason)
    log.record(actor, events.NUMBER_REVEALED, contact, {"reason": reason})
    return number


@transaction.atomic
def try_call_back(actor: Actor, contact_id: UUID, version: int, attempt: Attempt) -> CallAttempt:
    """Note an attempt to call back and how it ended. Sending it twice notes it once.

    No attempt without the caller's yes and the choice what may be said, none outside the agreed
    time, and none beyond those allowed. The last one that fails ends the call-back.
    """
    actor.require(permissions.CALL_BACK)
    wait_for_turn(f"attempt {attempt.id}")
    known = queries.attempts(queries.contact(actor, contact_id)).filter(pk=attempt.id).first()
    if known is not None:
        return known
    contact = changing.hold(actor, permissions.CALL_BACK, contact_id, version)
    began = _began(actor, contact)
    _may_call(contact, began)
    _settle(contact, attempt)
    done = CallAttempt(id=attempt.id, organisation_id=contact.organisation_id, at=clock.now())
    done.contact_id, done.by_id, done.result = contact.pk, changing.person(actor), attempt.result
    done.save(force_insert=True)
    changing.keep(
        actor, contact, terms.Step.CALL_BACK_TRIED, note=attempt.note, what=attempt.result
    )
    facts = {"result": attempt.result, "left": contact.attempts_left}
    log.record(actor, events.CALL_BACK_TRIED, contact, facts)
    return done


def _agree(contact: Contact, agreed: Agreement) -> None:
    """The answers without which nobody is called: the number, what may be said, and when."""
    if agreed.may_say_who is None:
        words = _("Ask whether we may say who is calling: somebody else may pick up.")
        raise Refused(words, "may_say_who")
    if agreed.due_at is None:
        raise Refused(_("Write from when it is safe to call."), "due_at")
    if agreed.until is not None and agreed.until <= agreed.due_at:
        raise Refused(_("This is before the time to call back. Choose a later one."), "until")
    if agreed.until is not None and agreed.until <= clock.now():
        raise Refused(_("This time is over already. Choose a later one."), "until")
    contact.may_say_who = agreed.may_say_who
    contact.call_back_due_at, contact.call_back_until = agreed.due_at, agreed.until
    key = changing.key_for(contact)
    for name in ("phone", "safe_time"):
        if words := getattr(agreed, name):
            sealed = seals.seal(key, f"hotline_contact.{name}", contact.pk, words)
            setattr(contact, f"{name}_sealed", sealed)
    if contact.phone_sealed is None:
        raise Refused(_("Write the number that we may call."), "phone")


def _may_call(contact: Contact, moment: datetime) -> None:
    """Raise Refused with what is missing, when it opens, or that it is over."""
    if not contact.may_call_back:
        raise Refused(_("Nobody wrote down that we may call back. Ask the caller first."))
    if contact.may_say_who is None:
        raise Refused(_("Nobody wrote down whether we may say who is calling. Ask for it first."))
    due, until = contact.call_back_due_at, contact.call_back_until
    if contact.attempts_left <= 0:
        raise Refused(_("The call-back has ended. A supervisor can allow more attempts."))
    now = rules.window(due, until, moment)
    if now == terms.Window.NOT_AGREED:
        raise Refused(_("Nobody wrote down when it is safe to call. Agree on a time first."))
    if now == terms.Window.EARLY:
        words = _("It is not safe to call yet. The agreed time opens %(when)s.")
        raise Refused(words % {"when": moments.moment(due)})
    if now == terms.Window.OVER:
        words = _("The agreed time was over %(when)s. Do not call; agree on a new time first.")
        raise Refused(words % {"when": moments.moment(until)})


def _began(actor: Actor, contact: Contact) -> datetime:
    """When this attempt began: when the number was shown to this person to dial it, or now."""
    moment = clock.now()
    shown = queries.steps(contact).filter(
        by_id=actor.person_id,
        kind=terms.Step.NUMBER_REVEALED,
        what=terms.RevealReason.TO_DIAL,
        version=contact.version,
        at__gte=moment - TALK_AT_MOST,
    )
    last = shown.first()
    return last.at if last is not None else moment


def _settle(contact: Contact, attempt: Attempt) -> None:
    """What is left to do after an attempt: nothing when the caller was reached or none is left."""
    contact.attempts_left -= 1
    if attempt.result == terms.Attempt.REACHED:
        contact.attempts_left = 0
    if contact.attempts_left == 0:
        contact.call_back_due_at = contact.call_back_until = None
    elif attempt.next_at is not None:
        _move(contact, attempt)
    elif attempt.result == terms.Attempt.NOT_SAFE:
        contact.call_back_until = clock.now()


def _move(contact: Contact, attempt: Attempt) -> None:
    if attempt.next_at and attempt.next_at < clock.now() - timedelta(minutes=5):
        raise Refused(_("This moment has passed. Choose a later one."), "next_at")
    if attempt.next_until and attempt.next_at and attempt.next_until <= attempt.next_at:
        raise Refused(_("This is before the time to call back. Choose a later one."), "next_until")
    contact.call_back_due_at, contact.call_back_until = attempt.next_at, attempt.next_until
