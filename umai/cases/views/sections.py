"""The parts of the page of a case, in their order. Each has a template and says what it shows.

A part is shown only if its function answers; what it answers is already cut to the reader.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from umai.cases import queries
from umai.cases.models import Case
from umai.cases.views import after_planning, endings, giving, noting, parts, scoring
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.people import queries as people

Told = dict[str, Any] | None
RATINGS = 4


@dataclass(frozen=True)
class Part:
    """One card of the page: `place` is `wide` or `rail`."""

    place: str
    template: str
    tell: Callable[[Actor, Case], Told]


@dataclass(frozen=True)
class Shown:
    """A part that is shown, with what it says."""

    place: str
    template: str
    told: dict[str, Any]


def _worry(_actor: Actor, case: Case) -> Told:
    words = queries.opened(case, "words", queries.key_of(case))
    return {"worry": words.get("worry", ""), "source": words.get("source_words", "")}


def _clocks(_actor: Actor, case: Case) -> Told:
    return {"clocks": list(queries.clocks(case))}


def _concerns(actor: Actor, case: Case) -> Told:
    return {
        "concerns": list(queries.concerns(actor, case)),
        "hidden": queries.hidden_concerns(actor, case),
    }


def _team(actor: Actor, case: Case) -> Told:
    places = list(queries.members(case))
    names = access.names(actor, [one.person_id for one in places])
    return {"team": [(one, names.get(one.person_id, "")) for one in places]}


def _risk(actor: Actor, case: Case) -> Told:
    found = list(queries.ratings(case)[:RATINGS])
    names = access.names(actor, [one.by_id for one in found])
    return {"ratings": [(one, names.get(one.by_id, "")) for one in found]}


def _consents(actor: Actor, case: Case) -> Told:
    child = people.individuals(actor).filter(pk=case.individual_id).first()
    return {"consents": people.consents(actor, child)} if child else None


def _calls(_actor: Actor, _case: Case) -> Told:
    return {}


PARTS = [
    Part("wide", "cases/case/worry.html", _worry),
    Part("wide", "cases/case/plan.html", after_planning.plan),
    Part("wide", "cases/case/following.html", after_planning.following),
    Part("wide", "cases/case/sessions.html", giving.part),
    Part("wide", "cases/case/assessment.html", parts.assessment),
    Part("wide", "cases/case/meetings.html", parts.meetings),
    Part("rail", "cases/case/clocks.html", _clocks),
    Part("rail", "cases/case/tasks.html", after_planning.tasks),
    Part("rail", "cases/case/report.html", parts.report),
    Part("rail", "cases/case/concerns.html", _concerns),
    Part("rail", "cases/case/team.html", _team),
    Part("rail", "cases/case/scores.html", scoring.part),
    Part("rail", "cases/case/process_notes.html", noting.part),
    Part("rail", "cases/case/risk.html", _risk),
    Part("rail", "cases/case/consents.html", _consents),
    Part("rail", "cases/case/ending.html", endings.part),
    Part("rail", "cases/case/calls.html", _calls),
]


def shown(actor: Actor, case: Case) -> list[Shown]:
    """The parts of a case that this reader sees. Call it after the case was read."""
    told = ((one, one.tell(actor, case)) for one in PARTS)
    return [Shown(one.place, one.template, said) for one, said in told if said is not None]
