"""Until when records are kept, what is held, what is asked to be erased: cut to the actor's scope.

The data protection officer sees codes of the whole organisation and nothing else; a supervisor
those people whom they may know.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import answer
from umai.foundation.kernel.written import Asked, plain
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import permissions, rules, terms
from umai.people.models import Erasure, Hold, Individual, Retention
from umai.people.queries.attached import OWNER

# When a row was made, from the 48 bits of time that its id begins with.
MADE = "to_timestamp(('x' || left(replace({0}.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)"
# The last work on somebody is the last row that was written about them, by whoever, on any of the
# records that are one with theirs.
LAST_WORK = f"""
    SELECT i.id, i.birth_year, max(greatest(r.registered_at,
        (SELECT max(pgh_created_at) FROM people_individualevent e
          WHERE e.organisation_id = r.organisation_id AND e.id = r.id),
        (SELECT max(greatest(given_at, withdrawn_at)) FROM people_consent c
          WHERE c.organisation_id = r.organisation_id AND c.individual_id = r.id),
        (SELECT max(greatest({MADE.format("d")}, seen_on::timestamptz)) FROM people_document d
          WHERE d.organisation_id = r.organisation_id AND d.individual_id = r.id),
        (SELECT max(pgh_created_at) FROM people_documentevent d
          WHERE d.organisation_id = r.organisation_id AND d.individual_id = r.id),
        (SELECT max({MADE.format("n")}) FROM people_relation n
          WHERE n.organisation_id = r.organisation_id AND n.individual_id = r.id),
        (SELECT max(kept_at) FROM files_storedfile f
          WHERE f.organisation_id = r.organisation_id AND f.owner_kind = %s
            AND f.owner_id = r.id),
        (SELECT max(since) FROM people_circleplace p
          WHERE p.organisation_id = r.organisation_id AND p.individual_id = r.id))) AS last_at
    FROM people_individual i JOIN people_individual r
      ON r.organisation_id = i.organisation_id AND (r.id = i.id OR r.merged_into_id = i.id)
    WHERE i.organisation_id = %s AND i.merged_into_id IS NULL
      AND (%s::uuid IS NULL OR i.id = %s)
      AND NOT EXISTS (SELECT 1 FROM people_erasure x
        WHERE x.organisation_id = i.organisation_id AND x.individual_id = i.id
          AND x.state = 'erased')
    GROUP BY i.id
