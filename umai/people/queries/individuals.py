"""One person whom we know, and who stands around: cut to the actor's scope."""

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people.models import CirclePlace, Individual, IndividualQuerySet, Search
from umai.people.queries import circles

PIECES = ("identity", "contact", "health")


def individuals(actor: Actor) -> IndividualQuerySet:
    """Those whom the actor may know of."""
    held = circles.held(actor)
    if held is None:
        return Individual.objects.visible_to(actor)
    return Individual.objects.around(actor).exclude(pk__in=held.shut_out)


def individual(actor: Actor, individual_id: UUID) -> Individual:
    """One of them; the same 404 whether hidden or not there."""
    try:
        return individuals(actor).get(pk=individual_id)
    except Individual.DoesNotExist:
        raise Http404 from None


def of_code(actor: Actor, code: str) -> Individual | None:
    """One of them by the code, in capitals or not."""
    return individuals(actor).filter(code=code.strip().upper()).first()


def key_of(individual: Individual) -> DataKey:
    """The data key under which everything about this person is sealed."""
    return DataKey.objects.get(organisation_id=individual.organisation_id, pk=individual.key_id)


def piece(individual: Individual, name: str, key: DataKey | None = None) -> dict[str, Any]:
    """One sealed piece opened: `identity`, `contact` or `health`. Call it from a command only."""
    blob = getattr(individual, f"{name}_sealed")
    if blob is None:
        return {}
    column = f"people_individual.{name}"
    said = json.loads(seals.open_(key or key_of(individual), column, individual.pk, blob))
    return dict(said)


def circle(individual: Individual) -> QuerySet[CirclePlace]:
    """Who may know of somebody today, and who must not, oldest first."""
    places = CirclePlace.objects.standing().filter(
        organisation_id=individual.organisation_id, individual_id=individual.pk
    )
    return places.order_by("since", "id")


def circle_place(individual: Individual, place_id: UUID) -> CirclePlace:
    """One standing place in somebody's circle."""
    place = circle(individual).filter(pk=place_id).first()
    if place is None:
        raise Http404
    return place


def search(actor: Actor, search_id: UUID) -> Search | None:
    """A search of the actor's own."""
    return Search.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person, pk=search_id
    ).first()
