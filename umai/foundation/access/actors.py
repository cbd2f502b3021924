"""From a person and the postings in force to an actor."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from umai.foundation.access import roles
from umai.foundation.access.models import Organisation, Person, Posting
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor, Teams
from umai.foundation.kernel.scope import scope
from umai.foundation.kernel.together import answer
from umai.foundation.kernel.written import Written


def in_force(on: date | None = None) -> Q:
    """Postings that count today: begun, not ended, and confirmed where that is needed."""
    day = on or clock.today(settings.TIME_ZONE)
    guarded = [role.code for role in roles.all_roles().values() if role.needs_second_person]
    begun = Q(starts_on__lte=day, ended_at__isnull=True) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )
    return begun & (~Q(role__in=guarded) | Q(confirmed_at__isnull=False))


def grants_of(postings: Iterable[Posting]) -> dict[str, Teams]:
    """Permission -> teams, added up over postings; None means every team."""
    grants: dict[str, Teams] = {}
    known = roles.all_roles()
    for posting in postings:
        if posting.role not in known:
            continue
        for permission in known[posting.role].permissions:
            before = grants.get(permission, frozenset())
            if posting.team_id is None or before is None:
                grants[permission] = None
            else:
                grants[permission] = before | {posting.team_id}
    return grants


def person_at(address: str) -> Person | None:
    """Who signs in with this address, whether the sign-in is open or closed."""
    return Person.objects.filter(email=address.strip().lower()).first() if address else None


def actor_of(person: Person, organisation_id: UUID | None = None) -> Actor:
    """The actor that a person is today in one organisation (by default the person's own)."""
    wanted = organisation_id or person.organisation_id
    with scope(None, person.pk):
        found = answer(_postings(person.pk, wanted, clock.today(settings.TIME_ZONE)))
    zone = found[0].organisation.time_zone if found else "Asia/Almaty"
    return Actor(
        person_id=person.pk,
        organisation_id=wanted,
        name=person.name,
        grants=grants_of(found),
        roles=frozenset(posting.role for posting in found),
        time_zone=zone,
    )


@Written
def _postings(person_id: UUID, organisation_id: UUID, on: date) -> QuerySet[Posting]:
    here = Posting.objects.filter(
        in_force(on), person_id=person_id, organisation_id=organisation_id
    )
    return here.select_related("organisation").order_by("starts_on")


def console(organisation: Organisation | None = None, grants: Iterable[str] = ()) -> Actor:
    """The console: who sits at the machine itself. Its acts are journaled as such."""
    return Actor(
        organisation_id=organisation.pk if organisation else None,
        name="console",
        kind="console",
        grants={permission: None for permission in grants},
        time_zone=organisation.time_zone if organisation else "Asia/Almaty",
    )


def job(organisation: Organisation, grants: Iterable[str]) -> Actor:
    """A chore of the house, acting for one organisation with the permissions it names."""
    return Actor(
        organisation_id=organisation.pk,
        name="job",
        kind="job",
        grants={permission: None for permission in grants},
        time_zone=organisation.time_zone,
    )
