"""Whom somebody may know beside their own work, and whom they must not know: for rooms above."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import answer
from umai.foundation.kernel.written import Asked, Written
from umai.people import terms
from umai.people.models import CirclePlace, Individual

Given = ParamSpec("Given")
Row = TypeVar("Row")
GLASS = terms.CircleReason.BREAK_GLASS


class Around(NamedTuple):
    """People by id, with the records merged with them."""

    shut_out: list[UUID]
    opened: list[UUID]


# Who tells a page just now, and what was found for them.
_held: ContextVar[tuple[Actor, Around] | None] = ContextVar("held", default=None)


@contextmanager
def asked_once(actor: Actor) -> Iterator[None]:
    """Ask once while one page is told. No circle may be changed inside, and nothing outlives it."""
    with _told_to(actor, _ask(actor)):
        yield


@contextmanager
def _told_to(actor: Actor, around: Sequence[Any]) -> Iterator[None]:
    token = _held.set((actor, Around(*around)))
    try:
        yield
    finally:
        _held.reset(token)


def written(
    question: Callable[Concatenate[Actor, Given], QuerySet[Any, Row]],
) -> Callable[Concatenate[Actor, Given], Asked[Row]]:
    """A question that is written once, of which people are shut out: that is given to it too."""

    @Written
    def of(actor: Actor, near: Sequence[Any], given: Sequence[Any]) -> QuerySet[Any, Row]:
        with _told_to(actor, near):
            return question(actor, *given)  # type: ignore[call-arg]

    def ask(actor: Actor, /, *given: Given.args, **_none: Given.kwargs) -> Asked[Row]:
        return of(actor, around(actor), given)

    return ask


def shut_out_from(actor: Actor) -> list[UUID]:
    """People of whom somebody said that the actor must not know, with records merged with them."""
    return around(actor).shut_out


def held(actor: Actor) -> Around | None:
    """What was asked for the page that is being told to this actor."""
    found = _held.get()
    return found[1] if found is not None and found[0] is actor else None


def around(actor: Actor) -> Around:
    """Whom the actor must not know, and around whom they broke the glass, as long as that holds."""
    return held(actor) or _ask(actor)


def _ask(actor: Actor) -> Around:
    if actor.person_id is None:
        return Around([], [])
    places = answer(_places(actor.organisation, actor.person))
    return Around(
        _whole(actor, [one for one, out, _reason in places if out]),
        _whole(actor, [one for one, _out, reason in places if reason == GLASS]),
    )


@Written
def _places(organisation_id: UUID, person_id: UUID) -> QuerySet[CirclePlace, Any]:
    standing = CirclePlace.objects.filter(
        organisation_id=organisation_id, person_id=person_id
    ).standing()
    wanted = standing.filter(Q(shut_out=True) | Q(reason=GLASS))
    return wanted.values_list("individual_id", "shut_out", "reason")


def _whole(actor: Actor, named: list[UUID]) -> list[UUID]:
    """These records and all that are one with them."""
    if not named:
        return []
    here = Individual.objects.filter(organisation_id=actor.organisation)
    stays = Coalesce("merged_into_id", "pk")
    whole = list(here.filter(pk__in=named).annotate(stays=stays).values_list("stays", flat=True))
    one = here.filter(Q(pk__in=whole) | Q(merged_into_id__in=whole))
    return list(one.values_list("pk", flat=True))
