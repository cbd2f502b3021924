"""Organisations, people, teams: who there is, cut to the actor's organisation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.access.models import Office, Organisation, Person, Posting, Programme, Team
from umai.foundation.kernel.actor import Actor


@dataclass(frozen=True)
class Region:
    """A region as codes name it; `prefix` begins the codes of an office there."""

    code: str
    label: str
    prefix: str = ""


# Regions are kept on a higher floor; config/wiring.py says who answers.
region_answers: list[Callable[[str], Region | None]] = []
region_lists: list[Callable[[], list[Region]]] = []


def region(typed: str) -> Region | None:
    """The region behind an ISO or KATO code, or None if nobody knows it."""
    return next((found for ask in region_answers if (found := ask(typed))), None)


def regions() -> list[Region]:
    """Every region that can be chosen."""
    return [one for ask in region_lists for one in ask()]


def organisations() -> QuerySet[Organisation]:
    """Every organisation of the installation, by code. Their names are no secret."""
    return Organisation.objects.order_by("code")


def organisation(code: str) -> Organisation | None:
    """The organisation with this code, in capitals or not."""
    return Organisation.objects.filter(code__iexact=code.strip()).first()


def people(actor: Actor, *, words: str = "", role: str = "") -> QuerySet[Person]:
    """The people of the actor's organisation, narrowed by a part of name or address and by role."""
    found = Person.objects.filter(organisation_id=actor.organisation)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if role:
        held = Posting.objects.visible_to(actor).filter(ended_at__isnull=True, role=role)
        found = found.filter(pk__in=held.values("person_id"))
    return found


def person(actor: Actor, person_id: UUID) -> Person:
    """One person; the same 404 whether somebody else's or nobody."""
    try:
        return people(actor).get(pk=person_id)
    except Person.DoesNotExist:
        raise Http404 from None


def oneself(actor: Actor) -> Person:
    """The person who asks."""
    if actor.person_id is None:
        raise Http404
    return person(actor, actor.person_id)


def names(actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of colleagues by id."""
    wanted = [one for one in ids if one]
    return dict(people(actor).filter(pk__in=wanted).values_list("pk", "name"))


def factors(ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The kinds of second factor that each of these people has."""
    found: dict[UUID, set[str]] = {one: set() for one in ids}
    for owner, kind in Authenticator.objects.filter(user_id__in=list(found)).values_list(
        "user_id", "type"
    ):
        found[owner].add(kind)
    return found


def factor_ids(actor: Actor) -> dict[int, str]:
    """The actor's own second factors: kind by number."""
    found = Authenticator.objects.filter(user_id=actor.person_id).values_list("pk", "type")
    return dict(found) if actor.person_id else {}


def offices(actor: Actor) -> QuerySet[Office]:
    """The offices of the organisation, by name."""
    found: QuerySet[Office] = Office.objects.visible_to(actor)
    return found.order_by("name", "id")


def teams(actor: Actor) -> QuerySet[Team]:
    """The teams of the organisation, by name."""
    found: QuerySet[Team] = Team.objects.visible_to(actor)
    return found.order_by("name", "id")


def offices_with_teams(actor: Actor) -> list[tuple[Office, list[Team]]]:
    """Every office with its teams, by name."""
    held: dict[UUID, list[Team]] = {}
    for team in teams(actor):
        held.setdefault(team.office_id, []).append(team)
    return [(office, held.get(office.pk, [])) for office in offices(actor)]


def programmes(actor: Actor) -> QuerySet[Programme]:
    """The programmes and donors that postings name."""
    found: QuerySet[Programme] = Programme.objects.visible_to(actor)
    return found.order_by("name", "id")
