"""One case and what belongs to it."""

import json
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404

from umai.cases import permissions, rules, terms
from umai.cases.models import (
    Approval,
    Case,
    CaseMember,
    CaseQuerySet,
    Clock,
    Concern,
    Fact,
    RiskRating,
)
from umai.foundation.counting import ages
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import answer
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries as people

AGES = "CPIMS"


def cases(actor: Actor) -> CaseQuerySet:
    """Those that the actor may know of."""
    return Case.objects.visible_to(actor)


def all_but(actor: Actor) -> list[UUID] | None:
    """The children whom the actor must not know, for who may know of every other case; None for
    who knows of some cases only: then `cases` says of which.
    """
    if actor.kind != "person":
        return []
    if actor.teams(permissions.READ_TEAM_CASES) is not None:
        return None
    return people.around(actor).shut_out


def case(actor: Actor, case_id: UUID) -> Case:
    """One of them; the same 404 whether hidden or not there."""
    found = answer(_one(actor, case_id))
    if not found:
        raise Http404
    return found[0]


@people.written
def _one(actor: Actor, case_id: UUID) -> QuerySet[Case]:
    return cases(actor).filter(pk=case_id)


def case_of(actor: Actor, individual_id: UUID) -> Case | None:
    """The case of a child, if there is one that the actor may know of."""
    return cases(actor).filter(individual_id=individual_id).first()


def key_of(case: Case) -> DataKey:
    """The child's key, under which everything about the case is sealed."""
    return DataKey.objects.get(organisation_id=case.organisation_id, pk=case.key_id)


def opened(row: models.Model, column: str, key: DataKey) -> dict[str, Any]:
    """What is sealed in one column of a row that belongs to a case. From a command only."""
    blob = getattr(row, f"{column}_sealed")
    if blob is None:
        return {}
    name = f"{row._meta.db_table}.{column}"
    return dict(json.loads(seals.open_(key, name, row.pk, blob)))


def facts(case: Case) -> QuerySet[Fact]:
    """Everything that happened to a case, oldest first."""
    here = Fact.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("number")


def standing(case: Case) -> rules.Standing:
    """Where the case stands, from its facts."""
    return rules.standing(facts(case).values_list("kind", flat=True))


def members(case: Case) -> QuerySet[CaseMember]:
    """Who works on it now, the owner first."""
    here = CaseMember.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, until__isnull=True
    )
    first = models.Case(models.When(role=terms.CaseRole.OWNER, then=0), default=1)
    return here.annotate(place=first).order_by("place", "since", "id")


def concerns(actor: Actor, case: Case) -> QuerySet[Concern]:
    """What one worries about, the main concern first, without those that the actor must not see."""
    return all_concerns(case).filter(_may_see(actor, case)).order_by("-main", "noted_at", "id")


def concern(actor: Actor, concern_id: UUID) -> tuple[Concern, Case]:
    """One concern and its case, or 404."""
    found = Concern.objects.filter(organisation_id=actor.organisation, pk=concern_id).first()
    if found is None:
        raise Http404
    of = case(actor, found.case_id)
    if not concerns(actor, of).filter(pk=found.pk).exists():
        raise Http404
    return found, of


def all_concerns(case: Case) -> QuerySet[Concern]:
    """All of them, seen by this reader or not: to be counted only."""
    return Concern.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)


def worries_about(case: Case, concern: str) -> bool:
    """Whether a concern of this code is not resolved, seen by this reader or not: to forbid only.
    """
    return all_concerns(case).filter(concern=concern).exclude(status="RESOLVED").exists()


def cases_with_concern(actor: Actor, concern: str) -> QuerySet[Concern, Any]:
    """The ids of the actor's cases in which a concern of this code is not resolved, without those
    that the actor must not see in them.
    """
    here = Concern.objects.filter(organisation_id=actor.organisation, concern=concern)
    found = here.exclude(status="RESOLVED").filter(case__in=cases(actor))
    teams = actor.teams(permissions.READ_TEAM_CASES)
    if actor.kind == "person" and teams is not None:
        leads = Q(case__owner_id=actor.person) | Q(case__team_id__in=teams)
        found = found.filter(Q(restricted=False) | Q(noted_by_id=actor.person) | leads)
    return found.values("case_id")


def cases_worked_on(actor: Actor) -> QuerySet[CaseMember, Any]:
    """The ids of the cases in whose team the actor works by name."""
    mine = CaseMember.objects.filter(organisation_id=actor.organisation, until__isnull=True)
    return mine.filter(person_id=actor.person).values("case_id")


def _may_see(actor: Actor, case: Case) -> Q:
    """Restricted concerns: the owner, a supervisor of the team, and whoever noted them."""
    leads = actor.kind != "person" or case.owner_id == actor.person_id
    if leads or actor.may(permissions.READ_TEAM_CASES, case.team_id):
        return Q()
    return Q(restricted=False) | Q(noted_by_id=actor.person_id)


def ratings(case: Case) -> QuerySet[RiskRating]:
    """How grave it was thought to be, the latest first."""
    here = RiskRating.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-at", "-id")


def clocks(case: Case) -> QuerySet[Clock]:
    """What is due, the next first."""
    here = Clock.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.running().order_by("due_at", "id")


def approvals(case: Case) -> QuerySet[Approval]:
    """What waited or waits for a second person, the latest first."""
    here = Approval.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-asked_at", "-id")


def waiting_approval(case: Case, what: str, subject_id: UUID) -> Approval | None:
    """What was asked about one thing and is not decided yet."""
    return (
        approvals(case)
        .filter(what=what, subject_id=subject_id, state=terms.ApprovalState.ASKED)
        .first()
    )


def reason_of(case: Case, rating: RiskRating) -> str:
    """Why it was rated so. After a reading that is written down only."""
    column = "cases_riskrating.reason"
    return seals.open_(key_of(case), column, rating.pk, rating.reason_sealed)


def age_band(child: people.Individual) -> str:
    """How old a child is, in a band; empty if nobody knows. By the year alone, as lists show it."""
    year = child.birth_year
    return band_of_age(None if year is None else max(clock.now().year - year, 0))


def band_of_age(age: int | None) -> str:
    """The same band of an age in whole years; empty if nobody knows."""
    if age is None:
        return ""
    found = next(one for one in vocabulary.words("age_band_scheme") if one.code == AGES)
    bands = ages.scheme(AGES, [tuple(band) for band in found.more["bands"]])
    return ages.band_of(age, bands)
