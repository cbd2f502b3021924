"""Whose procedures are handed on, to whom, and what stands in the way of leaving."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import ngettext

from umai.foundation.access import queries as access
from umai.foundation.access import roles
from umai.foundation.access.models import Posting
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import permissions, terms
from umai.legal_aid.models import Procedure, ProcedureQuerySet
from umai.legal_aid.queries.procedures import procedures

MOST_NAMED = 8


def able(actor: Actor, team_id: UUID) -> dict[UUID, str]:
    """Who may lead procedures of a team, with their names."""
    found = access.holders(actor, permissions.KEEP_PROCEDURE, {team_id})
    return {one: name for one, name in access.names(actor, found).items() if one}


def to_give(actor: Actor) -> ProcedureQuerySet:
    """The procedures that run in teams whose lawyers the actor leads, due first on top."""
    if not actor.may(permissions.LEAD_PROCEDURES):
        return Procedure.objects.none()
    teams = actor.teams(permissions.LEAD_PROCEDURES)
    found = procedures(actor).exclude(state=terms.State.ENDED).defer("words_sealed")
    found = found if teams is None else found.filter(team_id__in=teams)
    return found.order_by("due_at", "id")


def left_behind(actor: Actor) -> ProcedureQuerySet:
    """Those of them whose lawyer leads procedures of that team no longer."""
    found = to_give(actor)
    teams = set(found.order_by().values_list("team_id", flat=True).distinct())
    stays = Q(pk__in=[])
    for team_id in teams:
        holders = access.holders(actor, permissions.KEEP_PROCEDURE, {team_id})
        stays |= Q(team_id=team_id, owner_id__in=holders)
    return found.exclude(stays)


def work_left(actor: Actor, posting: Posting) -> str:
    """What must be handed on before a posting ends that lets somebody lead procedures; or empty."""
    role = roles.all_roles().get(posting.role)
    if role is None or permissions.KEEP_PROCEDURE not in role.permissions:
        return ""
    led = Procedure.objects.filter(organisation_id=actor.organisation, owner_id=posting.person_id)
    if posting.team_id is not None:
        led = led.filter(team_id=posting.team_id)
    running = led.exclude(state=terms.State.ENDED).order_by("code")
    codes = list(running.values_list("code", flat=True))
    if not codes:
        return ""
    words = ngettext("%(n)d procedure is led", "%(n)d procedures are led", len(codes))
    return f"{words % {'n': len(codes)}}: {', '.join(codes[:MOST_NAMED])}."
