"""What waits for one person, gathered from the rooms below; each has cut it to the actor's scope.

All of it is one message, whatever the number of cases: no part asks row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from umai.cases import permissions as case_permissions
from umai.cases import queries as cases
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import Answer, Together
from umai.foundation.notices import permissions as notice_permissions
from umai.foundation.notices import queries as notices
from umai.foundation.notices.terms import kind
from umai.hotline import permissions as hotline_permissions
from umai.hotline import queries as hotline
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
        _midnight, tomorrow = clock.day_bounds(today, today, actor.time_zone)
        reads, takes = hotline_permissions.READ_CONTACT, hotline_permissions.TAKE_EMERGENCY
        back = hotline.call_backs(actor, tomorrow, mine=True)
        again = hotline.follow_ups(actor, today + SOON, mine=True)
        self.call_backs = self._if(reads, back[:ROWS])
        self.call_follow_ups = self._if(reads, again[:ROWS])
        self.alarms = self._if(takes, hotline.open_emergencies(actor)[:ROWS])
        self._news = self._if(notice_permissions.READ_NOTICES, notices.unread(actor)[:NEWS])
        self._week = calendar.ask_mine(actor, today, today + WEEK, self._ask)

    def _of_cases(self) -> None:
        """The open cases that one leads, what is due first on top, and one's own work in them."""
        actor, ask = self.actor, self._ask
        mine = cases.rows(actor, cases.Chosen(whose="mine"))
        self.cases = ask(cases.by_next_due(mine)[:CASES])
        self._carried = ask(cases.carried(actor, [actor.person]))
        self._tasks = self._if(case_permissions.GIVE_TASK, cases.tasks(actor)[:ROWS])
        visits = cases.follow_ups_waiting(actor, self.today + SOON)
        self._visits = self._if(case_permissions.FOLLOW_UP, visits[:ROWS])
        self._offered = ask(cases.transfers_to_take(actor)[:ROWS])
        self._handovers = ask(cases.waiting_handovers(actor)[:ROWS])

    def _of_teams(self) -> None:
        """What presses first in the cases that one supervises, and how they stand."""
        actor, leads = self.actor, case_permissions.READ_TEAM_CASES
        late = cases.rows(actor, cases.Chosen(whose="team", due="overdue"))
        nobodys = cases.rows(actor, cases.Chosen(whose="nobody"))
        self._late = self._if(leads, cases.by_next_due(late)[:ROWS])
        self._nobodys = self._if(leads, cases.by_next_due(nobodys)[:ROWS])
        self._approvals = self._if(leads, cases.approvals_waiting(actor)[:ROWS])
        self._counted = self._if(leads, cases.counted(actor))

    def _of_referrals(self) -> None:
        """Referrals of one's own that are overdue, and what came in and waits for an answer."""
        actor, mine = self.actor, referrals.Chosen(whose="mine", due="overdue")
        late = referrals.rows(actor, mine).order_by("due_at", "id")
        reads = referral_permissions.READ_REFERRAL
        self.referrals = self._if(reads, late[:ROWS])
        came = referrals.waiting_arrivals(actor)
        self.arrivals = self._if(referral_permissions.ANSWER_REFERRAL, came[:ROWS])

    def _if(self, permission: str, rows: QuerySet[Any, Row]) -> Answer[Row]:
        return self._ask(rows if self.actor.may(permission) else rows.none())

    @property
    def tasks(self) -> list[Coded]:
        """What one has to do in cases, due first on top, each with the code of its case."""
        return [(one, one.code) for one in self._tasks]

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
    return found or _of_a_referral(actor, code)


def _of_a_referral(actor: Actor, code: str) -> str:
    """The same for what goes out and what came in: both have codes of one series."""
    if actor.may(referral_permissions.READ_REFERRAL):
        row = referrals.referrals(actor).filter(code=code).first()
        if row is not None:
            return reverse("referrals:referral", args=[row.pk])
    came = referrals.arrivals(actor).filter(code=code).first()
    return reverse("referrals:arrival", args=[came.pk]) if came is not None else ""
