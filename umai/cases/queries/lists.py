"""The list of cases: codes, risk, where each stands and what is due next."""

import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Collate
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from umai.cases import permissions
from umai.cases.models import Case, CaseQuerySet
from umai.cases.queries.cases import cases
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

DAY = timedelta(days=1)
# No column: what the figures need stands in the index, and the rows are left alone.
ONE = Value(1)
# What a row of a list shows. No sealed word is read for a list.
SHOWN = (
    "id", "code", "state", "risk", "team_id", "owner_id", "opened_at", "next_due_at",
    "next_due_kind", "ended_at",
)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What narrows the list. `whose`: mine, team, nobody, or the id of who leads them."""

    code: str = ""
    whose: str = ""
    state: str = ""
    risk: str = ""
    due: str = ""
    ended: bool = False


def rows(actor: Actor, chosen: Chosen | None) -> CaseQuerySet:
    """The cases that the actor may know of and asked for; none if nothing was asked."""
    found = cases(actor).only(*SHOWN).annotate(owner_name=F("owner__name"))
    return found.filter(_of(actor, chosen)) if chosen is not None else found.none()


def _of(actor: Actor, chosen: Chosen) -> Q:
    found = Q(ended_at__isnull=not chosen.ended)
    if chosen.code:
        # A code is looked for among open and ended ones alike.
        found = _coded(chosen.code.strip().upper())
    for column in ("state", "risk"):
        if wanted := getattr(chosen, column):
            found &= Q(**{column: wanted})
    return found & _led(actor, chosen.whose) & _due(actor, chosen.due)


def _coded(beginning: str) -> Q:
    """Codes that begin so, as a span, which is found by index under row security too."""
    code = Collate("code", "C")
    end = beginning + chr(sys.maxunicode)
    return Q(GreaterThanOrEqual(code, beginning)) & Q(LessThan(code, end))


def _led(actor: Actor, whose: str) -> Q:
    if whose == "mine":
        return Q(owner_id=actor.person_id)
    if whose == "nobody":
        return Q(owner_id__isnull=True)
    teams = actor.teams(permissions.READ_TEAM_CASES)
    if whose == "team":
        return Q() if teams is None else Q(team_id__in=teams)
    return Q(owner_id=whose) if whose else Q()


def _due(actor: Actor, due: str) -> Q:
    if due == "overdue":
        return Q(next_due_at__lt=clock.now())
    if due == "soon":
        today = clock.today(actor.time_zone)
        _midnight, end = clock.day_bounds(today, today + DAY, actor.time_zone)
        return Q(next_due_at__lt=end)
    return Q()


def counted(actor: Actor) -> QuerySet[Case, Any]:
    """One row: how many open cases, how many of them overdue, high risk and without an owner."""
    late = Q(next_due_at__lt=clock.now())
    whole = cases(actor).open().order_by().annotate(whole=ONE).values("whole")
    return whole.annotate(
        open=Count(ONE),
        overdue=Count(ONE, filter=late),
        high=Count(ONE, filter=Q(risk="HIGH")),
        nobody=Count(ONE, filter=Q(owner_id__isnull=True)),
    )


def counts(actor: Actor) -> dict[str, int]:
    """The same, asked alone."""
    return dict(counted(actor).get())


def by_next_due(found: CaseQuerySet) -> CaseQuerySet:
    """What is due first comes first; what has no clock comes last."""
    return found.order_by(F("next_due_at").asc(nulls_last=True), "pk")
