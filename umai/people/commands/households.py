"""Who lives together: note it, move somebody, say a role, end a place. What was is kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import bulk, clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.people import events, permissions, queries, rules, terms
from umai.people.commands.holding import check_days
from umai.people.models import Household, HouseholdPlace, Individual


@dataclass(frozen=True, kw_only=True)
class HomeDetails:
    """With whom somebody lives: `code` of a person or of a household; what each one is there."""

    individual_id: UUID
    code: str
    role: str = terms.HouseRole.CHILD.value
    other_role: str = terms.HouseRole.MEMBER.value
    since: date | None = None


@transaction.atomic
def live_together(actor: Actor, details: HomeDetails) -> Household:
    """Note that somebody lives with another person or in a household; a household is made if there
    is none. Whoever lived elsewhere has moved: one person lives in one household at a time.
    """
    actor.require(permissions.CORRECT_INDIVIDUAL)
    one = queries.individual(actor, details.individual_id)
    _take_turn(actor)
    since = _checked(actor, details)
    household = queries.household_of_code(actor, details.code)
    other = None if household else queries.of_code(actor, details.code)
    if other is not None:
        household = _household_of(actor, one, other, details, since)
    if household is None:
        raise Refused(_("This code opens nothing."), "code")
    _settle(actor, household, one, details.role, since)
    facts = {"household": household.code, "role": details.role}
    log.record(actor, events.LIVES_TOGETHER, one, facts)
    return household


@transaction.atomic
def correct_place(actor: Actor, place_id: UUID, role: str, until: date | None) -> HouseholdPlace:
    """Say what somebody is in a household, or until when they lived there."""
    actor.require(permissions.CORRECT_INDIVIDUAL)
    _take_turn(actor)
    place = queries.household_place(actor, place_id)
    _check_role(role, "role")
    check_days(actor, until, None, ("until", ""))
    check_days(actor, place.since, until, ("until", "until"))
    place.role, place.until = role, until
    place.save()
    one = queries.individual(actor, place.individual_id)
    log.record(actor, events.HOUSEHOLD_CORRECTED, one, {"role": role, "left": until is not None})
    return place


@transaction.atomic
def read_household(actor: Actor, household_id: UUID) -> queries.Home:
    """Open the page of a household: codes only."""
    actor.require(permissions.READ_INDIVIDUAL)
    household = queries.household(actor, household_id)
    log.record(actor, events.HOUSEHOLD_READ, household)
    return queries.home(actor, household)


def _take_turn(actor: Actor) -> None:
    # Nobody moves into two households at once, and none is made twice for the same family.
    wait_for_turn(f"households {actor.organisation}")


def _checked(actor: Actor, details: HomeDetails) -> date:
    _check_role(details.role, "role")
    _check_role(details.other_role, "other_role")
    check_days(actor, details.since, None, ("since", ""))
    return details.since or clock.today(actor.time_zone)


def _check_role(role: str, field: str) -> None:
    if role not in terms.HouseRole.values:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), field)


def _household_of(
    actor: Actor, one: Individual, other: Individual, details: HomeDetails, since: date
) -> Household:
    """Where the other one lives; else where this one does; else a new household of both."""
    if other.pk in queries.one_person(one):
        raise Refused(_("This is the code of the same person."), "code")
    here = Household.objects.filter(organisation_id=actor.organisation)
    if theirs := queries.place_of(other):
        return here.get(pk=theirs.household_id)
    mine = queries.place_of(one)
    household = here.get(pk=mine.household_id) if mine else _make(actor, one)
    _settle(actor, household, other, details.other_role, since)
    return household


def _make(actor: Actor, one: Individual) -> Household:
    prefix = access.offices(actor).get(pk=one.office_id).prefix
    table, office = "people_householdcounter", one.office_id
    number = bulk.take_numbers(table, "office_id", actor.organisation, office, 1)[0]
    return Household.objects.create(
        organisation_id=actor.organisation,
        office_id=office,
        code=rules.household_code(prefix, number),
        region=one.region,
        made_at=clock.now(),
        made_by_id=actor.person_id,
    )


def _settle(
    actor: Actor, household: Household, one: Individual, role: str, since: date
) -> HouseholdPlace:
    """Somebody lives here from that day on and nowhere else; who lives here already stays."""
    here = HouseholdPlace.objects.filter(organisation_id=actor.organisation).standing()
    known = list(here.filter(individual_id__in=queries.one_person(one)))
    for place in known:
        if place.household_id == household.pk and len(known) == 1:
            return place
        if since < place.since:
            raise Refused(_("On this day the person lived in another household."), "since")
        place.until = since
        place.save()
    return HouseholdPlace.objects.create(
        organisation_id=actor.organisation,
        household_id=household.pk,
        individual_id=one.merged_into_id or one.pk,
        role=role,
        since=since,
        noted_by_id=actor.person_id,
    )
