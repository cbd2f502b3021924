"""The list of referrals: codes, whom was asked, where each stands and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from umai.directory import queries as directory
from umai.directory.terms import AgencyState
from umai.foundation.access import queries as access
from umai.foundation.counting import ages
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import permissions, rules, terms
from umai.referrals.models import Arrival, Fact, Referral, ReferralQuerySet
from umai.referrals.queries.arrivals import arrivals
from umai.referrals.queries.referrals import referrals

# What a row of a list shows. No sealed word is read for a list.
SHOWN = (
    "id", "code", "source_code", "state", "need", "agency_id", "service_id", "urgency", "owner_id",
    "drafted_at", "sent_at", "due_at", "begun_at", "ended_at", "case_id", "reason",
    "appointment_at",
)  # fmt: skip
BEFORE = [one.value for one in rules.BEFORE]
OUT = [one.value for one in rules.OUT]
ENDED = [one.value for one in rules.ENDED]
AGES = "CPIMS"
LATE = Q(state__in=OUT, begun_at__isnull=True)


@dataclass(frozen=True)
class Chosen:
    """What narrows the list. `whose`: mine or team; `due`: overdue; `ended`: what is over."""

    code: str = ""
    whose: str = ""
    state: str = ""
    need: str = ""
    agency: str = ""
    urgency: str = ""
    due: str = ""
    ended: bool = False


@dataclass(frozen=True)
class ChosenArrivals:
    """What narrows the inbox. Without a word those that wait."""

    state: str = terms.ArrivalState.WAITING
    urgency: str = ""


def rows(actor: Actor, chosen: Chosen | None) -> ReferralQuerySet:
    """The referrals that the actor may know of and asked for; none if nothing was asked."""
    found = referrals(actor).only(*SHOWN)
    return found.filter(_of(actor, chosen)) if chosen is not None else found.none()


def counted(actor: Actor) -> dict[str, int]:
    """How many wait to be sent, are out, overdue, and answered by nobody yet."""
    late = LATE & Q(due_at__lt=clock.now())
    unanswered = [one.value for one in rules.UNANSWERED]
    return dict(
        referrals(actor).aggregate(
            before=Count("pk", filter=Q(state__in=BEFORE)),
            out=Count("pk", filter=Q(state__in=OUT)),
            overdue=Count("pk", filter=late),
            unanswered=Count("pk", filter=Q(state__in=unanswered)),
        )
    )


def arrival_rows(actor: Actor, chosen: ChosenArrivals | None) -> QuerySet[Arrival]:
    """What came in and was asked for; none if nothing was asked."""
    found = arrivals(actor)
    if chosen is None:
        return found.none()
    asked = {name: one for name, one in vars(chosen).items() if one}
    return found.filter(**asked)


def agency_names(actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """What agencies are called in the language of the page, by their ids."""
    found = directory.agencies(actor).filter(pk__in={one for one in ids if one})
    return {one.pk: directory.name_of(one, get_language() or "en") for one in found}


def agencies_asked(actor: Actor) -> list[tuple[str, str]]:
    """The agencies that referrals of the actor's went to, by name, for a filter."""
    ids = referrals(actor).order_by().values_list("agency_id", flat=True).distinct()
    names = agency_names(actor, list(ids))
    return sorted(((str(one), name) for one, name in names.items()), key=lambda pair: pair[1])


def _of(actor: Actor, chosen: Chosen) -> Q:
    if chosen.code:
        # A code is looked for among open and ended ones alike.
        typed = chosen.code.strip().upper()
        found = Q(code__startswith=typed) | Q(source_code__startswith=typed)
    elif chosen.state:
        found = Q(state=chosen.state)
    else:
        found = Q(state__in=ENDED) if chosen.ended else ~Q(state__in=ENDED)
    plain = {"need": chosen.need, "agency_id": chosen.agency, "urgency": chosen.urgency}
    found &= Q(**{name: one for name, one in plain.items() if one})
    if chosen.due == "overdue":
        found &= LATE & Q(due_at__lt=clock.now())
    return found & _whose(actor, chosen.whose)


def _whose(actor: Actor, whose: str) -> Q:
    if whose == "mine":
        return Q(owner_id=actor.person_id)
    teams: Any = actor.teams(permissions.READ_TEAM_REFERRALS) if whose == "team" else None
    return Q() if teams is None else Q(team_id__in=teams)


def answered_with(actor: Actor, arrival: Arrival) -> Referral | None:
    """The referral that answers one that came in, if the actor may know of it."""
    return referrals(actor).filter(answers_id=arrival.pk).order_by("-drafted_at").first()


def house_names(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """What organisations of this installation are called, by their ids."""
    found = access.organisations().filter(pk__in={one for one in ids if one})
    return {one.pk: one.name for one in found}


def agencies_by_name(actor: Actor) -> list[tuple[str, str]]:
    """The agencies of the directory that work, by name, to choose who sends."""
    language = get_language() or "en"
    working = directory.agencies(actor).filter(state=AgencyState.ACTIVE)
    named = ((str(one.pk), directory.name_of(one, language)) for one in working)
    return sorted(named, key=lambda pair: pair[1])


def age_bands() -> list[tuple[str, str]]:
    """The bands in which an age is told, youngest first."""
    found = next(one for one in vocabulary.words("age_band_scheme") if one.code == AGES)
    bands = ages.scheme(AGES, [tuple(band) for band in found.more["bands"]]).bands
    return [(one.code, one.code.replace("-", "\N{EN DASH}")) for one in bands]


def standing_of_arrival(arrival: Arrival) -> rules.Standing | None:
    """Where the referral of a sender inside stands; None for one that was written down here."""
    if arrival.sender_id is None:
        return None
    with scope(arrival.sender_id):
        happened = Fact.objects.filter(
            organisation_id=arrival.sender_id, referral_id=arrival.pk
        ).order_by("number")
        return rules.standing(list(happened.values_list("kind", flat=True)))
