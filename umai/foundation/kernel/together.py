"""Several questions on one way to the database and back.

    ask = Together()
    facts, clocks = ask(queries.facts(case)), ask(queries.clocks(case))
    len(facts)  # the first look at an answer sends all that was asked so far

The SELECTs go out as one message and are answered in their order; row security cuts each as it
would alone. A page that is told from many tables waits once, and its parts stay apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from django.db import connection
from django.db.models import Model, QuerySet

from umai.foundation.kernel.written import Asked, asked

Row = TypeVar("Row")


class Together:
    """Questions that are sent at once. It lives as long as one answer to a browser, no longer."""

    def __init__(self) -> None:
        self._open: list[Answer[Any]] = []
        self._told: list[Answer[Any]] = []

    def __call__(self, rows: QuerySet[Any, Row] | Asked[Row]) -> "Answer[Row]":
        """Note a question; its answer is fetched with the others when one of them is looked at."""
        answer = Answer(self, asked(rows) if isinstance(rows, QuerySet) else rows)
        self._open.append(answer)
        return answer

    def keys(self, to: type[Model]) -> set[Any]:
        """The keys into another table that stand in any row asked for so far."""
        self.send()
        rows = [row for answer in self._told for row in answer if isinstance(row, Model)]
        return {key for row in rows for key in _keys(row, to)}

    def send(self) -> None:
        """Fetch what is still open, in one message."""
        sent, self._open = self._open, []
        for one in sent:
            one.found = []
        self._told += sent
        if sent := [one for one in sent if one.asked.sql]:
            with connection.cursor() as cursor:
                cursor.execute(
                    ";\n".join(one.asked.sql for one in sent),
                    [value for one in sent for value in one.asked.said],
                )
                for place, one in enumerate(sent):
                    if place:
                        cursor.nextset()
                    one.found = _built(one.asked, cursor.fetchall())


class Answer(Sequence[Row], Generic[Row]):
    """The rows of one question."""

    def __init__(self, together: Together, asked: Asked[Row]) -> None:
        self.together, self.asked = together, asked
        self.found: list[Row] | None = None

    def _all(self) -> list[Row]:
        if self.found is None:
            self.together.send()
        return self.found or []

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())


def answer(asked: Asked[Row]) -> list[Row]:
    """The rows of one written question, asked alone."""
    return list(Together()(asked))


def _built(asked: Asked[Row], found: list[Any]) -> list[Row]:
    """What Django makes of these rows; the question itself is not sent again."""
    if asked.rows is None:
        return found
    # A written question is shared: what is told to its copies stays with them.
    compiler, here, query = _twin(asked.compiler), _twin(asked.rows), _twin(asked.rows.query)
    if compiler.has_extra_select:
        found = [row[: compiler.col_count] for row in found]
    compiler.connection, vars(here)["_query"] = connection, query
    # Where Django would ask the database, it is handed what the database has answered already.
    vars(compiler)["execute_sql"] = lambda *_said, **_named: [found]
    if asked.turned is not None:
        vars(compiler)["get_converters"] = lambda _fields: asked.turned
        vars(compiler)["has_composite_fields"] = lambda _fields: False
    vars(query)["get_compiler"] = lambda *_said, **_named: compiler
    return list(here)


def _twin(one: Any) -> Any:
    """The same once more, without what Django does when it copies."""
    twin = object.__new__(type(one))
    vars(twin).update(vars(one))
    return twin


def _keys(row: Model, to: type[Model]) -> Iterable[Any]:
    """Those of a row and of the rows that came with it, without what was not asked for."""
    for field in row._meta.concrete_fields:
        if field.related_model is to and (key := row.__dict__.get(field.attname)):
            yield key
    for beside in row._state.fields_cache.values():
        if isinstance(beside, Model):
            yield from _keys(beside, to)
