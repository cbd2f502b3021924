"""Codes of referrals: RF-SHM-0001-K, counted for each office, never reused."""

from uuid import UUID

from umai.foundation.access import queries as access
from umai.foundation.kernel import bulk, ids
from umai.foundation.kernel.actor import Actor

COUNTER = "referrals_referralcounter"


def next_code(actor: Actor, team_id: UUID) -> str:
    """The next code of a team's office; those that come in are counted with those that go out."""
    team = access.teams(actor).get(pk=team_id)
    number = bulk.take_numbers(COUNTER, "office_id", actor.organisation, team.office_id, 1)[0]
    prefix = access.offices(actor).get(pk=team.office_id).prefix
    return ids.checked_code(f"RF-{prefix}", number)
