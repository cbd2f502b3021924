"""Decisions about telephone numbers, the roster and patience with the post, as plain functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

SHORT = re.compile(r"\d{2,6}")
COUNTRY = re.compile(r"(?:\+7|8|7)?(\d{3})(\d{3})(\d{2})(\d{2})")
ABROAD = re.compile(r"\+\d{8,15}")
PUNCTUATION = str.maketrans("", "", " \u00a0\u202f()-–.")
LONGEST_WAIT = timedelta(hours=2)


@dataclass(frozen=True)
class Span:
    """When one person is on call; without an end until somebody says otherwise."""

    person_id: UUID
    starts_at: datetime
    ends_at: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        """Whether the person is on call at that moment."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


def telephone(typed: str) -> str | None:
    """A number in the form in which it is dialled and read aloud; None if nobody could ring it.

    Short numbers stay as they are (102, 1100), numbers of the country become +7 701 234 56 78,
    others keep their + and digits.
    """
    number = typed.translate(PUNCTUATION)
    if SHORT.fullmatch(number) or ABROAD.fullmatch(number) and not number.startswith("+7"):
        return number
    if found := COUNTRY.fullmatch(number):
        return " ".join(("+7", *found.groups()))
    return None


def overlapping(spans: Iterable[Span]) -> set[UUID]:
    """The people who are on call twice at the same time: one telephone cannot ring twice."""
    found, sorted_spans = set(), sorted(spans, key=lambda one: (one.person_id, one.starts_at))
    latest: dict[UUID, datetime | None] = {}
    for one in sorted_spans:
        if one.person_id in latest:
            until = latest[one.person_id]
            if until is None or one.starts_at < until:
                found.add(one.person_id)
            if until is None or one.ends_at is not None and one.ends_at <= until:
                continue
        latest[one.person_id] = one.ends_at
    return found


def first_gap(spans: Iterable[Span], first: datetime, last: datetime) -> datetime | None:
    """The first moment from `first` to `last` with nobody on call; None if always somebody is."""
    moment, known = first, list(spans)
    while moment < last:
        ends = [one.ends_at for one in known if one.covers(moment)]
        if not ends:
            return moment
        if None in ends:
            return None
        moment = max(end for end in ends if end is not None)
    return None


def next_try(tries: int) -> timedelta:
    """How long to wait after so many tries to send a mail: 2, 4, 8 minutes … at most two hours."""
    return min(timedelta(minutes=2**tries), LONGEST_WAIT)
