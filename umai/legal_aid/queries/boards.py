"""The board of a procedure: its running rows by step, what was refused, what ended this year."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import rules, terms
from umai.legal_aid.models import Procedure
from umai.legal_aid.queries import templates
from umai.legal_aid.queries.procedures import procedures, whose

SHOWN = 12
CONTESTED = (terms.Phase.REFUSED, terms.Phase.APPEALED)
# Columns beside the steps; no step is called so.
REFUSED, DONE = "refused", "done"
FIRST_DUE = (F("due_at").asc(nulls_last=True), F("id").asc())


@dataclass(frozen=True)
class Column:
    """A column of a board: how many stand in it, and those that are shown."""

    code: str
    title: str
    number: int
    rows: list[Procedure]

    @property
    def more(self) -> int:
        """How many of them are not shown."""
        return self.number - len(self.rows)


def year_began(actor: Actor) -> datetime:
    """The moment when this year began where the organisation is."""
    today = clock.today(actor.time_zone)
    return clock.day_bounds(today.replace(month=1, day=1), today, actor.time_zone)[0]


def board(actor: Actor, one: rules.Template, chosen: str) -> list[Column]:
    """The columns of a procedure in the order of its steps, then refusals, then what ended."""
    here = whose(actor, procedures(actor).filter(template=one.code), chosen).defer("words_sealed")
    running = here.exclude(state=terms.State.ENDED).annotate(column=_column())
    number = dict(
        running.order_by().values("column").annotate(rows=Count("pk")).values_list("column", "rows")
    )
    shown: dict[str, list[Procedure]] = {}
    for row in _first(running):
        shown.setdefault(row.column, []).append(row)
    ended = here.filter(state=terms.State.ENDED, ended_at__gte=year_began(actor))
    steps = [*one.steps, *sorted(set(number) - {*one.steps, REFUSED})]
    return [
        *(Column(at, _title(one, at, shown), number.get(at, 0), shown.get(at, [])) for at in steps),
        Column(REFUSED, "", number.get(REFUSED, 0), shown.get(REFUSED, [])),
        Column(DONE, "", ended.count(), list(ended.order_by("-ended_at", "-id")[:SHOWN])),
    ]


def busiest(actor: Actor) -> str:
    """The procedure of which most run among those that the actor may know of; blank if none does.
    """
    running = procedures(actor).exclude(state=terms.State.ENDED).order_by()
    found = running.values("template").annotate(rows=Count("pk")).order_by("-rows", "template")
    return str(found[0]["template"]) if found else ""


def _column() -> Case:
    contested = When(Q(phase__in=CONTESTED), then=Value(REFUSED))
    return Case(contested, default=F("step"), output_field=CharField())


def _first(running: QuerySet[Procedure]) -> list[Any]:
    """The first of every column by what is due."""
    place = Window(RowNumber(), partition_by=F("column"), order_by=FIRST_DUE)
    return list(running.annotate(place=place).filter(place__lte=SHOWN).order_by(*FIRST_DUE))


def _title(one: rules.Template, code: str, shown: dict[str, list[Procedure]]) -> str:
    """What a step is called; a step that the newest version lost has the name of its own."""
    if code in one.steps or not shown.get(code):
        return templates.step_title(one, code)
    row = shown[code][0]
    return templates.step_title(templates.template(row.template, row.template_version), code)
