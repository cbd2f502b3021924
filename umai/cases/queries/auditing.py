"""Audits of files: the checklist as versioned data, who sees an audit, which file comes next."""

import json
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import Http404

from umai.cases import permissions
from umai.cases.models import Case, FileAudit
from umai.cases.queries.cases import cases
from umai.cases.queries.domains import Domain
from umai.foundation.kernel.actor import Actor

DATA = Path(__file__).parents[1] / "data" / "audit_checklist.json"


@dataclass(frozen=True)
class Checklist:
    """One version of the checklist: what is asked, and how much each answer counts, in per cent.

    It is never changed. What is not among the points does not count at all.
    """

    version: int
    items: tuple[Domain, ...]
    points: dict[str, int]

    def counted(self, answers: dict[str, str]) -> tuple[int, int]:
        """The points of all answers together, and how many of them count."""
        found = [self.points[one] for one in answers.values() if one in self.points]
        return sum(found), len(found)


@cache
def checklists() -> dict[int, Checklist]:
    """Every version that there ever was, by its number."""
    told = json.loads(DATA.read_text(encoding="utf-8"))["versions"]
    return {
        one["version"]: Checklist(
            one["version"],
            tuple(Domain(had["code"], had["label"], had["ask"]) for had in one["items"]),
            one["points"],
        )
        for one in told
    }


def newest_checklist() -> Checklist:
    """The version by which a file is looked through today."""
    known = checklists()
    return known[max(known)]


def checklist(version: int) -> Checklist:
    """The version of an audit."""
    return checklists()[version]


def audits(actor: Actor) -> QuerySet[FileAudit]:
    """Those that the actor made, and those of files that the actor leads, the latest first."""
    found = FileAudit.objects.visible_to(actor).select_related("case")
    return found.order_by("-audited_on", "-pk")


def audit(actor: Actor, audit_id: UUID) -> FileAudit:
    """One of them; the same 404 whether it is another's or not there."""
    found = audits(actor).filter(pk=audit_id).first()
    if found is None:
        raise Http404
    return found


def file_to_audit(actor: Actor, worker_id: UUID) -> Case | None:
    """An open case that this worker leads, by chance among those not looked through for longest."""
    teams = actor.teams(permissions.AUDIT_FILE)
    here = cases(actor).open().filter(owner_id=worker_id)
    if teams is not None:
        here = here.filter(team_id__in=teams)
    last = (
        FileAudit.objects.filter(organisation_id=actor.organisation, case_id=OuterRef("pk"))
        .order_by()
        .values("case_id")
        .annotate(last=Max("audited_on"))
        .values("last")
    )
    found: list[Any] = list(here.annotate(audited_on=Subquery(last)).order_by("pk"))
    never = [one for one in found if one.audited_on is None]
    oldest = min((one.audited_on for one in found if one.audited_on), default=None)
    among = never or [one for one in found if one.audited_on == oldest]
    chosen: Case | None = secrets.choice(among) if among else None
    return chosen
