"""What happened around a case, from many tables, as one story: newest first, cut to the reader."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from umai.cases.models import Case
from umai.cases.terms import Discipline
from umai.foundation.kernel.actor import Actor

Words = str | Promise
Row = TypeVar("Row", bound=Model)
EVERY = frozenset(Discipline)
PAGE = 20


@dataclass(frozen=True)
class Happening:
    """One thing that happened. `words` are told in full; `locked` says what stays hidden here.

    `url` leads to it; `by_id` is who did it.
    """

    at: datetime
    id: UUID
    discipline: Discipline
    icon: str
    title: Words
    words: str = ""
    by_id: UUID | None = None
    url: str = ""
    locked: Words = ""

    @property
    def key(self) -> tuple[datetime, UUID]:
        """Its place in the story."""
        return self.at, self.id


@dataclass(frozen=True)
class Telling:
    """What is asked of the story: at most so many, before a place, of some disciplines.

    `on_paper`: it leaves the house, so what is restricted stays out.
    """

    before: tuple[datetime, UUID] | None = None
    disciplines: frozenset[str] = field(default=EVERY)
    size: int = PAGE
    on_paper: bool = False

    def latest(self, rows: QuerySet[Row], by: str = "at") -> QuerySet[Row]:
        """The newest rows of a table that could stand on the page asked for; one more tells that
        there are older ones.
        """
        if self.before is not None:
            at, pk = self.before
            nearer = Q(**{f"{by}__lt": at}) | Q(pk__lt=pk)
            rows = rows.filter(Q(**{f"{by}__lte": at}) & nearer)
        return rows.order_by(f"-{by}", "-pk")[: self.size + 1]

    def wants(self, *disciplines: str) -> bool:
        """Whether any of these disciplines is asked for."""
        return bool(self.disciplines & set(disciplines))


# A source tells what it knows: `def plans(actor, case, telling) -> list[Happening]`. It reads
# `telling.latest(rows, by="approved_at")`, never a whole table, and opens
# sealed words only of these.
Source = Callable[[Actor, Case, Telling], Iterable[Happening]]


@dataclass(frozen=True)
class Story:
    """A page of the story, and whether there is more before it."""

    happenings: list[Happening]
    more: bool


def story(actor: Actor, case: Case, telling: Telling, sources: Iterable[Source]) -> Story:
    """What happened, newest first. Call it after the case was read."""
    found: list[Any] = [one for tell in sources for one in tell(actor, case, telling)]
    wanted = [one for one in found if one.discipline in telling.disciplines]
    wanted.sort(key=lambda one: one.key, reverse=True)
    return Story(wanted[: telling.size], len(wanted) > telling.size)
