"""Counting working days: the week, the days off, and Saturdays that are worked. No clock."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)
WEEK = frozenset(range(1, 8))
# A calendar without a working day in so many days is a mistake, not a long holiday.
LONGEST_REST = 366


class NoWorkingDay(Exception):
    """The calendar has no working day within a year: somebody entered it wrongly."""


@dataclass(frozen=True)
class Calendar:
    """The weekend (1 is Monday) and the days that the week does not tell."""

    weekend: frozenset[int] = frozenset({6, 7})
    off: frozenset[date] = field(default_factory=frozenset)
    working: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Whether a day is worked. A day noted as worked wins over everything else."""
        if day in self.working:
            return True
        return day.isoweekday() not in self.weekend and day not in self.off

    def after(self, day: date, count: int) -> date:
        """The last of `count` working days after a day; the day itself for none."""
        rested = 0
        while count > 0:
            day += A_DAY
            works = self.works(day)
            count -= works
            rested = 0 if works else rested + 1
            if rested > LONGEST_REST:
                raise NoWorkingDay
        return day


def months_after(day: date, count: int) -> date:
    """The same day-number so many months later; the last of the month where it has no such day.

    Counted from the beginning each time: 31 January and two months is 31 March.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def weekend_of(value: str) -> frozenset[int]:
    """The weekend as the rule writes it ("67": Saturday and Sunday), never the whole week."""
    days = frozenset(int(sign) for sign in value if sign in "1234567")
    return days if days != WEEK else frozenset()


def end_of(day: date, time_zone: str) -> datetime:
    """The moment at which a day is over where the organisation works."""
    after = day + A_DAY
    return datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(time_zone))
