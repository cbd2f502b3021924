"""People whom we know, for tests, told through commands."""

from typing import Any

from tests import cast
from umai.foundation.access.models import Organisation
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.people import commands, queries
from umai.people.models import Individual

NADIRA = {"given_name": "Нодира", "family_name": "Каримова", "born": "2014-03-09"}


def register(
    actor: Actor, organisation: Organisation, team: str = "Shymkent", **said: Any
) -> Individual:
    """Search, then register: `register(actor, sana, given_name="…", sex="female")`."""
    names = commands.Identity.__dataclass_fields__
    identity = commands.Identity(**{k: v for k, v in said.items() if k in names})
    rest = {k: v for k, v in said.items() if k not in names}
    asked = queries.Asked(
        given=identity.given_name,
        family=identity.family_name,
        patronymic=identity.patronymic,
        born=identity.born,
    )
    searched = commands.find_people(actor, asked)
    details = commands.IndividualDetails(
        **{
            "id": uuid7(),
            "team_id": cast.team(organisation, team).pk,
            "search_id": searched.search.pk,
            "identity": identity,
            **rest,
        }
    )
    return commands.register_child(actor, details)


def events(organisation: Organisation) -> list[str]:
    """What the journal says was done, oldest first."""
    with scope(organisation.pk):
        return list(Entry.objects.order_by("at", "id").values_list("event", flat=True))
