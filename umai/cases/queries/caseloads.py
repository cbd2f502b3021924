"""The caseworkers of a supervisor's teams: what each carries, what is late, what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count

from umai.cases import permissions, rules
from umai.cases.models import Case, Clock, FileAudit, Supervision
from umai.cases.queries.following import A_MOMENT
from umai.cases.queries.loads import Load, loads
from umai.cases.terms import LeadStep
from umai.foundation.access import queries as access
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

SESSIONS, AUDITS = "LD.SUPERVISION", "LD.FILE_CHECKS"
# The days on which each person led cases, and the team of most of these cases. A case that was
# reopened counts as led in between; so does a night between two cases.
LEADING = """
    SELECT member.person_id, mode() WITHIN GROUP (ORDER BY held.team_id) AS team_id,
           range_agg(daterange(
               (member.since AT TIME ZONE %(zone)s)::date,
               (least(member.until, held.ended_at) AT TIME ZONE %(zone)s)::date + 1
           )) AS spans
    FROM cases_casemember member
    JOIN cases_case held ON held.id = member.case_id
    WHERE member.organisation_id = %(organisation)s AND member.role = 'owner'
      AND member.since < coalesce(least(member.until, held.ended_at), 'infinity')
    GROUP BY member.person_id
"""
SINCE = f"""
    SELECT led.person_id, lower(span)
    FROM ({LEADING}) led, unnest(led.spans) AS span
    WHERE led.person_id = ANY(%(people)s) AND span @> %(today)s::date
"""  # noqa: S608  # our own words


@dataclass(frozen=True)
class Caseworker:
    """One line of the page: who leads nothing is due nothing. `wanted` files a month."""

    person_id: UUID
    name: str
    load: Load
    overdue: int
    last_on: date | None
    due_on: date | None
    audited: int
    wanted: int
    step: LeadStep


def supervised(actor: Actor) -> set[UUID]:
    """Who works on cases in the teams that the actor supervises; never the actor."""
    if not actor.may(permissions.READ_CASELOAD):
        return set()
    teams = actor.teams(permissions.READ_CASELOAD)
    work = access.holders(actor, permissions.READ_SUPERVISION, teams)
    lead = access.holders(actor, permissions.READ_CASELOAD, teams)
    owners = set(_open_cases(actor).values_list("owner_id", flat=True))
    return (work & ((work - lead) | owners)) - {actor.person}


def caseworkers(actor: Actor) -> list[Caseworker]:
    """Everybody whom the actor supervises; with whom one has something to do stands on top."""
    names = access.names(actor, supervised(actor))
    people = [one for one in names if one]
    carried, late, seen = loads(actor, people), _overdue(actor), _audited(actor, people)
    due = supervision_due(actor, people)
    today, wanted = clock.today(actor.time_zone), _amount(AUDITS)
    found = []
    for one in people:
        load, (last_on, due_on) = carried[one], due[one]
        step = rules.lead_step(
            overdue=late.get(one, 0) > 0,
            unsupervised=due_on is not None and due_on < today,
            full=load.full,
            unaudited=bool(load.cases) and seen.get(one, 0) < wanted,
        )
        found.append(
            Caseworker(
                person_id=one,
                name=names[one],
                load=load,
                overdue=late.get(one, 0),
                last_on=last_on,
                due_on=due_on,
                audited=seen.get(one, 0),
                wanted=wanted if load.cases else 0,
                step=step,
            )
        )
    return sorted(found, key=_pressing)


def supervision_due(
    actor: Actor, people: Iterable[UUID]
) -> dict[UUID, tuple[date | None, date | None]]:
    """The day of the last individual session of each, and by which day the next is due.

    The later of the last session and of the day on which somebody began to lead cases counts. None
    is due while somebody leads no case, or while the rule is off.
    """
    wanted = list(people)
    since = _since(actor, wanted)
    held: dict[UUID, tuple[date, date | None]] = {
        person: (on, due)
        for person, on, due in Supervision.objects.filter(
            organisation_id=actor.organisation, worker_id__in=wanted
        )
        .sessions()
        .order_by("worker_id", "-held_on", "-pk")
        .distinct("worker_id")
        .values_list("worker_id", "held_on", "due_on")
    }
    found: dict[UUID, tuple[date | None, date | None]] = {}
    for one in wanted:
        last, due = held.get(one, (None, None))
        began = since.get(one)
        if began is None:
            due = None
        elif last is None or last < began:
            due = next_session(actor, began)[0]
        found[one] = last, due
    return found


def next_session(actor: Actor, after: date) -> tuple[date | None, int | None]:
    """By which day the next session is due after one, and the version of the rule that says so."""
    try:
        due = calendar.due_under(actor, SESSIONS, after)
    except KeyError:
        return None, None
    return clock.local_day(due.at - A_MOMENT, actor.time_zone), due.version


def _open_cases(actor: Actor) -> Any:
    here = Case.objects.filter(organisation_id=actor.organisation, owner_id__isnull=False).open()
    teams = actor.teams(permissions.READ_CASELOAD)
    return here if teams is None else here.filter(team_id__in=teams)


def _since(actor: Actor, people: list[UUID]) -> dict[UUID, date]:
    """Since which day each leads cases without a break; nobody who leads none today."""
    said: dict[str, Any] = {
        "organisation": actor.organisation,
        "zone": actor.time_zone,
        "people": people,
        "today": clock.today(actor.time_zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(SINCE, said)
        return dict(cursor.fetchall())


def _overdue(actor: Actor) -> dict[UUID, int]:
    """How many limits have ended in the cases that somebody leads, by who leads them."""
    late = Clock.objects.filter(organisation_id=actor.organisation, due_at__lt=clock.now())
    here = _open_cases(actor).order_by().values("pk")
    by_owner = late.running().filter(case_id__in=here).order_by().values_list("case__owner_id")
    return dict(by_owner.annotate(Count("pk")))


def _audited(actor: Actor, people: list[UUID]) -> dict[UUID, int]:
    """How many files of each were looked through since the first of this month."""
    month = clock.today(actor.time_zone).replace(day=1)
    here = FileAudit.objects.filter(
        organisation_id=actor.organisation, worker_id__in=people, audited_on__gte=month
    )
    return dict(here.order_by().values_list("worker_id").annotate(Count("pk")))


def _amount(code: str) -> int:
    """A rule's number; none is asked while the rule is off."""
    try:
        return vocabulary.amount(code)
    except KeyError:
        return 0


def _pressing(one: Caseworker) -> tuple[int, int, date, str]:
    place = list(LeadStep).index(one.step)
    return place, -one.overdue, one.due_on or date.max, one.name.casefold()
