"""What waits for one person, gathered from the rooms below; each has cut it to the actor's scope.

All of it is one message, whatever the number of cases: no part asks row by row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from umai.cases import permissions as case_permissions
from umai.cases import queries as cases
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import Together
from umai.foundation.kernel.written import Asked, Written, asked
from umai.foundation.notices import permissions as notice_permissions
from umai.foundation.notices import queries as notices
from umai.foundation.notices.terms import kind
from umai.hotline import permissions as hotline_permissions
from umai.hotline import queries as hotline
from umai.legal_aid import permissions as legal_permissions
from umai.legal_aid import queries as legal_aid
from umai.people import permissions as people_permissions
from umai.people import queries as people
from umai.referrals import permissions as referral_permissions
from umai.referrals import queries as referrals

ROWS, CASES, NEWS = 8, 8, 5
SOON = timedelta(days=2)
WEEK = timedelta(days=6)
Row = TypeVar("Row")
Coded = tuple[Any, str]


@dataclass(frozen=True)
class Led:
    """How the cases of one's teams stand, and those that press first."""

    counts: dict[str, int]
    overdue: Sequence[Any]
    nobodys: Sequence[Any]
    approvals: list[Coded]


# What is asked for every day, written once: see `kernel.written`.


@people.written
def _mine(actor: Actor) -> QuerySet[Any, Any]:
    """The open cases that one leads, what is due first on top."""
    return cases.by_next_due(cases.rows(actor, cases.Chosen(whose="mine")))[:CASES]


@people.written
def _late(actor: Actor) -> QuerySet[Any, Any]:
    late = cases.Chosen(whose="team", due="overdue")
    return cases.by_next_due(cases.rows(actor, late))[:ROWS]


@people.written
def _nobodys(actor: Actor) -> QuerySet[Any, Any]:
    return cases.by_next_due(cases.rows(actor, cases.Chosen(whose="nobody")))[:ROWS]


@people.written
def _tasks(actor: Actor) -> QuerySet[Any, Any]:
    return cases.tasks(actor)[:ROWS]


@people.written
def _visits(actor: Actor, until: date) -> QuerySet[Any, Any]:
    return cases.follow_ups_waiting(actor, until)[:ROWS]


@people.written
def _approvals(actor: Actor) -> QuerySet[Any, Any]:
    return cases.approvals_waiting(actor)[:ROWS]


@people.written
def _referrals(actor: Actor) -> QuerySet[Any, Any]:
    late = referrals.Chosen(whose="mine", due="overdue")
    return referrals.rows(actor, late).order_by("due_at", "id")[:ROWS]


@Written
def _arrivals(actor: Actor) -> QuerySet[Any, Any]:
    return referrals.waiting_arrivals(actor)[:ROWS]


def _procedures(actor: Actor) -> Asked[Any]:
    # Not written once: what is soon is counted in days of the calendar.
    mine = legal_aid.rows(actor, legal_aid.Chosen(whose="mine", due="soon"))
    return asked(mine.order_by("due_at", "id")[:ROWS])


def _hearings(actor: Actor) -> Asked[Any]:
    return asked(legal_aid.coming(actor, mine=True, within=WEEK)[:ROWS])


@Written
def _call_backs(actor: Actor, until: datetime) -> QuerySet[Any, Any]:
    return hotline.call_backs(actor, until, mine=True)[:ROWS]


@Written
def _call_follow_ups(actor: Actor, until: date) -> QuerySet[Any, Any]:
    return hotline.follow_ups(actor, until, mine=True)[:ROWS]


@Written
def _alarms(actor: Actor) -> QuerySet[Any, Any]:
    return hotline.open_emergencies(actor)[:ROWS]


@Written
def _news(actor: Actor) -> QuerySet[Any, Any]:
    return notices.unread(actor)[:NEWS]


_carried = Written(cases.carried)


