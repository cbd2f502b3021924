"""The page of one person whom we know: codes and facts; the name only on an answer of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.people import commands, permissions
from umai.people.models import Individual


@needs(permissions.READ_INDIVIDUAL)
@require_GET
def individual(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The record by its code, the name covered. That it was opened is written down."""
    one = commands.read_individual(request.actor, individual_id)
    return shown(one, request)


def shown(one: Individual, request: ActorRequest, **more: Any) -> HttpResponse:
    """The page of somebody; `identity` is there on the answer that reveals it and never again."""
    words = {
        "one": one,
        "crumbs": crumbs(one.code),
        **_may(request.actor, one),
        **more,
    }
    return page(request, "people/individual.html", words)


def crumbs(code: str) -> list[tuple[str, str]]:
    """The way back, by codes."""
    return [(_("Children"), reverse("people:find_people")), (code, "")]


def way(one: Individual, here: str) -> list[tuple[str, str]]:
    """The way back from a page below somebody's record."""
    back = reverse("people:individual", args=[one.pk])
    return [(_("Children"), reverse("people:find_people")), (one.code, back), (here, "")]


def _may(actor: Actor, one: Individual) -> dict[str, bool]:
    return {
        "may_correct": actor.may(permissions.CORRECT_INDIVIDUAL),
        "may_reveal": actor.may(permissions.REVEAL_IDENTITY),
        "may_keep": actor.may(permissions.KEEP_CIRCLE),
    }
