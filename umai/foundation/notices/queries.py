"""What can be asked of notices and the roster."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from umai.foundation.access.models import Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.notices.models import Notice, RosterPlace
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

MANY = 100


@dataclass(frozen=True)
class OnCall:
    """One person to ring, with the number in clear for those who may ring."""

    place_id: UUID
    position: int
    person_id: UUID
    name: str
    phone: str


def unread(actor: Actor) -> QuerySet[Notice]:
    """The actor's own unread notices, newest first."""
    return Notice.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person_id, read_at__isnull=True
    ).order_by("-at", "-id")


def places_now(actor: Actor, team_id: UUID) -> QuerySet[RosterPlace]:
    """The roster of a team at this moment, in the order in which it is rung."""
    moment = clock.now()
    return RosterPlace.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=moment),
        organisation_id=actor.organisation,
        team_id=team_id,
        starts_at__lte=moment,
    ).order_by("position", "starts_at")


def on_call(actor: Actor, team_id: UUID) -> list[OnCall]:
    """Whom to ring now, first to last."""
    places = list(places_now(actor, team_id))
    people = {one.pk: one.name for one in Person.objects.filter(pk__in=[p.person_id for p in places])}
    keys = {
        key.pk: key
        for key in DataKey.objects.filter(
            organisation_id=actor.organisation, pk__in=[place.key_id for place in places]
        )
    }
    return [
        OnCall(
            place.pk,
            order,
            place.person_id,
            people[place.person_id],
            seals.open_(keys[place.key_id], "notices_rosterplace.phone", place.pk, place.phone_sealed),
        )
        for order, place in enumerate(places, start=1)
    ]
