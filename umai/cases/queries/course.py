"""The course of a case as a story: its facts, its ratings, its concerns."""

from django.utils.translation import gettext_lazy as _

from umai.cases import terms
from umai.cases.models import Case, Concern, Fact, RiskRating
from umai.cases.queries.cases import concerns, key_of, opened
from umai.cases.queries.happenings import Happening, Telling
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
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
    terms.FactKind.RELEASED: "play",
}


def facts_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """What led from state to state, with the reason that was written."""
    if not telling.wants(COURSE):
        return []
    rows = Fact.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    key = key_of(case)
    return [
        Happening(
            row.at,
            row.pk,
            COURSE,
            SIGNS.get(terms.FactKind(row.kind), "circle-dot"),
            terms.FactKind(row.kind).label,
            seals.open_(key, "cases_fact.words", row.pk, row.words_sealed),
            row.by_id,
        )
        for row in telling.latest(rows)
    ]


def ratings_told(_actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """Every rating of the risk with its reason."""
    if not telling.wants(COURSE):
        return []
    rows = RiskRating.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    key = key_of(case)
    return [
        Happening(
            row.at,
            row.pk,
            COURSE,
            "shield-alert",
            RISK_RATED % {"level": vocabulary.label("risk_level", row.level)},
            seals.open_(key, "cases_riskrating.reason", row.pk, row.reason_sealed),
            row.by_id,
        )
        for row in telling.latest(rows)
    ]


def concerns_told(actor: Actor, case: Case, telling: Telling) -> list[Happening]:
    """The concerns that this reader may see, when they were noted."""
    if not telling.wants(COURSE):
        return []
    known = concerns(actor, case)
    known = known.filter(restricted=False) if telling.on_paper else known
    rows = telling.latest(known, by="noted_at")
    key = key_of(case)
    return [_noted(row, opened(row, "words", key).get("words", "")) for row in rows]


def _noted(row: Concern, words: str) -> Happening:
    title = CONCERN_NOTED % {"concern": vocabulary.label("protection_concern", row.concern)}
    return Happening(row.noted_at, row.pk, COURSE, "circle-alert", title, words, row.noted_by_id)
