"""Counting working days, and finding a time that is free. No clock, no table."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
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


@dataclass(frozen=True)
class Span:
    """A time that is taken, or free: the beginning belongs to it, the end does not."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: Span) -> bool:
        """Whether two times share a moment. What ends when the other begins shares none."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def gaps(taken: Iterable[Span], within: Span) -> list[Span]:
    """What is free of a time, in order."""
    found, free_from = [], within.starts_at
    for one in sorted(taken, key=lambda span: span.starts_at):
        if one.starts_at >= within.ends_at:
            break
        if one.starts_at > free_from:
            found.append(Span(free_from, one.starts_at))
        free_from = max(free_from, one.ends_at)
    if free_from < within.ends_at:
        found.append(Span(free_from, within.ends_at))
    return found


def first_fit(
    taken: Iterable[Span], open_times: Iterable[Span], length: timedelta, not_before: datetime
) -> datetime | None:
    """The first beginning of a time of that length which is free and lies in one open time."""
    known = list(taken)
    for one in open_times:
        begin = max(one.starts_at, not_before)
        for gap in gaps(known, Span(begin, one.ends_at)) if begin < one.ends_at else ():
            if gap.ends_at - gap.starts_at >= length:
                return gap.starts_at
    return None


def open_time(day: date, opens: int, closes: int, time_zone: str) -> Span:
    """From the hour at which the house opens to that at which it closes, on one day.

    In UTC: hours of one zone are subtracted by the clock on the wall, and the clock changes.
    """
    zone = ZoneInfo(time_zone)
    begin = datetime.combine(day, time(hour=opens), zone)
    last = day + A_DAY if closes == 24 else day
    end = datetime.combine(last, time(hour=closes % 24), zone)
    return Span(begin.astimezone(UTC), end.astimezone(UTC))
