"""What waits for one person, gathered from the rooms below; each has cut it to the actor's scope.

Every part is one or a few questions, whatever the number of cases: no part asks row by row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from umai.cases import permissions as case_permissions
from umai.cases import queries as cases
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.notices import permissions as notice_permissions
from umai.foundation.notices import queries as notices
from umai.foundation.notices.terms import kind
from umai.hotline import permissions as hotline_permissions
from umai.hotline import queries as hotline
from umai.people import permissions as people_permissions
from umai.people import queries as people

ROWS, CASES, NEWS = 8, 8, 5
SOON = timedelta(days=2)
WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Led:
    """How the cases of one's teams stand, and those that press first."""

    counts: dict[str, int]
    overdue: list[Any]
    nobodys: list[Any]
    approvals: list[tuple[Any, str]]


def my_tasks(actor: Actor) -> list[tuple[Any, str]]:
    """What one has to do in cases, due first on top, each with the code of its case."""
    if not actor.may(case_permissions.GIVE_TASK):
        return []
    rows = list(cases.tasks(actor)[:ROWS])
    return _coded(actor, rows)


def my_follow_ups(actor: Actor) -> list[tuple[Any, str]]:
    """Visits and other follow-ups of cases that are mine and fall due soon."""
    if not actor.may(case_permissions.FOLLOW_UP):
        return []
    until = clock.today(actor.time_zone) + SOON
    return _coded(actor, list(cases.follow_ups_waiting(actor, until)[:ROWS]))


def my_cases(actor: Actor) -> list[Any]:
    """The open cases that one leads, what is due first on top."""
    chosen = cases.Chosen(whose="mine")
    return list(cases.by_next_due(cases.rows(actor, chosen))[:CASES])


def my_load(actor: Actor) -> Any:
    """How many cases one carries, against the limit."""
    return cases.loads(actor, [actor.person])[actor.person]


def led(actor: Actor) -> Led | None:
    """What a supervisor looks at first; None for who supervises nobody."""
    if not actor.may(case_permissions.READ_TEAM_CASES):
        return None
    late = cases.rows(actor, cases.Chosen(whose="team", due="overdue"))
    nobodys = cases.rows(actor, cases.Chosen(whose="nobody"))
    waiting = list(cases.approvals_waiting(actor)[:ROWS])
    return Led(
        cases.counts(actor),
        list(cases.by_next_due(late)[:ROWS]),
        list(cases.by_next_due(nobodys)[:ROWS]),
        _coded(actor, waiting),
    )


def alarms(actor: Actor) -> list[Any]:
    """The open emergencies of the hotline that one may take."""
    if not actor.may(hotline_permissions.TAKE_EMERGENCY):
        return []
    return list(hotline.open_emergencies(actor)[:ROWS])


def my_calls(actor: Actor) -> tuple[list[Any], list[Any]]:
    """Call-backs and follow-ups of the hotline that one holds oneself."""
    if not actor.may(hotline_permissions.READ_CONTACT):
        return [], []
    today = clock.today(actor.time_zone)
    _midnight, tomorrow = clock.day_bounds(today, today, actor.time_zone)
    return (
        list(hotline.call_backs(actor, tomorrow, mine=True)[:ROWS]),
        list(hotline.follow_ups(actor, today + SOON, mine=True)[:ROWS]),
    )


def news(actor: Actor) -> list[tuple[Any, Any]]:
    """The newest notices that one has not read."""
    if not actor.may(notice_permissions.READ_NOTICES):
        return []
    return [(one, kind(one.kind)) for one in notices.unread(actor)[:NEWS]]


def my_week(actor: Actor) -> list[calendar.Mine]:
    """One's appointments from today to the same day of next week."""
    today = clock.today(actor.time_zone)
    return calendar.mine(actor, today, today + WEEK)


def address_of(actor: Actor, typed: str) -> str:
    """Where a code leads: to a case, a record or a contact that the actor may know of.

    Empty for everything else: hidden, mistyped and never given out look alike.
    """
    code = typed.strip().upper()
    found = ""
    if actor.may(people_permissions.READ_INDIVIDUAL):
        child = people.of_code(actor, code)
        found = reverse("people:individual", args=[child.pk]) if child else ""
    if actor.may(case_permissions.READ_CASE):
        case = cases.cases(actor).filter(code=code).first()
        found = reverse("cases:case", args=[case.pk]) if case else found
    if actor.may(hotline_permissions.READ_CONTACT):
        contact = hotline.contacts(actor).filter(code=code).first()
        found = reverse("hotline:contact", args=[contact.pk]) if contact else found
    return found


def _coded(actor: Actor, rows: Iterable[Any]) -> list[tuple[Any, str]]:
    held = list(rows)
    known = cases.cases(actor).filter(pk__in=[one.case_id for one in held])
    codes: dict[UUID, str] = dict(known.values_list("pk", "code"))
    return [(one, codes.get(one.case_id, "")) for one in held]
