"""A child is in danger: somebody takes it, does something first, and says what was done."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.foundation.notices import queries as rosters
from umai.foundation.ui import moments
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import events, permissions, queries, rules, terms
from umai.hotline.commands import changing
from umai.hotline.models import Contact, Emergency


@transaction.atomic
def take_emergency(actor: Actor, emergency_id: UUID) -> Emergency:
    """Answer for a child in danger. The first one wins and holds the contact from then on.

    The second is told who took it. Taking it again oneself changes nothing.
    """
    actor.require(permissions.TAKE_EMERGENCY)
    contact, emergency = _held(actor, emergency_id)
    actor.require(permissions.TAKE_EMERGENCY, emergency.team_id)
    if emergency.taken_by_id == actor.person_id:
        return emergency
    if emergency.taken_by_id is not None:
        raise Refused(_taken(actor, emergency))
    emergency.taken_by_id, emergency.taken_at = actor.person_id, clock.now()
    _save(emergency)
    contact.holder_id = actor.person_id
    changing.keep(actor, contact, terms.Step.EMERGENCY_TAKEN)
    late = clock.now() > emergency.act_by
    log.record(actor, events.EMERGENCY_TAKEN, contact, {"rung": emergency.rung, "late": late})
    return emergency


@transaction.atomic
def note_first_action(actor: Actor, emergency_id: UUID, words: str) -> Emergency:
    """Write down what was done first, by whoever may read the contact. It stops the clock."""
    actor.require(permissions.TAKE_EMERGENCY)
    contact, emergency = _held(actor, emergency_id)
    queries.contact(actor, contact.pk)
    if emergency.first_action_at is not None:
        raise Refused(_("A first action is noted already. Add what came after when you end it."))
    _act_first(actor, contact, emergency, words)
    _save(emergency)
    changing.keep(actor, contact, terms.Step.FIRST_ACTION_NOTED)
    late = clock.now() > emergency.act_by
    log.record(actor, events.FIRST_ACTION_NOTED, contact, {"late": late})
    return emergency


@transaction.atomic
def end_emergency(
    actor: Actor, emergency_id: UUID, words: str, first_action: str = ""
) -> Emergency:
    """Say what was done and that the danger is over. Without a first action there is no end."""
    actor.require(permissions.TAKE_EMERGENCY)
    contact, emergency = _held(actor, emergency_id)
    queries.contact(actor, contact.pk)
    if emergency.taken_by_id is None:
        raise Refused(_("Nobody has taken this emergency. Take it first."))
    if not words.strip():
        raise Refused(_("Write what was done and where the child is now."), "words")
    if emergency.first_action_at is None:
        _act_first(actor, contact, emergency, first_action, "first_action")
    key = changing.key_for(contact)
    emergency.done_sealed = seals.seal(key, "hotline_emergency.done", emergency.pk, words)
    emergency.ended_at, emergency.ended_by_id = clock.now(), actor.person_id
    _save(emergency)
    waits = contact.follow_up_on is not None and contact.follow_up_done_at is None
    contact.state = rules.state_after(contact.outcome, False, waits)
    changing.keep(actor, contact, terms.Step.EMERGENCY_ENDED)
    log.record(actor, events.EMERGENCY_ENDED, contact, {"state": contact.state})
    return emergency


@transaction.atomic
def pass_alarm_on(actor: Actor) -> int:
    """Ring the next on the roster for every alarm that nobody took in time. Returns how many.

    A roster that is exhausted begins anew, and the supervisors are told each time.
    """
    actor.require(permissions.TAKE_EMERGENCY)
    waiting = queries.open_emergencies(actor).filter(taken_by__isnull=True)
    wait = vocabulary.span("HL.DANGER_NEXT")
    passed = 0
    for emergency in waiting.select_for_update(skip_locked=True, no_key=True):
        if rules.next_rung(emergency.rung, emergency.rung_at, clock.now(), wait):
            _ring_next(actor, emergency)
            passed += 1
    return passed


def _ring_next(actor: Actor, emergency: Emergency) -> None:
    places = rosters.places_now(actor, emergency.team_id).count()
    emergency.rung, exhausted = rules.place_after(emergency.rung, places)
    emergency.rung_at = clock.now()
    _save(emergency)
    code, subject = emergency.code, emergency.pk
    kind = terms.Notice.DANGER_NOW
    notices.ring(actor, emergency.team_id, kind, code, subject, emergency.rung)
    if exhausted:
        kind = terms.Notice.NOBODY_TOOK_IT if places else terms.Notice.NOBODY_ON_CALL
        for person_id in queries.supervisors(actor, emergency.team_id):
            notices.tell(actor, person_id, kind, code, subject, urgent=True)
    facts = {"rung": emergency.rung, "exhausted": exhausted, "places": places}
    log.record(actor, events.ALARM_PASSED_ON, emergency, facts)


def _held(actor: Actor, emergency_id: UUID) -> tuple[Contact, Emergency]:
    """The contact and its emergency, always held in this order: two acts never block each other."""
    known = queries.emergency(actor, emergency_id)
    found = Contact.objects.filter(organisation_id=actor.organisation, pk=known.contact_id)
    contact = found.select_for_update(no_key=True).first()
    held = queries.emergencies(actor).select_for_update(no_key=True)
    emergency = held.filter(pk=emergency_id).first()
    if contact is None or emergency is None:
        raise Http404
    if emergency.ended_at is not None:
        who = queries.colleague(actor, emergency.ended_by_id, emergency.team_id)
        words = _("%(who)s ended this emergency %(when)s.")
        raise Refused(words % {"who": who, "when": moments.moment(emergency.ended_at)})
    return contact, emergency


def _taken(actor: Actor, emergency: Emergency) -> str:
    words = _("%(who)s took it %(when)s. You need not act; help if you are asked.")
    who = queries.colleague(actor, emergency.taken_by_id, emergency.team_id)
    return words % {"who": who, "when": moments.moment(emergency.taken_at)}


def _act_first(
    actor: Actor, contact: Contact, emergency: Emergency, words: str, field: str = "words"
) -> None:
    if not words.strip():
        raise Refused(_("Write what was done first, such as whom you rang."), field)
    key = changing.key_for(contact)
    emergency.first_action_at, emergency.first_action_by_id = clock.now(), actor.person_id
    emergency.first_action_sealed = seals.seal(
        key, "hotline_emergency.first_action", emergency.pk, words
    )


def _save(emergency: Emergency) -> None:
    emergency.version += 1
    emergency.save(force_update=True)
