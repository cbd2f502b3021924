"""What was promised is done, handed on, or closed."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.foundation.notices import queries as waiting
from umai.hotline import events, permissions, queries, rules, terms
from umai.hotline.commands import changing
from umai.hotline.models import Contact, Emergency


@transaction.atomic
def hand_over_contact(
    actor: Actor, contact_id: UUID, version: int, to: UUID, note: str = ""
) -> Contact:
    """Give a contact to a colleague who may read it. The colleague is told, by its code only."""
    contact = changing.hold(actor, permissions.HAND_OVER_CONTACT, contact_id, version)
    _check_holder(actor, contact)
    receivers = queries.colleagues(actor, permissions.READ_CONTACT, contact.team_id)
    if to not in {one.person_id for one in receivers} or to == contact.holder_id:
        raise Refused(_("Choose a colleague who may read this contact."), "to")
    emergency = queries.emergency_of(contact)
    danger = emergency is not None and emergency.ended_at is None
    if danger and emergency is not None:
        _hand_over_danger(actor, emergency, to)
    contact.holder_id = to
    changing.keep(actor, contact, terms.Step.HANDED_OVER, note=note, to=to)
    kind = terms.Notice.HANDED_OVER
    if to != actor.person_id:
        notices.tell(actor, to, kind, contact.code, contact.pk, urgent=danger)
    log.record(actor, events.CONTACT_HANDED_OVER, contact, {"to": to, "danger": danger})
    return contact


@transaction.atomic
def close_contact(actor: Actor, contact_id: UUID, version: int) -> Contact:
    """Nothing is left to do. Raises Refused with what is still open."""
    contact = changing.hold(actor, permissions.CLOSE_CONTACT, contact_id, version)
    _check_holder(actor, contact)
    if open_end := _still_open(contact):
        raise Refused(open_end)
    contact.state = terms.State.CLOSED
    changing.keep(actor, contact, terms.Step.CLOSED)
    log.record(actor, events.CONTACT_CLOSED, contact, {"outcome": contact.outcome})
    return contact


@transaction.atomic
def reopen_contact(actor: Actor, contact_id: UUID, version: int, reason: str) -> Contact:
    """Begin again with a closed contact, for a written reason. Its holder is told."""
    contact = changing.hold(actor, permissions.REOPEN_CONTACT, contact_id, version)
    if contact.state != terms.State.CLOSED:
        raise Refused(_("This contact is not closed."))
    if not reason.strip():
        raise Refused(_("Write why it is opened again."), "reason")
    contact.state = terms.State.REOPENED
    contact.holder_id = contact.holder_id or actor.person_id
    changing.keep(actor, contact, terms.Step.REOPENED, note=reason)
    if contact.holder_id and contact.holder_id != actor.person_id:
        kind = terms.Notice.REOPENED
        notices.tell(actor, contact.holder_id, kind, contact.code, contact.pk, urgent=False)
    log.record(actor, events.CONTACT_REOPENED, contact)
    return contact


@transaction.atomic
def note_follow_up(
    actor: Actor, contact_id: UUID, version: int, words: str, next_on: date | None = None
) -> Contact:
    """Write down that we followed up, and when we do it again if we do."""
    contact = changing.hold(actor, permissions.FOLLOW_UP_CONTACT, contact_id, version)
    if not words.strip():
        raise Refused(_("Write in a few words what was done."), "words")
    if next_on is not None and next_on <= clock.today(actor.time_zone):
        raise Refused(_("Choose a day after today."), "next_on")
    if next_on is not None:
        contact.follow_up_on, contact.follow_up_done_at = next_on, None
    else:
        contact.follow_up_on = contact.follow_up_on or clock.today(actor.time_zone)
        contact.follow_up_done_at = clock.now()
    if contact.state != terms.State.EMERGENCY:
        contact.state = rules.state_after(contact.outcome, False, next_on is not None)
    changing.keep(actor, contact, terms.Step.FOLLOW_UP_NOTED, note=words)
    facts = {"again": next_on, "state": contact.state}
    log.record(actor, events.FOLLOW_UP_NOTED, contact, facts)
    return contact


@transaction.atomic
def remind_people(actor: Actor) -> int:
    """Tell everybody once a day, in working hours, that something of theirs is due today.

    Returns how many people were told. The notices name no contact.
    """
    actor.require(permissions.FOLLOW_UP_CONTACT)
    here = clock.now().astimezone(ZoneInfo(actor.time_zone))
    if not rules.wakes_nobody(here.hour):
        return 0
    start, end = clock.day_bounds(here.date(), here.date(), actor.time_zone)
    due = {
        terms.Notice.CALL_BACKS_DUE: _holders(_calling(actor, end)),
        terms.Notice.FOLLOW_UPS_DUE: _holders(_following(actor, here.date())),
    }
    told: Counter[str] = Counter()
    for kind, people in due.items():
        for person_id in people - waiting.told_since(actor, kind, start):
            notices.tell(actor, person_id, kind, "", None, urgent=False)
            told[kind] += 1
    if told:
        log.record(actor, events.PEOPLE_REMINDED, None, dict(told))
    return sum(told.values())


def _calling(actor: Actor, end: datetime) -> list[UUID | None]:
    found = Contact.objects.filter(organisation_id=actor.organisation, may_call_back=True)
    found = found.filter(call_back_due_at__lt=end, attempts_left__gt=0)
    return list(found.values_list("holder_id", flat=True))


def _following(actor: Actor, day: date) -> list[UUID | None]:
    found = Contact.objects.filter(organisation_id=actor.organisation)
    found = found.filter(follow_up_on__lte=day, follow_up_done_at__isnull=True)
    return list(found.values_list("holder_id", flat=True))


def _holders(found: list[UUID | None]) -> set[UUID]:
    return {one for one in found if one is not None}


def _check_holder(actor: Actor, contact: Contact) -> None:
    """Only who holds a contact gives it away or closes it, and who answers for the team."""
    leads = actor.may(permissions.READ_TEAM_CONTACTS, contact.team_id)
    if contact.holder_id != actor.person_id and not leads:
        who = queries.colleague(actor, contact.holder_id, contact.team_id)
        raise Refused(_("%(who)s has this contact now. Ask there.") % {"who": who})


def _hand_over_danger(actor: Actor, emergency: Emergency, to: UUID) -> None:
    """The alarm goes on until the colleague has taken it: a danger never lies between two desks."""
    takers = queries.colleagues(actor, permissions.TAKE_EMERGENCY, emergency.team_id)
    if to not in {one.person_id for one in takers}:
        words = _("Somebody is in danger. Choose a colleague who may take an emergency.")
        raise Refused(words, "to")
    own, moment = to == actor.person_id, clock.now()
    emergency.taken_by_id, emergency.taken_at = (to, moment) if own else (None, None)
    emergency.rung_at = moment
    emergency.version += 1
    emergency.save(update_fields=["taken_by", "taken_at", "rung_at", "version"])


def _still_open(contact: Contact) -> str:
    emergency = queries.emergency_of(contact)
    if contact.state == terms.State.CLOSED:
        return _("This contact is closed already.")
    if emergency is not None and emergency.ended_at is None:
        return _("Somebody is in danger. End the emergency first.")
    if contact.call_back_due_at is not None and contact.attempts_left > 0:
        return _("A call-back is promised. Call, or write down that it is not wanted any more.")
    if contact.follow_up_on is not None and contact.follow_up_done_at is None:
        return _("A follow-up is promised. Note what was done first.")
    if contact.substantive and not contact.outcome:
        return _("How the call ended is not recorded. Correct the contact first.")
    return ""
