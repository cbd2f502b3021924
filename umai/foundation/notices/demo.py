"""The demonstration's on-call rosters, with invented numbers."""

from datetime import timedelta
from itertools import count
from uuid import UUID

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands, permissions

ENDING = "Turkistan"
SOON = timedelta(days=2, hours=9)


def tell() -> None:
    """Put the operators of each team, then the supervisor, on its roster; one roster ends soon."""
    numbers = count(10)
    for organisation in access.organisations():
        actor = actors.console(organisation, [permissions.KEEP_ROSTER])
        with scope(organisation.pk):
            for team in access.teams(actor):
                people = _people(actor, team.pk)
                for person_id in people[:1] if team.name == ENDING else people:
                    _put(actor, team.pk, person_id, next(numbers), ending=team.name == ENDING)


def _people(actor: Actor, team_id: UUID) -> list[UUID]:
    held = access.postings(actor).filter(ended_at__isnull=True)
    operators = held.filter(role="operator", team_id=team_id).order_by("opened_at")
    supervisors = held.filter(role="supervisor").order_by("opened_at")
    return [one.person_id for one in [*operators, *supervisors]]


def _put(actor: Actor, team_id: UUID, person_id: UUID, number: int, *, ending: bool) -> None:
    details = commands.PlaceDetails(
        id=derived_uuid("demo roster", team_id, person_id),
        team_id=team_id,
        person_id=person_id,
        phone=f"+7 700 000 00 {number}",
        starts_at=clock.now(),
        ends_at=clock.now() + SOON if ending else None,
    )
    commands.put_on_roster(actor, details)
