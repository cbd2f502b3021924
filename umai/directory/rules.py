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
    whole = week[0] == 0 and week[-1] == WEEK  # from Sunday to Monday it stays open
    edges = week[1:-1] if whole else week
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


def stale_before(today: date, months: int) -> date:
    """The first day on which something confirmed is not stale yet: the days before it are."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    try:
        return date(year, month + 1, today.day)
    except ValueError:
        # That month is too short for the day, so all of it is over.
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def exactness(asked: tuple[str, str], said: tuple[str, str]) -> int:
    """How exactly what is said of a district and a concern answers a question; 3 is most exact.

    A district of one's own counts more than a concern of one's own.
    """
    district, concern = said
    return 2 * (district != "" and district == asked[0]) + (
        concern != "" and concern == asked[1]
    )


def nearest_first(region: str, tiles: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """How far every region lies from one, in steps on the tile grid; empty without a region."""
    if region not in tiles:
        return {}
    x, y = tiles[region]
    return {code: abs(x - column) + abs(y - row) for code, (column, row) in tiles.items()}


ORDER = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}
_SHORT = re.compile(r"^\d{2,5}$")
_WHOLE = re.compile(r"^\+\d{8,15}$")


def name_of(entry: Any, language: str) -> str:
    """The name of an agency or a service in a language, else in the next that a reader knows."""
    order = ORDER.get(language[:2], ORDER["en"])
    names = (getattr(entry, f"name_{one}", "") for one in order)
    return next((name for name in names if name), getattr(entry, "alternate_name", ""))


def phone_of(typed: str) -> str | None:
    """A number as it can be dialled: short (111) or with its country; None if it is neither.

    Kazakh numbers may be typed with 8, with 7, or without anything before the code.
    """
    plain = re.sub(r"[\s().\-\u2010-\u2015]", "", typed)
    if not re.fullmatch(r"\+?[0-9]+", plain):
        return None
    if _SHORT.match(plain):
        return plain
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    elif len(plain) == 11 and plain[0] in "78":
        plain = f"+7{plain[1:]}"
    elif len(plain) == 10 and plain[0] == "7":
        plain = f"+7{plain}"
    return plain if _WHOLE.match(plain) else None


def phone_words(number: str) -> str:
    """A number as people read it: `+7 725 253 21 10`; one that is no number stays as it is."""
    known = phone_of(number)
    if known is None or not known.startswith("+7") or len(known) != 12:
        return known or number
    return f"+7 {known[2:5]} {known[5:8]} {known[8:10]} {known[10:]}"
