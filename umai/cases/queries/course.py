"""The course of a case as a story: its facts, its ratings, its concerns."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umai.cases import terms
from umai.cases.models import Case, Concern, Fact, RiskRating
from umai.cases.queries.cases import concerns, facts, opened, ratings
from umai.cases.queries.happenings import Happening, Source, Telling
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary

COURSE = terms.Discipline.COURSE
RISK_RATED = _("Risk: %(level)s")
CONCERN_NOTED = _("Concern noted: %(concern)s")
SIGNS = {
    terms.FactKind.OPENED: "folder-plus",
    terms.FactKind.SCREENED_OUT: "folder-x",
    terms.FactKind.REGISTERED: "folder-check",
    terms.FactKind.ASSIGNED: "user-check",
    terms.FactKind.CLOSED: "circle-check",
    terms.FactKind.REOPENED: "rotate-ccw",
    terms.FactKind.HELD: "pause",
    terms.FactKind.TRANSFERRED: "arrow-right",
    terms.FactKind.TRANSFER_WITHDRAWN: "undo-2",
    terms.FactKind.RELEASED: "play",
}


def _facts(_actor: Actor, case: Case, _telling: Telling) -> QuerySet[Fact]:
    return facts(case)


def _fact(row: Fact, key: DataKey) -> Happening:
    return Happening(
        row.at,
        row.pk,
        COURSE,
        SIGNS.get(terms.FactKind(row.kind), "circle-dot"),
        terms.FactKind(row.kind).label,
        seals.open_(key, "cases_fact.words", row.pk, row.words_sealed),
        row.by_id,
    )


def _ratings(_actor: Actor, case: Case, _telling: Telling) -> QuerySet[RiskRating]:
    return ratings(case)


def _rating(row: RiskRating, key: DataKey) -> Happening:
    return Happening(
        row.at,
        row.pk,
        COURSE,
        "shield-alert",
        RISK_RATED % {"level": vocabulary.label("risk_level", row.level)},
        seals.open_(key, "cases_riskrating.reason", row.pk, row.reason_sealed),
        row.by_id,
    )


def _concerns(actor: Actor, case: Case, telling: Telling) -> QuerySet[Concern]:
    """Those that this reader may see; on paper none that is restricted."""
    known = concerns(actor, case)
    return known.filter(restricted=False) if telling.on_paper else known


def _concern(row: Concern, key: DataKey) -> Happening:
    words = opened(row, "words", key).get("words", "")
    title = CONCERN_NOTED % {"concern": vocabulary.label("protection_concern", row.concern)}
    return Happening(row.noted_at, row.pk, COURSE, "circle-alert", title, words, row.noted_by_id)


# What led from state to state, with the reason that was written; every rating; the concerns.
facts_told = Source(frozenset({COURSE}), _facts, _fact, "facts")
ratings_told = Source(frozenset({COURSE}), _ratings, _rating, "ratings")
concerns_told = Source(frozenset({COURSE}), _concerns, _concern, "concerns", "noted_at")
