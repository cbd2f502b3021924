"""What can be asked of notices, the outbox and the roster."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

from umai.foundation.access import queries as access
from umai.foundation.access.models import Person, Team
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import NOWHERE
from umai.foundation.notices import permissions, rules
from umai.foundation.notices.models import Mail, Notice, RosterPlace
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

MANY = 100
LATELY = timedelta(days=1)
LOOKED_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class OnCall:
    """One person to ring, with the number in clear for those who may ring."""

    place_id: UUID
    position: int
    person_id: UUID
    name: str
    phone: str


@dataclass(frozen=True)
class Rung:
    """A place as the roster's page shows it: who, with which number, and what is wrong with it."""

    place: RosterPlace
    name: str
    phone: str
    now: bool
    gone: bool
    doubled: bool


@dataclass(frozen=True)
class Roster:
    """The places of one team that have not ended, and the first moment with nobody on call."""

    team: Team
    rungs: list[Rung]
    gap: datetime | None
    gap_now: bool

    @property
    def key(self) -> str:
        """The team's id, for addresses."""
        return str(self.team.pk)

    @property
    def on_call(self) -> int:
        """How many can be rung at this moment."""
        return sum(rung.now for rung in self.rungs)


class Backlog(NamedTuple):
    """Mail that has not left, and since when the oldest waits."""

    many: int
    since: datetime | None


# Notices ------------------------------------------------------------------------------------------


def notices(actor: Actor) -> QuerySet[Notice]:
    """The actor's own notices."""
    return Notice.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person_id or NOWHERE
    )


def unread(actor: Actor) -> QuerySet[Notice]:
    """The actor's own unread notices, newest first."""
    return notices(actor).filter(read_at__isnull=True).order_by("-at", "-id")


def notice(actor: Actor, notice_id: UUID) -> Notice:
    """One of the actor's own notices; the same 404 for anybody else's."""
    try:
        return notices(actor).get(pk=notice_id)
    except Notice.DoesNotExist:
        raise Http404 from None


def told_since(actor: Actor, kind: str, since: datetime) -> set[UUID]:
    """Who was told something of this kind since a moment."""
    told = Notice.objects.filter(organisation_id=actor.organisation, kind=kind, at__gte=since)
    return set(told.values_list("person_id", flat=True))


# The outbox ---------------------------------------------------------------------------------------


def waiting_mail(organisation_id: UUID) -> QuerySet[Mail]:
    """The mail that may still leave."""
    return Mail.objects.filter(
        organisation_id=organisation_id, sent_at__isnull=True, given_up_at__isnull=True
    )


def stuck_mail(actor: Actor) -> QuerySet[Mail]:
    """The mail that waits, and what was given up within a day."""
    lately = Q(given_up_at__isnull=True) | Q(given_up_at__gt=clock.now() - LATELY)
    return Mail.objects.filter(lately, organisation_id=actor.organisation, sent_at__isnull=True)


def backlog(actor: Actor) -> Backlog:
    """How much mail has not left, and since when the oldest waits."""
    found = stuck_mail(actor).aggregate(count=Count("pk"), since=Min("queued_at"))
    return Backlog(found["count"], found["since"])


# The roster ---------------------------------------------------------------------------------------


def teams(actor: Actor) -> list[Team]:
    """The teams whose roster the actor keeps, by name."""
    kept = actor.teams(permissions.KEEP_ROSTER)
    return [team for team in access.teams(actor) if kept is None or team.pk in kept]


def places(actor: Actor, team_ids: Iterable[UUID]) -> QuerySet[RosterPlace]:
    """The places of some teams that have not ended, in the order in which they are rung."""
    return RosterPlace.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()),
        organisation_id=actor.organisation,
        team_id__in=list(team_ids),
    ).order_by("position", "starts_at", "pk")


def places_now(actor: Actor, team_id: UUID) -> QuerySet[RosterPlace]:
    """The roster of a team at this moment, in order, without people who have left."""
    here = Person.objects.filter(organisation_id=actor.organisation, is_active=True)
    return places(actor, [team_id]).filter(
        starts_at__lte=clock.now(), person_id__in=here.values("pk")
    )


def place(actor: Actor, place_id: UUID) -> RosterPlace:
    """One place of a roster that the actor keeps, or 404."""
    kept = [team.pk for team in teams(actor)]
    try:
        return places(actor, kept).get(pk=place_id)
    except RosterPlace.DoesNotExist:
        raise Http404 from None


def on_call(actor: Actor, team_id: UUID) -> list[OnCall]:
    """Whom to ring now, first to last."""
    found = list(places_now(actor, team_id))
    names = access.names(actor, [place.person_id for place in found])
    phones = _phones(actor, found)
    return [
        OnCall(place.pk, order, place.person_id, names[place.person_id], phones[place.pk])
        for order, place in enumerate(found, start=1)
    ]


def rosters(actor: Actor) -> list[Roster]:
    """The rosters that the actor keeps, team by team, with the numbers to ring."""
    kept = teams(actor)
    found = list(places(actor, [team.pk for team in kept]))
    phones = _phones(actor, found)
    people = access.people(actor).filter(pk__in=[place.person_id for place in found])
    known = {person.pk: person for person in people}
    # A telephone cannot ring for two teams at once, so people are compared over all of them.
    doubled = rules.overlapping(map(span_of, found))
    return [
        _roster(team, [_rung(p, known, phones, doubled) for p in found if p.team_id == team.pk])
        for team in kept
    ]


def span_of(place: RosterPlace) -> rules.Span:
    """When the person of a place is on call."""
    return rules.Span(place.person_id, place.starts_at, place.ends_at)


def _roster(team: Team, rungs: list[Rung]) -> Roster:
    moment = clock.now()
    spans = [span_of(rung.place) for rung in rungs if not rung.gone]
    gap = rules.first_gap(spans, moment, moment + LOOKED_AHEAD)
    return Roster(team, rungs, gap, gap == moment)


def _rung(
    place: RosterPlace, known: dict[UUID, Person], phones: dict[UUID, str], doubled: set[UUID]
) -> Rung:
    person = known[place.person_id]
    return Rung(
        place,
        person.name,
        phones[place.pk],
        now=person.is_active and place.starts_at <= clock.now(),
        gone=not person.is_active,
        doubled=place.person_id in doubled,
    )


def _phones(actor: Actor, found: list[RosterPlace]) -> dict[UUID, str]:
    keys = {
        key.pk: key
        for key in DataKey.objects.filter(
            organisation_id=actor.organisation, pk__in=[place.key_id for place in found]
        )
    }
    column = "notices_rosterplace.phone"
    return {
        place.pk: seals.open_(keys[place.key_id], column, place.pk, place.phone_sealed)
        for place in found
    }
