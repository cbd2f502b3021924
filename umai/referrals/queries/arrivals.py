"""Referrals that came in, for who answers them."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault.models import DataKey
from umai.referrals import permissions, terms
from umai.referrals.models import Arrival


def arrivals(actor: Actor) -> QuerySet[Arrival]:
    """What came in for the actor's teams, the latest first; without what was taken back."""
    if not actor.may(permissions.ANSWER_REFERRAL) or actor.person_id is None:
        return Arrival.objects.none()
    here = Arrival.objects.filter(organisation_id=actor.organisation, withdrawn_at__isnull=True)
    teams = actor.teams(permissions.ANSWER_REFERRAL)
    if teams is not None:
        here = here.filter(Q(team_id__isnull=True) | Q(team_id__in=teams))
    return here.order_by("-arrived_at", "-id")


def waiting_arrivals(actor: Actor) -> QuerySet[Arrival]:
    """What of it nobody has answered, what is due first on top."""
    waiting = arrivals(actor).filter(state=terms.ArrivalState.WAITING)
    return waiting.order_by("due_at", "arrived_at", "id")


def arrival(actor: Actor, arrival_id: UUID) -> Arrival:
    """One of them; the same 404 for all others."""
    found = arrivals(actor).filter(pk=arrival_id).first()
    if found is None:
        raise Http404
    return found


def key_of_arrival(row: Arrival) -> DataKey:
    """The key of what a colleague wrote down about it."""
    return DataKey.objects.filter(organisation_id=row.organisation_id, pk__in=[row.key_id]).get()