"""  # noqa: S608  # our own words
# What higher rooms know of the last work on people: when it ended, or None while it goes on and
# the time of keeping has not begun. By person; filled in config/wiring.py.
Worked = dict[UUID, datetime | None]
LastWork = Callable[[Actor, UUID | None], Worked]
last_worked: list[LastWork] = []


@dataclass(frozen=True)
class Term:
    """Until when one record is kept, after which rules."""

    individual_id: UUID
    last_at: datetime
    until: date


def last_touched(actor: Actor, one: UUID | None) -> Asked[tuple[Any, ...]]:
    """When something was last written about every record, or one: a part of a larger question."""
    return plain(LAST_WORK, OWNER, actor.organisation, one, one)


def terms_of_keeping(actor: Actor, one: UUID | None = None) -> list[Term]:
    """Until when every record, or one, is kept."""
    return _terms(answer(last_touched(actor, one)), *_work(actor, one))


def terms_told(
    actor: Actor, one: UUID, touched: Iterable[tuple[Any, ...]], told: Mapping[LastWork, Worked]
) -> list[Term]:
    """The same for one record with which no other is one, from what was answered. `told`: what
    rooms know of it already, instead of what they would be asked through `last_worked`.
    """
    found = [told[ask] if ask in told else ask(actor, one) for ask in last_worked]
    return _terms(touched, *_added((pair for each in found for pair in each.items()), {}))


def _terms(
    rows: Iterable[tuple[Any, ...]], going_on: set[UUID], ended: dict[UUID, datetime]
) -> list[Term]:
    after = vocabulary.amount("KEEP.CASE_AFTER_CLOSURE")
    age = vocabulary.amount("KEEP.CASE_UNTIL_AGE")
    return [
        Term(pk, at, rules.kept_until(year, at.date(), after, age))
        for pk, year, last_at in rows
        if pk not in going_on
        for at in [max(last_at, ended.get(pk, last_at))]
    ]


def _work(actor: Actor, one: UUID | None) -> tuple[set[UUID], dict[UUID, datetime]]:
    """Whose work goes on, and when that of others ended. Work on a merged record is work on the
    person.
    """
    here = Individual.objects.filter(organisation_id=actor.organisation)
    merged = Q(merged_into_id=one) if one else Q(merged_into_id__isnull=False)
    stays = dict(here.filter(merged).values_list("pk", "merged_into_id"))
    asked = [one, *(gone for gone, to in stays.items() if to == one)] if one else [None]
    found = (pair for ask in last_worked for who in asked for pair in ask(actor, who).items())
    return _added(found, stays)


def _added(
    found: Iterable[tuple[UUID, datetime | None]], stays: Mapping[UUID, UUID | None]
) -> tuple[set[UUID], dict[UUID, datetime]]:
    going_on: set[UUID] = set()
    ended: dict[UUID, datetime] = {}
    for pk, at in found:
        root = stays.get(pk) or pk
        if at is None:
            going_on.add(root)
        else:
            ended[root] = max(at, ended.get(root, at))
    return going_on, ended


def answered_for(actor: Actor) -> QuerySet[Individual]:
    """The people for whose keeping the actor answers; nobody from whom they are shut out."""
    actor.require(permissions.KEEP_RETENTION)
    if actor.kind != "person" or not actor.may(permissions.WATCH_CIRCLES):
        return Individual.objects.visible_to(actor)
    here = Individual.objects.filter(organisation_id=actor.organisation)
    return here.not_shut_out(actor)


def kept(actor: Actor, individual_id: UUID) -> Individual:
    """One of them, or 404."""
    one = answered_for(actor).filter(pk=individual_id).first()
    if one is None:
        raise Http404
    return one


def hold_on(actor: Actor, people: list[UUID]) -> Hold | None:
    """What forbids to erase any of these records."""
    holds = Hold.objects.filter(organisation_id=actor.organisation, lifted_at__isnull=True)
    return holds.filter(individual_id__in=people).order_by("-review_on").first()


def holds(actor: Actor) -> QuerySet[Hold]:
    """What must not be erased, the next review first."""
    found = Hold.objects.filter(organisation_id=actor.organisation, lifted_at__isnull=True)
    found = found.filter(individual_id__in=answered_for(actor).values("pk"))
    return found.order_by("review_on", "id")


def ending(actor: Actor) -> QuerySet[Retention]:
    """Records whose time is over or ends soon, the oldest first."""
    found = Retention.objects.filter(organisation_id=actor.organisation)
    found = found.filter(individual_id__in=answered_for(actor).values("pk"))
    return found.order_by("destroy_on", "id")


def erasures(actor: Actor) -> QuerySet[Erasure]:
    """Erasures asked for and done, the newest first. Afterwards no circle is left to ask."""
    every = Erasure.objects.filter(organisation_id=actor.organisation)
    if not actor.may(permissions.WATCH_CIRCLES):
        mine = Q(asked_by_id=actor.person) | Q(decided_by_id=actor.person)
        waits = Q(state=terms.ErasureState.ASKED)
        every = every.filter(mine | (waits & Q(individual_id__in=answered_for(actor).values("pk"))))
    else:
        waits = Q(state=terms.ErasureState.ASKED)
        every = every.filter(~waits | Q(individual_id__in=answered_for(actor).values("pk")))
    return every.order_by("-asked_at", "id")


def erasure(actor: Actor, erasure_id: UUID) -> Erasure:
    """One of them, or 404."""
    actor.require(permissions.KEEP_RETENTION)
    one = erasures(actor).filter(pk=erasure_id).first()
    if one is None:
        raise Http404
    return one


def erasure_waits(actor: Actor, people: list[UUID]) -> bool:
    """Whether one of these records waits to be erased: what was asked for must not grow meanwhile.
    """
    asked = Erasure.objects.filter(organisation_id=actor.organisation, individual_id__in=people)
    return asked.filter(state=terms.ErasureState.ASKED).exists()


def held_erasure(actor: Actor, erasure_id: UUID) -> Erasure:
    """One of them, held until the transaction ends, so that it is decided once."""
    erasure(actor, erasure_id)
    here = Erasure.objects.filter(organisation_id=actor.organisation)
    return here.select_for_update(no_key=True).get(pk=erasure_id)


def whole_person(individual: Individual) -> list[Individual]:
    """A record with all that are merged with it."""
    root = individual.merged_into_id or individual.pk
    here = Individual.objects.filter(organisation_id=individual.organisation_id)
    return list(here.filter(Q(pk=root) | Q(merged_into_id=root)).order_by("code"))