class Day:
    """Everything that the desk of one person says: asked of all rooms at once, told when looked at.

    Each row is cut to the actor's scope by its own room; what somebody may not do is not asked.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor, self._ask = actor, Together()
        self.today = today = clock.today(actor.time_zone)
        with people.asked_once(actor):
            self._of_cases()
            self._of_teams()
            self._of_referrals()
            self._of_legal_aid()
        _midnight, tomorrow = clock.day_bounds(today, today, actor.time_zone)
        reads, takes = hotline_permissions.READ_CONTACT, hotline_permissions.TAKE_EMERGENCY
        self.call_backs = self._if(reads, _call_backs, tomorrow)
        self.call_follow_ups = self._if(reads, _call_follow_ups, today + SOON)
        self.alarms = self._if(takes, _alarms)
        self._news = self._if(notice_permissions.READ_NOTICES, _news)
        self._week = calendar.ask_mine(actor, today, today + WEEK, self._ask)

    def _of_cases(self) -> None:
        """The open cases that one leads and one's own work in them."""
        actor, ask = self.actor, self._ask
        self.cases, self._carried = ask(_mine(actor)), ask(_carried(actor, [actor.person]))
        self._tasks = self._if(case_permissions.GIVE_TASK, _tasks)
        self._visits = self._if(case_permissions.FOLLOW_UP, _visits, self.today + SOON)
        self._offered, self._handovers = ask(cases.offered(actor)), ask(cases.handed(actor))

    def _of_teams(self) -> None:
        """What presses first in the cases that one supervises, and how they stand."""
        leads = case_permissions.READ_TEAM_CASES
        self._late, self._nobodys = self._if(leads, _late), self._if(leads, _nobodys)
        self._approvals = self._if(leads, _approvals)
        self._counted = self._if(leads, cases.stand)

    def _of_referrals(self) -> None:
        """Referrals of one's own that are overdue, and what came in and waits for an answer."""
        self.referrals = self._if(referral_permissions.READ_REFERRAL, _referrals)
        self.arrivals = self._if(referral_permissions.ANSWER_REFERRAL, _arrivals)

    def _of_legal_aid(self) -> None:
        """Procedures of one's own whose step is due soon or overdue; their hearings this week."""
        self.procedures = self._if(legal_permissions.KEEP_PROCEDURE, _procedures)
        self._hearings = self._if(legal_permissions.KEEP_PROCEDURE, _hearings)

    def _if(self, permission: str, ask: Callable[..., Asked[Row]], *given: Any) -> Sequence[Row]:
        return self._ask(ask(self.actor, *given)) if self.actor.may(permission) else ()

    @property
    def tasks(self) -> list[Coded]:
        """What one has to do in cases, due first on top, each with the code of its case."""
        return [(one, one.code) for one in self._tasks]

    @property
    def hearings(self) -> list[legal_aid.Ahead]:
        """Hearings of one's own procedures this week, and what ends in it."""
        return legal_aid.ahead(self._hearings)

    @property
    def visits(self) -> list[Coded]:
        """Visits and other follow-ups of cases that are mine and fall due soon."""
        return [(one, one.code) for one in self._visits]

    @property
    def offers(self) -> list[tuple[str, str, datetime]]:
        """Cases that others want to hand over to the actor's teams: address, code, since when."""
        found = [
            (reverse(f"cases:{page}", args=[one.pk]), one.code, one.asked_at)
            for page, rows in (
                ("read_transfer", self._offered),
                ("read_handover", self._handovers),
            )
            for one in rows
        ]
        return sorted(found, key=lambda one: one[2])[:ROWS]

    @property
    def load(self) -> cases.Load:
        """How many cases one carries, against the limit."""
        return cases.loads_of([self.actor.person], self._carried)[self.actor.person]

    @property
    def led(self) -> Led | None:
        """What a supervisor looks at first; None for who supervises nobody."""
        if not self.actor.may(case_permissions.READ_TEAM_CASES):
            return None
        approvals = [(one, one.code) for one in self._approvals]
        return Led(self._counted[0], self._late, self._nobodys, approvals)

    @property
    def news(self) -> list[tuple[Any, Any]]:
        """The newest notices that one has not read."""
        return [(one, kind(one.kind)) for one in self._news]

    @property
    def week(self) -> list[calendar.Mine]:
        """One's appointments from today to the same day of next week."""
        return calendar.mine_of(self.actor, self._week)


def address_of(actor: Actor, typed: str) -> str:
    """Where a code leads: a case, a record, a household, a contact or a referral that the actor
    may know of.

    Empty for everything else: hidden, mistyped and never given out look alike.
    """
    code = typed.strip().upper()
    found = ""
    if actor.may(people_permissions.READ_INDIVIDUAL):
        child = people.of_code(actor, code)
        found = reverse("people:individual", args=[child.pk]) if child else ""
        if home := people.household_of_code(actor, code):
            found = reverse("people:household", args=[home.pk])
    if actor.may(case_permissions.READ_CASE):
        case = cases.cases(actor).filter(code=code).first()
        found = reverse("cases:case", args=[case.pk]) if case else found
    if actor.may(hotline_permissions.READ_CONTACT):
        contact = hotline.contacts(actor).filter(code=code).first()
        found = reverse("hotline:contact", args=[contact.pk]) if contact else found
    return found or _of_a_procedure(actor, code) or _of_a_referral(actor, code)


def _of_a_procedure(actor: Actor, code: str) -> str:
    """The page of a procedure, for who may read it."""
    if not actor.may(legal_permissions.READ_PROCEDURE):
        return ""
    row = legal_aid.procedures(actor).filter(code=code).first()
    return reverse("legal_aid:procedure", args=[row.pk]) if row is not None else ""


def _of_a_referral(actor: Actor, code: str) -> str:
    """The same for what goes out and what came in: both have codes of one series."""
    if actor.may(referral_permissions.READ_REFERRAL):
        row = referrals.referrals(actor).filter(code=code).first()
        if row is not None:
            return reverse("referrals:referral", args=[row.pk])
    came = referrals.arrivals(actor).filter(code=code).first()
    return reverse("referrals:arrival", args=[came.pk]) if came is not None else ""
