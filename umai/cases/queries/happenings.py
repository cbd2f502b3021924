"""What happened around a case, from many tables, as one story: newest first, cut to the reader."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from umai.cases.models import Case
from umai.cases.queries.cases import key_of
from umai.cases.terms import Discipline
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import Answer, Together
from umai.foundation.kernel.written import Asked
from umai.foundation.vault.models import DataKey

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

    def among(self, rows: Iterable[Row], by: str) -> list[Row]:
        """The same from rows that are already here; those without a moment have not happened."""
        found = [(at, row.pk, row) for row in rows if (at := getattr(row, by)) is not None]
        near = [one for one in found if self.before is None or one[:2] < self.before]
        near.sort(key=lambda one: one[:2], reverse=True)
        return [row for _at, _pk, row in near[: self.size + 1]]

    def wants(self, *disciplines: str) -> bool:
        """Whether any of these disciplines is asked for."""
        return bool(self.disciplines & set(disciplines))


@dataclass(frozen=True)
class Source:
    """One table of the story: whose work it tells of, its rows, and how one of them reads.

    `rows` answers `telling.latest(rows)` of a table that never ends. Of a short one it answers all,
    and `short` is the name under which `Whole` has them too; `by` is their moment and `counts`
    says whether a row is told. `tell` is given a row with the child's key and opens sealed words of
    this row only.
    """

    disciplines: frozenset[str]
    rows: Callable[[Actor, Case, Telling], QuerySet[Any, Any] | Asked[Any]]
    tell: Callable[[Any, DataKey], Happening]
    short: str = ""
    by: str = "at"
    counts: Callable[[Any], bool] = lambda _row: True


Answers = list[tuple[Source, Answer[Any]]]


@dataclass(frozen=True)
class Story:
    """A page of the story, and whether there is more before it."""

    happenings: list[Happening]
    more: bool


def ask_story(
    actor: Actor,
    case: Case,
    telling: Telling,
    sources: Iterable[Source],
    ask: Together,
    known: Mapping[str, Answer[Any]] | None = None,
) -> Answers:
    """Ask every table that has something to tell and was not asked yet."""
    wanted = [one for one in sources if telling.wants(*one.disciplines)]
    here = known or {}
    return [
        (one, here[one.short] if one.short in here else ask(one.rows(actor, case, telling)))
        for one in wanted
    ]


def story_of(asked: Answers, telling: Telling, key: DataKey) -> Story:
    """What happened, newest first, from what the tables answered."""
    found = [source.tell(row, key) for source, rows in asked for row in _of(source, rows, telling)]
    found = [one for one in found if one.discipline in telling.disciplines]
    found.sort(key=lambda one: one.key, reverse=True)
    return Story(found[: telling.size], len(found) > telling.size)


def _of(source: Source, rows: Iterable[Any], telling: Telling) -> Iterable[Any]:
    if not source.short:
        return rows
    return telling.among((row for row in rows if source.counts(row)), source.by)


def story(actor: Actor, case: Case, telling: Telling, sources: Iterable[Source]) -> Story:
    """What happened, newest first. Call it after the case was read."""
    asked = ask_story(actor, case, telling, sources, Together())
    return story_of(asked, telling, key_of(case))
