"""A lost telephone or key: two colleagues together take the second factors away."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import events, permissions, queries, rules, sessions
from umai.foundation.access.commands.people import NewPerson
from umai.foundation.access.models import FactorReset, Person
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn


@transaction.atomic
def ask_reset(actor: Actor, person_id: UUID) -> FactorReset:
    """Ask to take a colleague's second factors away; another colleague has to confirm it."""
    actor.require(permissions.ASK_RESET)
    wait_for_turn(f"reset {person_id}")
    person = queries.person(actor, person_id)
    if known := queries.waiting_resets(actor).filter(person=person).first():
        return known
    if actor.person_id is None or person.pk == actor.person_id:
        raise Refused(_("Nobody asks for themselves. Ask another administrator."))
    if not queries.factors([person.pk])[person.pk]:
        raise Refused(_("This person has no second factor. One is asked for at the next sign-in."))
    moment = clock.now()
    reset = FactorReset(organisation_id=actor.organisation, person=person, asked_at=moment)
    reset.asked_by_id, reset.ends_at = actor.person_id, moment + rules.RESET_LASTS
    reset.save(force_insert=True)
    log.record(actor, events.RESET_ASKED, reset, {"person": person.pk})
    return reset


@transaction.atomic
def confirm_reset(actor: Actor, reset_id: UUID) -> Person:
    """Take a colleague's second factors away, as the second person. Sessions end at once.

    If a start password is out as well, nothing of the person's own is left, and postings that open
    files wait for a second person once more.
    """
    actor.require(permissions.CONFIRM_RESET)
    wait_for_turn(f"reset {reset_id}")
    reset = queries.reset(actor, reset_id)
    person = queries.person(actor, reset.person_id)
    if no := _why_not(actor, reset):
        raise Refused(no)
    reset.confirmed_by_id, reset.confirmed_at = actor.person_id, clock.now()
    reset.save(update_fields=["confirmed_by", "confirmed_at"])
    gone = _take_away(person)
    lost = person.must_change_password
    again = queries.guarded_postings(actor, person.pk).unconfirm() if lost else 0
    facts = {"person": person.pk, "factors": gone, "to_confirm_again": again}
    log.record(actor, events.RESET_CONFIRMED, reset, facts)
    return person


@transaction.atomic
def recover_access(actor: Actor, person_id: UUID) -> NewPerson:
    """From the console: a new start password and no second factor, for who is locked out for good.

    Postings stay as they are: whoever holds the console holds the machine, and it is written down.
    """
    if actor.kind != "console":
        raise PermissionDenied("access.recover_access")
    person = queries.person(actor, person_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    gone = _take_away(person)
    log.record(actor, events.ACCESS_RECOVERED, person, {"factors": gone})
    return NewPerson(person, sessions.restart(person))


def _take_away(person: Person) -> int:
    found = Authenticator.objects.filter(user_id=person.pk)
    number = int(found.count())
    found.delete()
    sessions.end_all(person)
    return number


def _why_not(actor: Actor, reset: FactorReset) -> str:
    return rules.first_obstacle(
        [
            (lambda: reset.person_id == actor.person_id, rules.NOT_ONESELF),
            (lambda: reset.asked_by_id == actor.person_id, rules.NOT_PROPOSER),
            (lambda: actor.may(permissions.ASK_RESET), rules.NOT_ADMINISTRATOR),
            (lambda: not queries.answers_for(actor, reset.person_id), rules.NOT_YOUR_TEAM),
        ]
    )
