"""What is best for a child: papers of one case, and what they still lack."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import terms
from umai.cases.models import BestInterests, Case
from umai.cases.queries.cases import case as case_with
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary


def interests(case: Case) -> QuerySet[BestInterests]:
    """Every best-interests paper of a case, the latest first."""
    here = BestInterests.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-begun_at", "-id")


def interests_paper(actor: Actor, interests_id: UUID) -> tuple[BestInterests, Case]:
    """One of them and its case, or 404."""
    found = BestInterests.objects.filter(organisation_id=actor.organisation, pk=interests_id)
    paper = found.first()
    if paper is None:
        raise Http404
    return paper, case_with(actor, paper.case_id)


def needs_panel(decision: str) -> bool:
    """Whether only a panel may decide this (domain 3.6)."""
    word = vocabulary.word("interests_decision", decision)
    return bool(word and word.more.get("panel"))


def lacks_interests(case: Case, *, needed: bool) -> bool:
    """Whether a best-interests assessment is needed and none is approved since the opening."""
    return needed and not approved_among(case, interests(case).defer("words_sealed"))


def approved_among(case: Case, rows: Iterable[BestInterests]) -> bool:
    """Whether one of these papers was approved since the case was opened or opened again."""
    approved = [one for one in rows if one.state == terms.PaperState.APPROVED]
    return any(
        case.reopened_at is None or (one.done_at and one.done_at >= case.reopened_at)
        for one in approved
    )


def missing_in_interests(paper: BestInterests, said: dict[str, Any]) -> list[str]:
    """What must still be said before somebody else looks at it."""
    options = said.get("options", [])
    found = []
    if len(options) < 2:
        found.append(_("Compare at least two options."))
    if any(not one.get("child") for one in options):
        found.append(_("Write the child’s view of every option, or why it is not known."))
    if not said.get("sources"):
        found.append(_("Write where you know it from."))
    if not said.get("factors"):
        found.append(_("Weigh the factors."))
    if not said.get("chosen") or not said.get("reasons"):
        found.append(_("Write what is best for the child, and why."))
    if paper.review_on is None:
        found.append(_("Say on which day it is looked at again."))
    if paper.kind == terms.InterestsKind.DETERMINATION:
        found += _missing_in_panel(said.get("panel", []))
    return found


def _missing_in_panel(panel: list[dict[str, Any]]) -> list[str]:
    """Three to five members of different professions; who has a conflict does not decide."""
    least, most = vocabulary.amount("BI.PANEL_MIN"), vocabulary.amount("BI.PANEL_MAX")
    free = [one for one in panel if one.get("conflict") == "none"]
    found = []
    if any(not one.get("conflict") for one in panel):
        found.append(_("Ask every member of the panel about a conflict of interest."))
    if not least <= len(free) <= most:
        words = _("A panel has %(least)d to %(most)d members without a conflict of interest.")
        found.append(words % {"least": least, "most": most})
    if len({one.get("part") for one in free}) < min(least, len(free)):
        words = _("The panel needs members of at least %(least)d different professions.")
        found.append(words % {"least": least})
    return found
