"""What pages say of assessments and best-interests papers: lines, steps, what stands in them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from umai.cases import permissions, queries, terms
from umai.cases.models import AssessedDomain, Assessment, BestInterests, Case
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor

State = terms.PaperState


def way(case: Case, here: str) -> list[tuple[str, str]]:
    """The way back from a page below a case."""
    back = reverse("cases:case", args=[case.pk])
    return [(_("Cases"), reverse("cases:cases")), (case.code, back), (here, "")]


def version_in(sent: HttpRequest) -> int:
    """The version of the page that was sent; none fits what is not a number."""
    typed = sent.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def lines(
    actor: Actor, rows: Sequence[Assessment] | Sequence[BestInterests]
) -> list[tuple[Any, str, str]]:
    """Rows of a list with who began them and who ended them."""
    ids = {one.begun_by_id for one in rows} | {one.done_by_id for one in rows}
    names = access.names(actor, ids)
    return [(one, names.get(one.begun_by_id, ""), names.get(one.done_by_id, "")) for one in rows]


def steps(row: Assessment, here: str) -> list[dict[str, Any]]:
    """The domains as links, with what is done and where one is."""
    known = queries.assessed(row)
    found = [
        {
            "words": one.label,
            "url": reverse("cases:assess_domain", args=[row.pk, one.code]),
            "done": one.code in known
            and (known[one.code].rating is not None or known[one.code].not_assessed),
            "rating": known[one.code].rating if one.code in known else None,
            "here": one.code == here,
        }
        for one in queries.domain_edition(row.edition).of(row.kind)
    ]
    last = {
        "words": _("Summary"),
        "url": reverse("cases:sum_up_assessment", args=[row.pk]),
        "done": bool(row.risk),
        "rating": None,
        "here": here == "summary",
    }
    return [*found, last]


def earlier(case: Case, row: Assessment) -> dict[str, dict[str, Any]]:
    """What the last finished assessment found, by domain, in the words of its own version."""
    last = queries.last_assessment(case, row)
    if last is None:
        return {}
    key, edition = queries.key_of(case), queries.domain_edition(last.edition)
    return {
        code: {
            "at": last.done_at,
            "rating": one.rating,
            "scale": edition.rating(one.rating),
            "label": edition.label(code),
            "words": queries.opened(one, "words", key),
        }
        for code, one in queries.assessed(last).items()
    }


def domains(case: Case, row: Assessment) -> list[dict[str, Any]]:
    """Every domain of an assessment with its rating and its words."""
    key, known = queries.key_of(case), queries.assessed(row)
    last = queries.last_assessment(case, row)
    drawn = rated(row, known, queries.assessed(last) if last else {})
    for one in drawn:
        one["words"] = queries.opened(one["row"], "words", key) if one["row"] else {}
    return drawn


def rated(
    row: Assessment, known: dict[str, AssessedDomain], before: dict[str, AssessedDomain]
) -> list[dict[str, Any]]:
    """Every domain of an assessment with its rating, and what it was before."""
    edition = queries.domain_edition(row.edition)
    return [
        {
            "domain": one,
            "row": (found := known.get(one.code)),
            "scale": edition.rating(found.rating) if found else "",
            "before": before[one.code].rating if one.code in before else None,
        }
        for one in edition.of(row.kind)
    ]


def assessment(actor: Actor, case: Case, row: Assessment) -> dict[str, Any]:
    """What a page says of a whole assessment. Call it after it was read."""
    key, edition = queries.key_of(case), queries.domain_edition(row.edition)
    approval = queries.approvals(case).filter(subject_id=row.pk).first()
    ids = [row.begun_by_id, row.done_by_id, approval.decided_by_id if approval else None]
    draft = row.state == State.DRAFT
    return {
        "row": row,
        "domains": domains(case, row),
        "said": queries.opened(row, "words", key),
        "needs": edition.labels(row.needs),
        "names": access.names(actor, ids),
        "approval": approval,
        "answered": queries.opened(approval, "words", key) if approval else {},
        "missing": queries.missing_in_assessment(case, row) if draft else [],
        "writing": draft and actor.may(permissions.ASSESS),
        "deciding": row.state == State.ASKED and actor.may(permissions.APPROVE, case.team_id),
    }
