"""Tell people that something waits. These are parts of other rooms' acts and pass their entry on."""

from uuid import UUID

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.notices import queries
from umai.foundation.notices.models import Mail, Notice


def tell(
    actor: Actor, person_id: UUID, kind: str, code: str, subject_id: UUID | None, *, urgent: bool
) -> None:
    """Leave a notice for a person and queue a mail that says nothing but "sign in"."""
    moment = clock.now()
    Notice.objects.create(
        organisation_id=actor.organisation,
        person_id=person_id,
        kind=kind,
        code=code,
        subject_id=subject_id,
        at=moment,
    )
    Mail.objects.create(
        organisation_id=actor.organisation,
        person_id=person_id,
        urgent=urgent,
        queued_at=moment,
        next_try_at=moment,
    )


def ring(actor: Actor, team_id: UUID, kind: str, code: str, subject_id: UUID, rung: int) -> bool:
    """Tell the person at one place of the roster (1 is first). False if the roster is shorter."""
    places = list(queries.places_now(actor, team_id))
    if not 1 <= rung <= len(places):
        return False
    tell(actor, places[rung - 1].person_id, kind, code, subject_id, urgent=True)
    return True
