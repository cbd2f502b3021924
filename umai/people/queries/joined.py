"""Pairs to be compared, and what one record is merged with: cut to the actor's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from umai.foundation.kernel.actor import Actor
from umai.people import terms
from umai.people.models import Individual, Pair


@dataclass(frozen=True)
class Joined:
    """What a record is one with: the one that stands for it, or those that lead to it."""

    stays: Individual | None
    gone: list[Individual]


def pairs(actor: Actor) -> QuerySet[Pair]:
    """Pairs to compare, the likeliest first; only those of which the actor may know both."""
    known = Individual.objects.visible_to(actor).surviving().values("pk")
    waiting = Pair.objects.filter(
        organisation_id=actor.organisation, state=terms.PairState.WAITING
    )
    found = waiting.filter(one_id__in=known, other_id__in=known)
    return found.order_by("-score", "id")


def pairs_around(actor: Actor, individual_id: UUID) -> QuerySet[Pair]:
    """Pairs of somebody with who may be the same, the likeliest first."""
    return pairs(actor).filter(Q(one_id=individual_id) | Q(other_id=individual_id))


def pairs_of(actor: Actor, individual: Individual) -> list[Individual]:
    """Who may be the same as somebody, the likeliest first."""
    found = pairs_around(actor, individual.pk)
    others = [two.other_id if two.one_id == individual.pk else two.one_id for two in found]
    known = Individual.objects.visible_to(actor).in_bulk(others)
    return [known[pk] for pk in others]


def both(actor: Actor, found: Iterable[Pair]) -> list[tuple[Pair, Individual, Individual]]:
    """Pairs with their two people."""
    some = list(found)
    people = {pk for pair in some for pk in (pair.one_id, pair.other_id)}
    known = Individual.objects.visible_to(actor).in_bulk(people)
    return [(pair, known[pair.one_id], known[pair.other_id]) for pair in some]


def joined(actor: Actor, individual: Individual) -> Joined:
    """The records that are one with this one."""
    known = Individual.objects.visible_to(actor)
    gone = known.filter(merged_into_id=individual.pk).order_by("code")
    root = individual.merged_into_id
    return Joined(known.filter(pk=root).first() if root else None, list(gone))
