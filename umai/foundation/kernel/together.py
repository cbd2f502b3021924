"""Several questions on one way to the database and back.

    ask = Together()
    facts, clocks = ask(queries.facts(case)), ask(queries.clocks(case))
    len(facts)  # the first look at an answer sends all that was asked so far

The SELECTs go out as one message and are answered in their order; row security cuts each as it
would alone. A page that is told from many tables waits once, and its parts stay apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Together:
    """Questions that are sent at once. It lives as long as one answer to a browser, no longer."""

    def __init__(self) -> None:
        self._open: list[Answer[Any]] = []
        self._told: list[Answer[Any]] = []

    def __call__(self, rows: QuerySet[Any, Row]) -> "Answer[Row]":
        """Note a question; its answer is fetched with the others when one of them is looked at."""
        answer = Answer(self, rows)
        self._open.append(answer)
        return answer

    def keys(self, to: type[Model]) -> set[Any]:
        """The keys into another table that stand in any row asked for so far."""
        self.send()
        rows = [row for answer in self._told for row in answer if isinstance(row, Model)]
        return {key for row in rows for key in _keys(row, to)}

    def send(self) -> None:
        """Fetch what is still open, in one message."""
        asked, self._open = self._open, []
        sent = [(one, compiled) for one in asked if (compiled := _compiled(one.rows))]
        for one in asked:
            one.found = []
        if sent:
            with connection.cursor() as cursor:
                cursor.execute(
                    ";\n".join(sql for _one, (_compiler, sql, _said) in sent),
                    [value for _one, (_compiler, _sql, said) in sent for value in said],
                )
                for place, (one, (compiler, _sql, _said)) in enumerate(sent):
                    if place:
                        cursor.nextset()
                    one.found = _built(one.rows, compiler, cursor.fetchall())
        self._told += asked


class Answer(Sequence[Row], Generic[Row]):
    """The rows of one question."""

    def __init__(self, together: Together, rows: QuerySet[Any, Row]) -> None:
        self.together, self.rows = together, rows
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


Compiled = tuple[SQLCompiler, str, Sequence[Any]]


def _compiled(rows: QuerySet[Any, Any]) -> Compiled | None:
    """The words of a question; none if nothing could ever answer it."""
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, said = compiler.as_sql()
    except EmptyResultSet:
        return None
    return compiler, str(sql), said


def _built(rows: QuerySet[Any, Row], compiler: SQLCompiler, found: list[Any]) -> list[Row]:
    """What Django makes of these rows; the question itself is not sent again."""
    if compiler.has_extra_select:
        found = [row[: compiler.col_count] for row in found]
    here = rows.all()
    # Where Django would ask the database, it is handed what the database has answered already.
    vars(compiler)["execute_sql"] = lambda *_said, **_named: [found]
    vars(here.query)["get_compiler"] = lambda *_said, **_named: compiler
    return list(here)


def _keys(row: Model, to: type[Model]) -> Iterable[Any]:
    """Those of a row and of the rows that came with it, without what was not asked for."""
    for field in row._meta.concrete_fields:
        if field.related_model is to and (key := row.__dict__.get(field.attname)):
            yield key
    for beside in row._state.fields_cache.values():
        if isinstance(beside, Model):
            yield from _keys(beside, to)
