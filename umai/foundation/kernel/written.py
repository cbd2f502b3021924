"""A question that is written once and asked often: only the keys in it change.

    FACTS = Written(queries.facts)
    facts = ask(FACTS(case))

Django writes the SQL of a question anew each time, and that takes longer than PostgreSQL needs to
answer. Here it is written once for each shape of what it is given, with stand-ins: every id, every
moment and the present time are replaced by others that stand for them, and the real ones take
their places again whenever it is asked. What was answered is kept nowhere.

A written question can depend on nothing but what it is given. It is written outside of every
scope and context, it must not ask the database meanwhile, and no id or moment may stand in it that
was not given. Ids that are equal stay equal; which moment is later is not known. What is no id or
moment (a word, a number, true or none) belongs to the shape.
"""

from collections.abc import Callable, Sequence
from contextvars import Context
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

Given = ParamSpec("Given")
Row = TypeVar("Row")
SHAPES = 256
KEYS, LISTS = (UUID, date), (list, tuple, set, frozenset)


@dataclass(frozen=True)
class Asked(Generic[Row]):
    """A question with its words and what it says in them; without words nothing can answer it.

    Without `rows` its words are our own SQL, and it is answered in tuples.
    """

    rows: QuerySet[Any, Row] | None
    compiler: SQLCompiler | None
    sql: str = ""
    said: Sequence[Any] = ()
    # How values of columns become those of fields; found once if the question is written once.
    turned: dict[int, Any] | None = None


def asked(rows: QuerySet[Any, Row]) -> Asked[Row]:
    """The question as Django writes it now."""
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, said = compiler.as_sql()
    except EmptyResultSet:
        return Asked(rows, None)
    return Asked(rows, compiler, str(sql), said)


def plain(sql: str, *said: Any) -> Asked[tuple[Any, ...]]:
    """A question in SQL of our own."""
    return Asked(None, None, sql, said)


class Written(Generic[Given, Row]):
    """A question as a function of rows (of which it may use the keys), actors, ids and moments."""

    def __init__(self, question: Callable[Given, QuerySet[Any, Row]]) -> None:
        self._question: Callable[..., QuerySet[Any, Row]] = question
        self._of_shape = lru_cache(maxsize=SHAPES)(self._write)

    def __call__(self, *given: Given.args, **_none: Given.kwargs) -> Asked[Row]:
        """The question about these."""
        keys: dict[Any, int] = {clock.now(): 0}
        words = self._of_shape(tuple(_shape(one, keys) for one in given))
        real = list(keys)
        said = [real[one.at] if isinstance(one, _Key) else one for one in words.said]
        return replace(words, said=said)

    def _write(self, shapes: tuple[Any, ...]) -> Asked[Row]:
        return Context().run(self._write_apart, shapes)

    def _write_apart(self, shapes: tuple[Any, ...]) -> Asked[Row]:
        stands = _Stands()
        now = stands(_Key(datetime, 0))
        with clock.transaction_time(now), connection.execute_wrapper(_refuse):
            words = asked(self._question(*_Several(shapes).stand(stands)))
        return replace(words, said=[stands.place(one) for one in words.said], turned=_turned(words))


def _turned(words: Asked[Any]) -> dict[int, Any] | None:
    compiler = words.compiler
    if compiler is None:
        return None
    fields = [one[0] for one in compiler.select[: compiler.col_count]]
    return None if compiler.has_composite_fields(fields) else compiler.get_converters(fields)


class _Shape:
    """What is known of something given before its keys are."""

    def stand(self, stands: "_Stands") -> Any:
        """Something of this shape, made of stand-ins."""
        raise NotImplementedError


@dataclass(frozen=True)
class _Key(_Shape):
    """An id, a moment or a day, by its place among the keys."""

    kind: type
    at: int

    def stand(self, stands: "_Stands") -> Any:
        return stands(self)


@dataclass
class _Stands:
    """The stand-ins of one question and the keys for which they stand."""

    held: dict[_Key, Any] = field(default_factory=dict)
    keys: dict[Any, _Key] = field(default_factory=dict)

    def __call__(self, key: _Key) -> Any:
        if key not in self.held:
            moment = datetime(1, 1, 2, tzinfo=UTC) + timedelta(days=key.at)
            stand = {UUID: uuid4(), datetime: moment, date: moment.date()}[key.kind]
            self.held[key], self.keys[stand] = stand, key
        return self.held[key]

    def place(self, said: Any) -> Any:
        """What is kept of a parameter: the key for which it stands, or itself."""
        if isinstance(said, KEYS):
            if said not in self.keys:
                raise ValueError("An id or a moment stands in a written question, not given to it.")
            return self.keys[said]
        if isinstance(said, LISTS) and any(isinstance(one, KEYS) for one in said):
            raise ValueError("Ids in a list are no parameters of their own.")
        return said


@dataclass(frozen=True)
class _Several(_Shape):
    of: tuple[Any, ...]

    def stand(self, stands: _Stands) -> list[Any]:
        return [one.stand(stands) if isinstance(one, _Shape) else one for one in self.of]


@dataclass(frozen=True)
class _Record(_Shape):
    """A row: its keys by name."""

    keys: tuple[tuple[str, _Key | None], ...]

    def stand(self, stands: _Stands) -> SimpleNamespace:
        row = SimpleNamespace(**{name: stands(key) if key else None for name, key in self.keys})
        row.pk = row.id
        return row


@dataclass(frozen=True)
class _Who(_Shape):
    """An actor: what may be done, with the numbers of teams, belongs to the shape."""

    kind: Any
    person: _Key | None
    organisation: _Key | None
    teams: tuple[_Key, ...]
    grants: tuple[tuple[str, tuple[int, ...] | None], ...]

    def stand(self, stands: _Stands) -> Actor:
        teams = [stands(one) for one in self.teams]
        return Actor(
            stands(self.person) if self.person else None,
            stands(self.organisation) if self.organisation else None,
            kind=self.kind,
            grants={
                name: None if held is None else frozenset(teams[at] for at in held)
                for name, held in self.grants
            },
        )


def _shape(one: Any, keys: dict[Any, int]) -> Any:
    """What is known of something given without its keys, which are noted in their order."""
    if isinstance(one, KEYS):
        return _key(one, keys)
    if isinstance(one, Model):
        held = one.__dict__
        there = [(name, held[name]) for name in _names(type(one)) if name in held]
        return _Record(tuple((name, _key(key, keys)) for name, key in there))
    if isinstance(one, Actor):
        grants, teams = one.shape
        who = _key(one.person_id, keys), _key(one.organisation_id, keys)
        return _Who(one.kind, *who, tuple(_key(team, keys) for team in teams), grants)
    if isinstance(one, LISTS):
        return _Several(tuple(_shape(each, keys) for each in one))
    return one


def _key(one: Any, keys: dict[Any, int]) -> Any:
    if one is None:
        return None
    kind = UUID if isinstance(one, UUID) else datetime if isinstance(one, datetime) else date
    return _Key(kind, keys.setdefault(one, len(keys)))


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    """The columns of a table that hold ids."""
    return tuple(one.attname for one in model._meta.concrete_fields if _holds_id(one))


def _holds_id(column: Any) -> bool:
    kind = getattr(column, "target_field", column)
    return bool(kind.get_internal_type() == "UUIDField")


def _refuse(*_said: Any) -> Any:
    raise ValueError("A question that is being written asked the database.")
