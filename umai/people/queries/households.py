"""Who lives together, as far as the actor may know of them: nobody else is listed or counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from umai.foundation.kernel.actor import Actor
from umai.people import terms
from umai.people.models import Household, HouseholdPlace, Individual
from umai.people.queries.documents import one_person
from umai.people.queries.individuals import individuals


@dataclass(frozen=True)
class Member:
    """Somebody in a household, by the record that stands for them."""

    place: HouseholdPlace
    individual: Individual

    @property
    def carer(self) -> bool:
        """Whether this one cares for the others."""
        return self.place.role == terms.HouseRole.CARER


@dataclass(frozen=True)
class Home:
    """A household, who lives there today and who did; carers first."""

    household: Household
    members: list[Member]
    former: list[Member]

    def of(self, people: Iterable[UUID]) -> Member | None:
        """The place of somebody, by any of the records that are one with them."""
        known = set(people)
        return next((one for one in self.members if one.individual.pk in known), None)


def households(actor: Actor) -> Any:
    """Those of which the actor knows somebody."""
    return Household.objects.visible_to(actor)


def household(actor: Actor, household_id: UUID) -> Household:
    """One of them; the same 404 whether hidden or not there."""
    found: Household | None = households(actor).filter(pk=household_id).first()
    if found is None:
        raise Http404
    return found


def household_of_code(actor: Actor, code: str) -> Household | None:
    """One of them by the code, in capitals or not."""
    found: Household | None = households(actor).filter(code=code.strip().upper()).first()
    return found


def household_place(actor: Actor, place_id: UUID) -> HouseholdPlace:
    """The place of somebody whom the actor may know of; the same 404."""
    found = HouseholdPlace.objects.visible_to(actor).standing().filter(pk=place_id).first()
    if found is None:
        raise Http404
    return found


def home(actor: Actor, household: Household) -> Home:
    """A household with its members. Merged records are one member, by the one that stands."""
    places = HouseholdPlace.objects.visible_to(actor).filter(household_id=household.pk)
    rows = list(places.order_by("since", "id"))
    stands = _standing_for(actor, {one.individual_id for one in rows})
    now: dict[UUID, Member] = {}
    former: list[Member] = []
    for one in rows:
        member = Member(one, stands[one.individual_id])
        if one.until is None:
            now.setdefault(member.individual.pk, member)
        else:
            former.append(member)
    members = sorted(now.values(), key=lambda one: (not one.carer, one.individual.code))
    return Home(household, members, former)


def home_of(actor: Actor, of: Individual) -> Home | None:
    """The household in which somebody lives today, by whichever of the merged records."""
    place = place_of(of)
    if place is None:
        return None
    found = households(actor).filter(pk=place.household_id).first()
    return home(actor, found) if found else None


def place_of(of: Individual) -> HouseholdPlace | None:
    """Where somebody lives today: the last place that was noted on any of the merged records."""
    here = HouseholdPlace.objects.filter(organisation_id=of.organisation_id)
    return here.standing().filter(individual_id__in=one_person(of)).order_by("since").last()


def distinct_households(actor: Actor, people: Iterable[UUID]) -> int:
    """In how many households these people live: families are counted by it, each once."""
    standing = HouseholdPlace.objects.visible_to(actor).standing()
    found = standing.filter(individual_id__in=list(people)).values("household_id")
    return found.distinct().count()


def _standing_for(actor: Actor, people: set[UUID]) -> dict[UUID, Individual]:
    """The record that stands for each of these."""
    known = individuals(actor).in_bulk(people)
    roots = individuals(actor).in_bulk({one.merged_into_id or one.pk for one in known.values()})
    return {pk: roots.get(one.merged_into_id or pk, one) for pk, one in known.items()}
