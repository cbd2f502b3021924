"""Postings and resets: what is held, what waits, and who may confirm it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.access import permissions, roles
from umai.foundation.access.actors import in_force
from umai.foundation.access.models import FactorReset, Posting, Postings
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor


def postings(actor: Actor) -> QuerySet[Posting]:
    """Every posting of the organisation, newest first."""
    found: QuerySet[Posting] = Posting.objects.visible_to(actor)
    return found.order_by("-opened_at", "-id")


def posting(actor: Actor, posting_id: UUID) -> Posting:
    """One posting, or 404."""
    try:
        return postings(actor).get(pk=posting_id)
    except Posting.DoesNotExist:
        raise Http404 from None


def waiting_postings(actor: Actor) -> QuerySet[Posting]:
    """Postings that a second person has still to confirm, oldest first."""
    guarded = [role.code for role in roles.all_roles().values() if role.needs_second_person]
    return (
        postings(actor)
        .filter(role__in=guarded, confirmed_at__isnull=True, ended_at__isnull=True)
        .order_by("opened_at", "id")
    )


def guarded_postings(actor: Actor, person_id: UUID) -> Postings:
    """The confirmed postings of a person that open files or confirm others."""
    guarded = [role.code for role in roles.all_roles().values() if role.needs_second_person]
    found: Postings = Posting.objects.visible_to(actor)  # type: ignore[assignment]
    return found.filter(
        person_id=person_id, role__in=guarded, ended_at__isnull=True, confirmed_at__isnull=False
    )


def reaches(actor: Actor, posting: Posting) -> bool:
    """Whether the actor may confirm for the team, or the whole organisation, of a posting."""
    mine = actor.teams(permissions.CONFIRM_POSTING)
    return mine is None or (posting.team_id is not None and posting.team_id in mine)


def answers_for(actor: Actor, person_id: UUID) -> bool:
    """Whether all that a person may open lies within the teams for which the actor confirms."""
    mine = actor.teams(permissions.CONFIRM_RESET)
    held = guarded_postings(actor, person_id).values_list("team_id", flat=True)
    return mine is None or all(team in mine for team in held)


def holders(actor: Actor, permission: str, teams: Collection[UUID] | None = None) -> set[UUID]:
    """Who holds a permission today in the actor's organisation; for some teams, or for any."""
    roles_with = [one.code for one in roles.all_roles().values() if permission in one.permissions]
    found = Posting.objects.visible_to(actor).filter(in_force(), role__in=roles_with)
    if teams is not None:
        found = found.filter(Q(team_id__isnull=True) | Q(team_id__in=list(teams)))
    return set(found.values_list("person_id", flat=True))


def waiting_resets(actor: Actor) -> QuerySet[FactorReset]:
    """Second factors that somebody has asked to take away and nobody has yet, oldest first."""
    found: QuerySet[FactorReset] = FactorReset.objects.visible_to(actor)
    found = found.filter(confirmed_at__isnull=True, ends_at__gt=clock.now())
    return found.order_by("asked_at", "id")


def reset(actor: Actor, reset_id: UUID) -> FactorReset:
    """One reset that is still waiting, or 404."""
    try:
        return waiting_resets(actor).get(pk=reset_id)
    except FactorReset.DoesNotExist:
        raise Http404 from None
