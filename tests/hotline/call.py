"""What an operator types, for the tests of this room."""

from typing import Any

from tests import cast
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.hotline import commands
from umai.hotline.models import Contact

RECORD = "/hotline/contacts/record/"
QUICK = "/hotline/contacts/record/quick/"


def typed(organisation: Any, team: str = "Shymkent", **more: Any) -> dict[str, Any]:
    """A form filled in as a trained operator does it; `more` replaces answers or adds some."""
    return {
        "id": str(uuid7()),
        "team_id": str(cast.team(organisation, team).pk),
        "received_at": clock.now().isoformat(),
        "duration_seconds": "75",
        "danger_now": "no",
        "channel": "phone",
        "contact_type": "counselling",
        "caller_relation": "parent",
        "child-1-sex": "female",
        "child-1-age": "9",
        "topic": "birth_registration",
        "narrative": "Born at home, no papers.",
        "advice": "Named the papers that are needed.",
        "outcome": "advice_given",
    } | more


def recorded(actor: Any, organisation: Any, team: str = "Shymkent", **more: Any) -> Contact:
    """A contact written down through the command."""
    with scope(organisation.pk, actor.person_id):
        said = {
            "id": uuid7(),
            "team_id": cast.team(organisation, team).pk,
            "received_at": clock.now(),
            "channel": "phone",
            "topic": "education",
        } | more
        return commands.record_contact(actor, commands.ContactDetails(**said))
