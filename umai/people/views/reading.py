"""The page of one person whom we know: codes and facts; the name only on an answer of its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from umai.foundation.access import queries as access
from umai.foundation.files import permissions as files
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries, terms
from umai.people.models import CirclePlace, Individual
from umai.people.views.sections import sections
from umai.people.views.way import crumbs


@needs(permissions.READ_INDIVIDUAL)
@require_GET
def individual(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The record by its code, the name covered. That it was opened is written down."""
    one = commands.read_individual(request.actor, individual_id)
    return shown(one, request)


def shown(one: Individual, request: ActorRequest, **more: Any) -> HttpResponse:
    """The page of somebody; `identity` is there on the answer that reveals it and never again."""
    actor = request.actor
    words = {
        "one": one,
        "crumbs": crumbs(one.code),
        "files": queries.attached(actor, one),
        "circle": circle_of(actor, list(queries.circle(one))),
        **_may(actor),
        **sections(actor, one),
        **more,
    }
    return page(request, "people/individual.html", words)


@dataclass(frozen=True)
class Around:
    """A place in a circle in words: who, why, until when."""

    place: CirclePlace
    who: str

    @property
    def stays(self) -> bool:
        """Whether nobody takes this place away: the team that registered."""
        return self.place.reason == terms.CircleReason.REGISTERED


def circle_of(actor: Actor, places: list[CirclePlace]) -> list[Around]:
    """Who may know somebody and why, by the names of colleagues and teams."""
    people = access.names(actor, [one.person_id for one in places])
    teams: dict[UUID | None, str] = dict(access.teams(actor).values_list("pk", "name"))
    return [Around(one, people.get(one.person_id) or teams.get(one.team_id, "")) for one in places]


def _may(actor: Actor) -> dict[str, bool]:
    return {
        "may_attach": actor.may(permissions.NOTE_CONSENT),
        "may_redact": actor.may(permissions.REDACT_FILE),
        "may_open_original": actor.may(files.OPEN_ORIGINAL),
        "may_correct": actor.may(permissions.CORRECT_INDIVIDUAL),
        "may_reveal": actor.may(permissions.REVEAL_IDENTITY),
        "may_keep": actor.may(permissions.KEEP_CIRCLE),
        "may_register": actor.may(permissions.REGISTER_CHILD),
    }
