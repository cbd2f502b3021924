"""Assessments: begun, written domain by domain, summed up, and approved by another person."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import approving, clocks, holding
from umai.cases.commands.rating import rate
from umai.cases.models import AssessedDomain, Assessment, Case
from umai.cases.terms import AssessmentKind, ClockKind, FactKind, PaperState
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries as people

WHAT = terms.Approvable.ASSESSMENT


@dataclass(frozen=True, kw_only=True)
class DomainWords:
    """What was found in one domain. `words`: facts, strengths, risks, child, carer, evidence,
    why_not. `rating` is 0 to 4, or none with `not_assessed` and `why_not`.
    """

    rating: int | None = None
    not_assessed: bool = False
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What an assessment comes to. `needs` are domains, the most urgent first. `words`:
    protective, child_words, why_no_words, best_interests, recommendation, why_risk.
    """

    risk: str = ""
    triggers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def begin_assessment(actor: Actor, case_id: UUID, kind: str, *, assessment_id: UUID) -> Assessment:
    """Begin an assessment in today's version of the domains. Sending twice begins once."""
    case = holding.hold(actor, permissions.ASSESS, case_id)
    if known := queries.assessments(case).filter(pk=assessment_id).first():
        return known
    if kind not in AssessmentKind.values:
        raise Refused(_("Choose how deep you look."), "kind")
    if queries.assessments(case).filter(kind=kind, done_at__isnull=True).exists():
        raise Refused(_("An assessment of this kind is being written already. Go on with it."))
    if not rules.is_open(case.state):
        raise Refused(_("This case has ended. Reopen it first."))
    row = Assessment.objects.create(
        id=assessment_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        kind=kind,
        edition=queries.newest_domains().version,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    if kind == AssessmentKind.COMPREHENSIVE:
        holding.happened(actor, case, FactKind.ASSESSMENT_BEGUN, subject_id=row.pk)
        clocks.meet(case, ClockKind.REOPEN)
        case.version += 1
        case.save()
    log.record(actor, events.ASSESSMENT_BEGUN, case, {"kind": kind, "edition": row.edition})
    return row


@transaction.atomic
def read_assessment(actor: Actor, assessment_id: UUID) -> tuple[Assessment, Case]:
    """Read an assessment. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.assessment(actor, assessment_id)
    log.record(actor, events.ASSESSMENT_READ, case)
    return row, case


@transaction.atomic
def assess_domain(
    actor: Actor, assessment_id: UUID, domain: str, version: int, said: DomainWords
) -> AssessedDomain:
    """Save one domain. `version` is that of the page, 0 if nothing was saved before."""
    row, case = _writable(actor, assessment_id)
    if queries.domain_edition(row.edition).domain(domain, row.kind) is None:
        raise Refused(_("This version of the assessment does not ask about it."))
    if said.rating is not None and not 0 <= said.rating <= 4:
        raise Refused(_("Choose a number from 0 to 4."), "rating")
    if said.rating is not None and said.not_assessed:
        raise Refused(_("Either a number or “not assessed”."), "rating")
    if said.not_assessed and not said.words.get("why_not", "").strip():
        raise Refused(_("Write why it was not assessed."), "why_not")
    whose = {"organisation_id": row.organisation_id, "assessment_id": row.pk, "domain": domain}
    known = AssessedDomain.objects.filter(**whose).first()
    answer = known or AssessedDomain(**whose, version=0)
    if answer.version != version:
        raise holding.Newer(answer)
    answer.rating, answer.not_assessed = said.rating, said.not_assessed
    answer.words_sealed = holding.seal(case, answer, "words", _stripped(said.words))
    answer.saved_at, answer.saved_by_id = clock.now(), actor.person_id
    answer.version += 1
    answer.save()
    log.record(actor, events.DOMAIN_ASSESSED, case, {"domain": domain})
    return answer


@transaction.atomic
def sum_up_assessment(actor: Actor, assessment_id: UUID, version: int, said: Summary) -> Assessment:
    """Say what it comes to: the risk rated anew, what matters most, the child's own words."""
    row, case = _writable(actor, assessment_id, version)
    if said.risk:
        vocabulary.check_word("risk_level", said.risk, "risk")
    for one in said.triggers:
        vocabulary.check_word("risk_trigger", one, "triggers")
    edition = queries.domain_edition(row.edition)
    if any(edition.domain(one, row.kind) is None for one in said.needs):
        raise Refused(_("Choose among the domains of this assessment."), "needs")
    if len(set(said.needs)) != len(said.needs):
        raise Refused(_("Each need stands once."), "needs")
    row.risk, row.triggers, row.needs = said.risk, list(said.triggers), list(said.needs)
    row.words_sealed = holding.seal(case, row, "words", _stripped(said.words))
    row.summed_by_id = actor.person_id
    row.version += 1
    row.save()
    log.record(actor, events.ASSESSMENT_SUMMED_UP, case)
    return row


@transaction.atomic
def finish_assessment(actor: Actor, assessment_id: UUID, version: int) -> Assessment:
    """A rapid assessment is done when its author says so; the new risk counts at once."""
    row, case = _whole(actor, assessment_id, version)
    if row.kind != AssessmentKind.RAPID:
        raise Refused(_("A comprehensive assessment needs the approval of another person."))
    _rate_again(actor, case, row)
    _over(actor, row, PaperState.DONE)
    case.version += 1
    case.save()
    log.record(actor, events.ASSESSMENT_FINISHED, case, {"risk": row.risk})
    return row


@transaction.atomic
def lay_assessment_before(actor: Actor, assessment_id: UUID, version: int) -> Assessment:
    """Ask for approval of a whole assessment. A risk that has risen counts from now on."""
    row, case = _whole(actor, assessment_id, version)
    if row.kind == AssessmentKind.RAPID:
        raise Refused(_("A rapid assessment needs no approval. Finish it."))
    approving.ask(actor, case, WHAT, row.pk)
    if rules.raised(row.risk, case.risk):
        _rate_again(actor, case, row)
    row.state = PaperState.ASKED
    row.version += 1
    row.save()
    case.version += 1
    case.save()
    log.record(actor, events.ASSESSMENT_LAID_BEFORE, case, {"risk": row.risk})
    return row


@transaction.atomic
def decide_assessment(
    actor: Actor, assessment_id: UUID, version: int, *, approved: bool, words: str = ""
) -> Assessment:
    """Approve an assessment, or give it back with what must be mended. Never one's own."""
    _found, case = queries.assessment(actor, assessment_id)
    case = holding.hold(actor, permissions.APPROVE, case.pk, leading=True)
    row = _held(case, assessment_id, version)
    authors = {row.begun_by_id, row.summed_by_id}
    authors |= {one.saved_by_id for one in queries.assessed(row).values()}
    approving.decide(
        actor, case, WHAT, row.pk, approved=approved, words=words, authors=tuple(authors)
    )
    if approved:
        _approve(actor, case, row)
        _over(actor, row, PaperState.APPROVED)
    else:
        row.state = PaperState.DRAFT
        row.version += 1
        row.save()
    case.version += 1
    case.save()
    said = events.ASSESSMENT_APPROVED if approved else events.ASSESSMENT_RETURNED
    log.record(actor, said, case)
    return row


def _approve(actor: Actor, case: Case, row: Assessment) -> None:
    """The state goes on, the risk holds, one clock is met and another may begin."""
    holding.happened(actor, case, FactKind.ASSESSMENT_APPROVED, subject_id=row.pk)
    _rate_again(actor, case, row)
    clocks.meet(case, ClockKind.ASSESS)
    waits = queries.clocks(case).filter(kind=ClockKind.MEETING).exists()
    if queries.lacks_meeting(actor, case) and not waits:
        clocks.start(actor, case, ClockKind.MEETING)


def _rate_again(actor: Actor, case: Case, row: Assessment) -> None:
    """Write the new rating, unless it is the one that holds already."""
    child = people.individual(actor, case.individual_id)
    why = queries.opened(row, "words", queries.key_of(case)).get("why_risk", "")
    last = queries.ratings(case).first()
    if last and last.at >= row.begun_at and last.level == row.risk == case.risk:
        return
    rate(actor, case, child, row.risk, tuple(row.triggers), why)


def _over(actor: Actor, row: Assessment, state: PaperState) -> None:
    row.state, row.done_at, row.done_by_id = state, clock.now(), actor.person_id
    row.version += 1
    row.save()


def _writable(
    actor: Actor, assessment_id: UUID, version: int | None = None
) -> tuple[Assessment, Case]:
    """An assessment that is still being written, held with its case."""
    actor.require(permissions.ASSESS)
    case_id = queries.case_id_of_assessment(actor, assessment_id)
    case = holding.hold(actor, permissions.ASSESS, case_id)
    row = _held(case, assessment_id, version)
    if row.state != PaperState.DRAFT:
        words = _("This is no longer being written. Begin a new one, or have it given back.")
        raise Refused(words)
    return row, case


def _held(case: Case, assessment_id: UUID, version: int | None) -> Assessment:
    here = Assessment.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    row = here.select_for_update(no_key=True).get(pk=assessment_id)
    if version is not None and row.version != version:
        raise holding.Newer(row)
    return row


def _whole(actor: Actor, assessment_id: UUID, version: int) -> tuple[Assessment, Case]:
    row, case = _writable(actor, assessment_id, version)
    if missing := queries.missing_in_assessment(case, row):
        raise Refused(" ".join(words for _where, words in missing))
    return row, case


def _stripped(words: dict[str, str]) -> dict[str, str]:
    return {name: said.strip() for name, said in words.items()}
