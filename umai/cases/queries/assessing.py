"""Assessments of a case: what was found, what the last one found, and what is still missing."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import terms
from umai.cases.models import AssessedDomain, Assessment, Case
from umai.cases.queries.cases import case as case_with
from umai.cases.queries.cases import key_of, opened
from umai.cases.queries.domains import domain_edition
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

State = terms.PaperState
OVER = (State.APPROVED, State.DONE)
A_SENTENCE = 15  # signs, as in commands.holding


def assessments(case: Case) -> QuerySet[Assessment]:
    """Every assessment of a case, the latest first."""
    here = Assessment.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-begun_at", "-id")


def assessment(actor: Actor, assessment_id: UUID) -> tuple[Assessment, Case]:
    """One assessment and its case, or 404."""
    found = Assessment.objects.filter(organisation_id=actor.organisation, pk=assessment_id).first()
    if found is None:
        raise Http404
    return found, case_with(actor, found.case_id)


def case_id_of_assessment(actor: Actor, assessment_id: UUID) -> UUID:
    """The case that an assessment belongs to, or 404; who may know of it is asked of the case."""
    here = Assessment.objects.filter(organisation_id=actor.organisation, pk=assessment_id)
    found = here.values_list("case_id", flat=True).first()
    if found is None:
        raise Http404
    return found


def last_assessment(case: Case, before: Assessment | None = None) -> Assessment | None:
    """The last one that was finished, before another one was."""
    found = assessments(case).filter(state__in=OVER)
    if before is not None:
        found = found.exclude(pk=before.pk).filter(done_at__lte=before.done_at or clock.now())
    return found.order_by("-done_at", "-id").first()


def assessed(assessment: Assessment) -> dict[str, AssessedDomain]:
    """What was saved, by domain."""
    rows = AssessedDomain.objects.filter(
        organisation_id=assessment.organisation_id, assessment_id=assessment.pk
    )
    return {row.domain: row for row in rows}


def assessed_in(case: Case) -> QuerySet[AssessedDomain]:
    """What was saved in all assessments of a case."""
    here = assessments(case).order_by().values("pk")
    return AssessedDomain.objects.filter(
        organisation_id=case.organisation_id, assessment_id__in=here
    )


def missing_in_assessment(case: Case, assessment: Assessment) -> list[tuple[str, str]]:
    """What must still be said before it is finished: the domain or `summary`, and the words."""
    edition, known = domain_edition(assessment.edition), assessed(assessment)
    found = [
        (one.code, _("Not rated yet: %(domain)s.") % {"domain": one.label})
        for one in edition.of(assessment.kind)
        if one.code not in known
        or (known[one.code].rating is None and not known[one.code].not_assessed)
    ]
    said = opened(assessment, "words", key_of(case))
    if not said.get("child_words") and not said.get("why_no_words"):
        words = _("The child’s own words are missing, or why the child was not heard.")
        found.append(("summary", words))
    if not assessment.risk:
        found.append(("summary", _("The risk is not rated again.")))
    elif len(said.get("why_risk", "")) < A_SENTENCE:
        found.append(("summary", _("Write why the risk is so, in a sentence.")))
    return found
