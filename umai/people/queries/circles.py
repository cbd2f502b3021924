"""Whom somebody may know beside their own work, and whom they must not know: for rooms above."""

from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from umai.foundation.kernel.actor import Actor
from umai.people import terms
from umai.people.models import CirclePlace, Individual


def shut_out_from(actor: Actor) -> list[UUID]:
    """People of whom somebody said that the actor must not know, with records merged with them."""
    return _around(actor, Q(shut_out=True))


def opened_in_emergency(actor: Actor) -> list[UUID]:
    """People around whom the actor broke the glass, as long as that holds."""
    return _around(actor, Q(reason=terms.CircleReason.BREAK_GLASS))


def _around(actor: Actor, places: Q) -> list[UUID]:
    if actor.person_id is None:
        return []
    standing = CirclePlace.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person
    ).standing()
    named = list(standing.filter(places).values_list("individual_id", flat=True))
    if not named:
        return []
    here = Individual.objects.filter(organisation_id=actor.organisation)
    stays = Coalesce("merged_into_id", "pk")
    whole = list(here.filter(pk__in=named).annotate(stays=stays).values_list("stays", flat=True))
    one = here.filter(Q(pk__in=whole) | Q(merged_into_id__in=whole))
    return list(one.values_list("pk", flat=True))
