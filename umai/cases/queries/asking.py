"""The questions of the page of a case, written once for all cases: see `kernel.written`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from umai.cases.models import (
    AssessedDomain,
    Assessment,
    Attendance,
    BestInterests,
    Case,
    Closure,
    FollowUp,
    Meeting,
    ProcessNote,
    ReportDecision,
    Transfer,
)
from umai.cases.queries.assessing import assessed_in
from umai.cases.queries.assessing import assessments as all_assessments
from umai.cases.queries.cases import all_concerns
from umai.cases.queries.cases import clocks as running
from umai.cases.queries.cases import concerns as concerns_of
from umai.cases.queries.cases import facts as facts_of
from umai.cases.queries.cases import members as members_of
from umai.cases.queries.cases import ratings as ratings_of
from umai.cases.queries.closing import closures as all_closures
from umai.cases.queries.ending import attempts as attempts_of
from umai.cases.queries.following import follow_ups as all_follow_ups
from umai.cases.queries.following import reviews as reviews_of
from umai.cases.queries.following import tasks_of
from umai.cases.queries.interests import interests as papers
from umai.cases.queries.lists import counted
from umai.cases.queries.measures import scores as scores_of
from umai.cases.queries.meetings import meetings as all_meetings
from umai.cases.queries.moving import transfers, transfers_to_take, waiting_handovers
from umai.cases.queries.noting import process_notes
from umai.cases.queries.planning import actions_in_force, goals_in_force
from umai.cases.queries.planning import plans as plans_of
from umai.cases.queries.reporting import report_decisions
from umai.cases.queries.sessions import attendances as all_attendances
from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.access.models import Person, Team
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.written import Written
from umai.foundation.vault.models import DataKey
from umai.people import queries as people

# How many rows of what never ends are fetched for one page.
LATEST = 12
SEALED = "words_sealed"


@Written
def key(case: Case) -> QuerySet[DataKey]:
    """The child's key."""
    return DataKey.objects.filter(organisation_id=case.organisation_id, pk=case.key_id)


@people.written
def child(actor: Actor, case: Case) -> QuerySet[people.Individual]:
    """The child's record, if this reader may know of it."""
    return people.individuals(actor).filter(pk=case.individual_id)


@Written
def merged(case: Case) -> QuerySet[people.Individual, UUID]:
    """The records that are one with the child's."""
    return people.merged_into(case.organisation_id, case.individual_id)


@Written
def noted(case: Case) -> QuerySet[Any, UUID]:
    """Every concern, seen by this reader or not: to be counted only."""
    return all_concerns(case).values_list("pk", flat=True)


@Written
def assessments(case: Case) -> QuerySet[Assessment]:
    """Without a sealed word, as all that follow."""
    return all_assessments(case).defer(SEALED)


@Written
def domains(case: Case) -> QuerySet[AssessedDomain]:
    """What was saved of each assessment."""
    return assessed_in(case).defer(SEALED)


@Written
def interests(case: Case) -> QuerySet[BestInterests]:
    """The best-interests papers."""
    return papers(case).defer(SEALED)


@Written
def meetings(case: Case) -> QuerySet[Meeting]:
    """The meetings."""
    return all_meetings(case).defer(SEALED)


@Written
def reports(actor: Actor, case: Case) -> QuerySet[ReportDecision]:
    """The decisions to report or not."""
    return report_decisions(actor, case).defer(SEALED)


@Written
def follow_ups(case: Case) -> QuerySet[FollowUp]:
    """The next and the latest follow-ups."""
    return all_follow_ups(case).defer(SEALED)[:LATEST]


@Written
def attendances(case: Case) -> QuerySet[Attendance, Attendance]:
    """The latest sessions."""
    return all_attendances(case).defer(SEALED)[:LATEST]


@people.written
def notes(actor: Actor, case: Case) -> QuerySet[ProcessNote]:
    """The latest process notes that this reader may find."""
    return process_notes(actor, case).defer(SEALED)[:LATEST]


@Written
def closures(case: Case) -> QuerySet[Closure]:
    """The last request to close."""
    return all_closures(case).defer(SEALED)[:1]


@Written
def waiting(case: Case) -> QuerySet[Transfer]:
    """The handover that nobody has answered yet."""
    return transfers(case).filter(answered_at__isnull=True)[:1]


@Written
def attempts(case: Case) -> QuerySet[Any, UUID]:
    """The vain attempts to reach the child."""
    return attempts_of(case).values_list("pk", flat=True)


@Written
def colleagues(actor: Actor, some: Sequence[UUID]) -> QuerySet[Person]:
    """The names of some colleagues."""
    return access.people(actor).filter(pk__in=some).only("name")


@Written
def agencies(actor: Actor, some: Sequence[UUID]) -> QuerySet[Any, Any]:
    """Some agencies."""
    return directory.agencies(actor).filter(pk__in=some)


@Written
def teams(actor: Actor, some: Sequence[UUID]) -> QuerySet[Team]:
    """Some teams."""
    return access.teams(actor).filter(pk__in=some)


stand, offered = people.written(counted), people.written(transfers_to_take)
handed = Written(waiting_handovers)
facts, clocks = Written(facts_of), Written(running)
members, ratings = Written(members_of), Written(ratings_of)
concerns = Written(concerns_of)
plans, reviews = Written(plans_of), Written(reviews_of)
goals, actions = Written(goals_in_force), Written(actions_in_force)
tasks, scores = Written(tasks_of), Written(scores_of)
consents, organisations = Written(people.consent_rows), Written(access.organisations)
