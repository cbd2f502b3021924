"""The parts of the page of a case, in their order. Each has a template and says what it shows.

A part is shown only if its function answers. It asks nothing by itself: what is told stands in
`queries.Whole`, which is cut to the reader and fetched at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from umai.cases import queries
from umai.cases.views import after_planning, endings, giving, noting, parts, scoring

Told = dict[str, Any] | None
RATINGS = 4


@dataclass(frozen=True)
class Part:
    """One card of the page: `place` is `wide` or `rail`."""

    place: str
    template: str
    tell: Callable[[queries.Whole], Told]


@dataclass(frozen=True)
class Shown:
    """A part that is shown, with what it says."""

    place: str
    template: str
    told: dict[str, Any]


def _worry(whole: queries.Whole) -> Told:
    words = whole.opened(whole.case)
    return {"worry": words.get("worry", ""), "source": words.get("source_words", "")}


def _clocks(whole: queries.Whole) -> Told:
    return {"clocks": whole.clocks}


def _concerns(whole: queries.Whole) -> Told:
    return {"concerns": whole.concerns, "hidden": whole.hidden_concerns}


def _team(whole: queries.Whole) -> Told:
    return {"team": [(one, whole.name(one.person_id)) for one in whole.members]}


def _risk(whole: queries.Whole) -> Told:
    return {"ratings": [(one, whole.name(one.by_id)) for one in whole.ratings[:RATINGS]]}


def _consents(whole: queries.Whole) -> Told:
    return None if whole.consents is None else {"consents": whole.consents}


def _elsewhere(_whole: queries.Whole) -> Told:
    """What a higher room tells to who may read it: its page answers for itself."""
    return {}


PARTS = [
    Part("wide", "cases/case/worry.html", _worry),
    Part("wide", "cases/case/plan.html", after_planning.plan),
    Part("wide", "cases/case/following.html", after_planning.following),
    Part("wide", "cases/case/sessions.html", giving.part),
    Part("wide", "cases/case/referrals.html", _elsewhere),
    Part("wide", "cases/case/legal_aid.html", _elsewhere),
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
    Part("rail", "cases/case/calls.html", _elsewhere),
]


def shown(whole: queries.Whole) -> list[Shown]:
    """The parts of a case that this reader sees."""
    told = ((one, one.tell(whole)) for one in PARTS)
    return [Shown(one.place, one.template, said) for one, said in told if said is not None]
