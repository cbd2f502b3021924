"""Interview guides, shipped as files one a version, and the runs that followed them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from django.http import Http404

from umai.cases import queries as cases
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.notices import queries as notices
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.legal_aid import guides, permissions, terms
from umai.legal_aid.models import GuideRun, GuideRunQuerySet
from umai.legal_aid.queries import procedures, templates
from umai.people import queries as people

DATA = Path(__file__).parent.parent / "data" / "guides"
PAPERS = "papers"  # the code of the guide that leads to procedures
LABEL = "guide runs without a case"


@dataclass(frozen=True)
class Paper:
    """Papers of which one is enough, and whether the child has one of them today."""

    codes: tuple[str, ...]
    held: bool


@cache
def all_guides() -> dict[tuple[str, int], guides.Guide]:
    """Every version of every guide."""
    told = (json.loads(file.read_text(encoding="utf-8")) for file in sorted(DATA.glob("*.json")))
    return {(one.code, one.version): one for one in map(guides.guide, told)}


def newest_guide() -> guides.Guide:
    """The guide as it is asked today."""
    newest = max(version for code, version in all_guides() if code == PAPERS)
    return all_guides()[PAPERS, newest]


def guide_of(run: GuideRun) -> guides.Guide:
    """The guide of a run, in the version that it was asked with."""
    return all_guides()[run.guide, run.guide_version]


def named() -> guides.Named:
    """What ends of guides may name: the procedures and papers of today."""
    return guides.Named(set(templates.latest()), set(templates.known().documents))


def runs(actor: Actor) -> GuideRunQuerySet:
    """The runs that the actor may know of."""
    return GuideRun.objects.visible_to(actor)


def guide_run(actor: Actor, run_id: UUID) -> GuideRun:
    """One of them; the same 404 whether hidden, not there, or still asked by somebody else."""
    found = runs(actor).filter(pk=run_id).first()
    if found is None or (found.ended_at is None and found.by_id != actor.person):
        raise Http404
    return found


def runs_of_case(actor: Actor, case_id: UUID) -> GuideRunQuerySet:
    """What was asked for a case and came to an end, the latest first."""
    found = runs(actor).filter(case_id=case_id, ended_at__isnull=False)
    return found.defer("answers_sealed").order_by("-ended_at", "-id")


def own_runs(actor: Actor) -> GuideRunQuerySet:
    """What the actor asked, the latest first: without an end it can be gone on with."""
    found = runs(actor).filter(by_id=actor.person)
    return found.defer("answers_sealed").order_by("-begun_at", "-id")


def case_of_code(actor: Actor, code: str) -> UUID | None:
    """The case of a code, if the actor may know of it."""
    found = cases.cases(actor).filter(code=code.strip().upper())
    return found.values_list("pk", flat=True).first()


def key_of_run(run: GuideRun) -> DataKey:
    """The child's key; without a case, the organisation's key for runs that name nobody."""
    if run.case_id is not None:
        return cases.key_of(cases.case(procedures.house(run.organisation_id), run.case_id))
    return seals.labelled_key(run.organisation_id, "guide", LABEL)


def papers_of(actor: Actor, run: GuideRun, end: guides.End) -> list[Paper]:
    """The papers that an end names, and which the child of the case has already."""
    if run.individual_id is None:
        return [Paper(one, False) for one in end.papers]
    held = procedures.held_papers(actor, people.individual(actor, run.individual_id))
    return [Paper(one, bool(held & set(one))) for one in end.papers]


def forbidden(actor: Actor, run: GuideRun, templates_named: Iterable[str]) -> str:
    """What stands against a consulate or a return in these procedures; blank if nothing does."""
    if run.case_id is None or run.individual_id is None:
        return ""
    bound = {terms.Role.CONSULATE, terms.Role.RETURN}
    steps = [
        (step.role, code)
        for code in templates_named
        for step in templates.latest()[code].steps.values()
    ]
    if not any(role in bound for role, _code in steps):
        return ""
    case = cases.case(actor, run.case_id)
    child = people.individual(actor, run.individual_id)
    if procedures.seeks_asylum(actor, child):
        return "asylum"
    worry = cases.worries_about(case, procedures.TRAFFICKING)
    return "trafficking" if worry else ""


def running_in_case(actor: Actor, run: GuideRun) -> dict[str, UUID]:
    """The procedures of the case that have not ended, by template."""
    if run.case_id is None:
        return {}
    found = procedures.procedures_of_case(actor, run.case_id).exclude(state=terms.State.ENDED)
    return dict(found.values_list("template", "pk"))


def on_call(actor: Actor) -> list[notices.OnCall]:
    """Whom to ring now: the rosters of the actor's teams, first to last."""
    teams = actor.teams(permissions.RUN_GUIDE)
    every = access.teams(actor).values_list("pk", flat=True)
    found: dict[UUID, notices.OnCall] = {}
    for team_id in every if teams is None else sorted(teams):
        found |= {one.person_id: one for one in notices.on_call(actor, team_id)}
    return list(found.values())
