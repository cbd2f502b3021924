"""Decisions of the directory as pure functions: opening hours, nearness, what is stale."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = 24 * 60
WEEK = 7 * DAY
ALWAYS = [0, WEEK]
NATIONWIDE = "KZ"
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")

Schedule = Mapping[str, Any]


def minutes_of(typed: str, offset: int) -> int | None:
    """Minutes after local midnight of an hour as HSDS writes it; None if it is not an hour.

    `offset` is the local distance from UTC in minutes; it matters only where the hour names its own
    (`09:00Z`, `09:00+05:00`), and may lead outside the day.
    """
    found = _TIME.match(typed.strip())
    if not found:
        return None
    hour, minute, zone = int(found[1]), int(found[2]), found[3]
    if hour * 60 + minute > DAY or minute > 59:
        return None
    here = hour * 60 + minute
    if zone is None:
        return here
    digits = zone[1:].replace(":", "")
    theirs = 0 if zone == "Z" else int(digits[:2]) * 60 + int(digits[2:])
    return here - (-theirs if zone.startswith("-") else theirs) + offset


def week_of(schedules: Iterable[Schedule], today: date, offset: int = 300) -> list[int]:
    """The hours of a week as minutes from Monday 00:00: opens, closes, opens, closes … in order.

    Only what repeats every week and holds today is taken; the rest stays words on the page. An
    empty list means that the hours are not known. Hours past midnight run into the next day.
    """
    spans: list[tuple[int, int]] = []
    for one in schedules:
        spans += _spans(one, today, offset)
    return _joined(spans)


def _spans(one: Schedule, today: date, offset: int) -> list[tuple[int, int]]:
    opens = minutes_of(str(one.get("opens_at") or ""), offset)
    closes = minutes_of(str(one.get("closes_at") or ""), offset)
    if opens is None or closes is None or not _holds(one, today):
        return []
    length = (closes - opens) % DAY or DAY
    found = []
    for day in str(one.get("byday") or "").upper().split(","):
        if day.strip() not in DAYS:
            continue
        start = (DAYS.index(day.strip()) * DAY + opens) % WEEK
        end = start + length
        found.append((start, min(end, WEEK)))
        if end > WEEK:
            found.append((0, end - WEEK))
    return found


def _holds(one: Schedule, today: date) -> bool:
    if (one.get("freq") or "WEEKLY") != "WEEKLY" or (one.get("interval") or 1) != 1:
        return False
    if one.get("byweekno") or one.get("bymonthday") or one.get("byyearday") or one.get("count"):
        return False
    day = today.isoformat()
    begins = str(one.get("valid_from") or "")[:10]
    ends = [str(one.get(name) or "")[:10] for name in ("valid_to", "until")]
    return (not begins or begins <= day) and all(not end or end >= day for end in ends)


def _joined(spans: list[tuple[int, int]]) -> list[int]:
    week: list[int] = []
    for start, end in sorted(spans):
        if week and start <= week[-1]:
            week[-1] = max(week[-1], end)
        else:
            week += [start, end]
    return week


def minute_of_week(moment: datetime) -> int:
    """How many minutes after Monday 00:00 a local moment lies."""
    return moment.weekday() * DAY + moment.hour * 60 + moment.minute


def is_open(week: Sequence[int], minute: int) -> bool | None:
    """Whether hours are open at a minute of the week; None when they are not known."""
    if not week:
        return None
    return sum(1 for edge in week if edge <= minute) % 2 == 1


def closes_or_opens(week: Sequence[int], minute: int) -> int | None:
    """The next minute of the week at which it closes, or opens; None if it never does."""
    if not week or list(week) == ALWAYS:
        return None
    edges = [edge for edge in week if edge not in (0, WEEK)]
    return next((edge for edge in edges if edge > minute), edges[0] if edges else None)


def hours_of(week: Sequence[int]) -> list[tuple[int, list[tuple[time, time]]]]:
    """The week as days (0 = Monday) with their hours, for a page. 24:00 is said as 00:00."""
    days: list[tuple[int, list[tuple[time, time]]]] = [(day, []) for day in range(7)]
    for start, end in zip(week[::2], week[1::2], strict=True):
        for day in range(start // DAY, min((end - 1) // DAY, 6) + 1):
            first, last = max(start, day * DAY), min(end, (day + 1) * DAY)
            days[day][1].append((_hour(first), _hour(last)))
    return days


def _hour(minute: int) -> time:
    return time(minute % DAY // 60, minute % 60)


def is_stale(verified_on: date | None, today: date, months: int) -> bool:
    """Whether an entry must be confirmed again. Never confirmed is stale."""
    if verified_on is None:
        return True
    year, month = divmod(verified_on.year * 12 + verified_on.month - 1 + months, 12)
    # The last day of a short month counts as the day that it lacks.
    return (today.year, today.month, today.day) > (year, month + 1, verified_on.day)


def nearest_first(region: str, tiles: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """How far every region lies from one, in steps on the tile grid; empty without a region."""
    if region not in tiles:
        return {}
    x, y = tiles[region]
    return {code: abs(x - column) + abs(y - row) for code, (column, row) in tiles.items()}
