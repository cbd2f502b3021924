"""Measures of how a child is, as versioned data, and the scores of a case over time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.cases import rules, terms
from umai.cases.models import Case, Score
from umai.cases.queries.cases import case as case_by_id
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

DATA = Path(__file__).parents[1] / "data" / "measures.json"
PLAIN = ("code", "version", "least", "most", "step", "improved", "confidence")


@dataclass(frozen=True)
class Measure:
    """One version of a measure: its scale, what counts as better, and under which licence.

    `improved` is by how many points a score must rise to count as better; higher is better.
    """

    code: str
    version: int
    least: int
    most: int
    step: int
    improved: int
    labels: dict[str, str]
    asks: dict[str, str]
    licences: dict[str, str]
    confidence: str

    @property
    def edition(self) -> str:
        """The version, as it is kept with a score."""
        return str(self.version)

    @property
    def label(self) -> str:
        """What it is called in the language of the page."""
        return vocabulary.in_language(self.labels)

    @property
    def ask(self) -> str:
        """What one asks, or how the score is counted."""
        return vocabulary.in_language(self.asks)

    @property
    def licence(self) -> str:
        """What is known of the right to use it."""
        return vocabulary.in_language(self.licences)

    def allows(self, score: int) -> bool:
        """Whether a score lies on the scale."""
        return self.least <= score <= self.most and (score - self.least) % self.step == 0


@dataclass(frozen=True)
class Course:
    """The scores of one measure in one version, oldest first, and what became of it."""

    measure: Measure
    scores: tuple[Score, ...]

    @property
    def change(self) -> int | None:
        """The last score less the first; none while there is one only."""
        last = len(self.scores) - 1
        return self.scores[last].score - self.scores[0].score if last else None

    @property
    def trend(self) -> terms.Trend | None:
        """Whether it is better, worse or as before, by the threshold of the measure."""
        return None if self.change is None else rules.trend(self.change, self.measure.improved)


@cache
def measures() -> dict[tuple[str, str], Measure]:
    """Every version of every measure that there ever was."""
    told = json.loads(DATA.read_text(encoding="utf-8"))["measures"]
    made = (
        Measure(
            **{name: one[name] for name in PLAIN},
            labels=one["label"],
            asks=one["ask"],
            licences=one["licence"],
        )
        for one in told
    )
    return {(one.code, one.edition): one for one in made}


def newest_measures() -> dict[str, Measure]:
    """The version of each measure in which one scores today."""
    return {one.code: one for one in sorted(measures().values(), key=lambda one: one.version)}


def scores(case: Case) -> QuerySet[Score]:
    """What was scored and not struck out, oldest first."""
    here = Score.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.filter(struck_at__isnull=True).order_by("taken_on", "noted_at", "pk")


def score(actor: Actor, score_id: UUID) -> tuple[Score, Case]:
    """One score and its case, or 404."""
    found = Score.objects.filter(organisation_id=actor.organisation, pk=score_id).first()
    if found is None:
        raise Http404
    return found, case_by_id(actor, found.case_id)


def courses(rows: Iterable[Score]) -> list[Course]:
    """Scores by measure and version. Scores of different versions are never compared."""
    found: dict[tuple[str, str], list[Score]] = {}
    for row in rows:
        found.setdefault((row.measure, row.edition), []).append(row)
    known = measures()
    return [Course(known[key], tuple(some)) for key, some in found.items()]
