"""Who may know somebody: let in, take out, shut out, and break the glass."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, queries, rules, terms
from umai.people.models import CirclePlace, Individual

PRESSED_TWICE = timedelta(minutes=5)  # so near to each other, two are one


@transaction.atomic
def name_in_circle(actor: Actor, individual_id: UUID, person_id: UUID, reason: str) -> CirclePlace:
    """Let a colleague know this person, for a written reason."""
    individual = _held(actor, individual_id)
    if not reason.strip():
        raise Refused(_("Write the reason."), "reason")
    access.person(actor, person_id)
    return let_in(actor, individual, person_id, reason)


@transaction.atomic
def shut_out(actor: Actor, individual_id: UUID, person_id: UUID, reason: str) -> CirclePlace:
    """Keep one colleague from knowing this person, whatever their teams may know."""
    individual = _held(actor, individual_id)
    if person_id == actor.person_id:
        raise Refused(_("You cannot shut yourself out."), "person")
    if not reason.strip():
        raise Refused(_("Write the reason."), "reason")
    access.person(actor, person_id)
    place = _place(actor, individual, person_id, terms.CircleReason.SHUT_OUT, reason)
    log.record(actor, events.SHUT_OUT, individual, {"person": str(person_id)})
    return place


@transaction.atomic
def take_out_of_circle(actor: Actor, individual_id: UUID, place_id: UUID) -> Individual:
    """End a place in the circle; the team that registered stays until the case moves on."""
    individual = _held(actor, individual_id)
    place = queries.circle_place(individual, place_id)
    if place.reason == terms.CircleReason.REGISTERED:
        raise Refused(_("The team that registered stays. Hand the person over to another team."))
    place.until = clock.now()
    place.save(update_fields=["until"])
    log.record(actor, events.TAKEN_OUT_OF_CIRCLE, individual, {"reason": place.reason})
    return individual


@transaction.atomic
def break_glass(actor: Actor, code: str, reason: str) -> Individual:
    """Open a record by its code in an emergency, for a time. The circle and the officer are told.

    A code of another organisation, a wrong one and that of somebody from whom the actor is shut out
    are the same no. Pressed twice it is broken once, and nobody is told twice.
    """
    actor.require(permissions.BREAK_GLASS)
    if len(reason.strip()) < rules.LEAST_REASON:
        raise Refused(_("Write what is at stake, in a sentence."), "reason")
    here = Individual.objects.filter(organisation_id=actor.organisation, code=code.strip().upper())
    individual = here.not_shut_out(actor).select_for_update(no_key=True).first()
    if individual is None:
        raise Refused(_("This code opens nothing."), "code")
    if _just_broken(actor, individual):
        return individual
    until = clock.now() + vocabulary.span("DP.BREAK_GLASS")
    _place(actor, individual, actor.person, terms.CircleReason.BREAK_GLASS, reason, until)
    for person_id in to_tell(actor, individual):
        notices.tell(
            actor, person_id, terms.Notice.GLASS_BROKEN, individual.code, individual.pk, urgent=True
        )
    log.record(actor, events.GLASS_BROKEN, individual, {"until": until.isoformat()})
    return individual


def stand_by(actor: Actor, individual: Individual, person_id: UUID) -> CirclePlace:
    """A part of acts of higher rooms: somebody works on the case and so may know the child."""
    standing = CirclePlace.objects.filter(
        organisation_id=actor.organisation, individual_id=individual.pk, person_id=person_id
    ).standing()
    if standing.filter(shut_out=True).exists():
        raise Refused(_("This colleague must not know this child."), "person")
    reason = terms.CircleReason.CASE
    if known := standing.filter(reason=reason).first():
        return known
    return _place(actor, individual, person_id, reason, "")


def step_back(actor: Actor, individual_id: UUID, person_id: UUID) -> None:
    """A part of acts of higher rooms: somebody works on the case no longer."""
    CirclePlace.objects.filter(
        organisation_id=actor.organisation,
        individual_id=individual_id,
        person_id=person_id,
        reason=terms.CircleReason.CASE,
        until__isnull=True,
    ).update(until=clock.now())


def hand_to_team(actor: Actor, individual_id: UUID, team_id: UUID) -> None:
    """A part of acts of higher rooms: another team answers for the child from now on, and the
    teams that did so know the child no longer.
    """
    here = CirclePlace.objects.filter(
        organisation_id=actor.organisation, individual_id=individual_id, until__isnull=True
    )
    ours = here.filter(reason=terms.CircleReason.REGISTERED)
    if not ours.filter(team_id=team_id).exists():
        CirclePlace.objects.create(
            organisation_id=actor.organisation,
            individual_id=individual_id,
            team_id=team_id,
            reason=terms.CircleReason.REGISTERED,
            since=clock.now(),
            opened_by_id=actor.person_id,
        )
    ours.exclude(team_id=team_id).update(until=clock.now())
def _just_broken(actor: Actor, individual: Individual) -> bool:
    broken = CirclePlace.objects.filter(
        organisation_id=actor.organisation,
        individual_id=individual.pk,
        person_id=actor.person,
        reason=terms.CircleReason.BREAK_GLASS,
        since__gt=clock.now() - PRESSED_TWICE,
    )
    return broken.filter(until__gt=clock.now()).exists()


def let_in(actor: Actor, individual: Individual, person_id: UUID, reason: str) -> CirclePlace:
    """A place in the circle for a colleague by name, written down."""
    place = _place(actor, individual, person_id, terms.CircleReason.NAMED, reason)
    log.record(actor, events.NAMED_IN_CIRCLE, individual, {"person": str(person_id)})
    return place


def _held(actor: Actor, individual_id: UUID) -> Individual:
    actor.require(permissions.KEEP_CIRCLE)
    return queries.individual(actor, individual_id)


def _place(
    actor: Actor,
    individual: Individual,
    person_id: UUID,
    reason: terms.CircleReason,
    words: str,
    until: datetime | None = None,
) -> CirclePlace:
    place = CirclePlace(
        organisation_id=actor.organisation,
        individual_id=individual.pk,
        person_id=person_id,
        reason=reason,
        shut_out=reason == terms.CircleReason.SHUT_OUT,
        since=clock.now(),
        until=until,
        opened_by_id=actor.person_id,
    )
    key = queries.key_of(individual)
    place.words_sealed = seals.seal(key, "people_circleplace.words", place.pk, words.strip())
    place.save(force_insert=True)
    return place


def to_tell(actor: Actor, individual: Individual) -> list[UUID]:
    """The people of the circle and the data protection officer; nobody who must not know."""
    working, out = those_who_know(actor, individual)
    officers = access.holders(actor, permissions.WATCH_CIRCLES)
    return sorted((working | officers) - out - {actor.person})


def those_who_know(actor: Actor, individual: Individual) -> tuple[set[UUID], set[UUID]]:
    """The people of the circle, by name and by team; and those who must not know. Whoever knows a
    record that is merged with this one knows the same person.
    """
    places = [place for one in queries.whole_person(individual) for place in queries.circle(one)]
    out = {place.person_id for place in places if place.shut_out and place.person_id}
    named = {place.person_id for place in places if place.person_id}
    teams = {place.team_id for place in places if place.team_id}
    working = access.holders(actor, permissions.READ_INDIVIDUAL, teams) if teams else set()
    return (named | working) - out, out
