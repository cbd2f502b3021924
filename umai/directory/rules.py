"""Decisions of the directory as pure functions: opening hours, nearness, what is stale."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from umai.foundation.kernel.ids import derived_uuid

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


def together(weeks: Iterable[Sequence[int]]) -> list[int]:
    """Several weeks as one: open whenever one of them is."""
    spans: list[tuple[int, int]] = []
    for week in weeks:
        spans += zip(week[::2], week[1::2], strict=True)
    return _joined(spans)


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
    return verified_on is None or verified_on < stale_before(today, months)


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
    return 2 * (district != "" and district == asked[0]) + (concern != "" and concern == asked[1])


def nearest_first(region: str, tiles: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """How far every region lies from one, in steps on the tile grid; empty without a region."""
    if region not in tiles:
        return {}
    x, y = tiles[region]
    return {code: abs(x - column) + abs(y - row) for code, (column, row) in tiles.items()}


ORDER = {
    "kk": ("kk", "ru", "en"),
    "ru": ("ru", "kk", "en"),
    "en": ("en", "ru", "kk"),
    "uz": ("ru", "kk", "en"),
    "tg": ("ru", "kk", "en"),
}
_SHORT = re.compile(r"^\d{2,5}$")
_WHOLE = re.compile(r"^\+\d{8,15}$")


def name_of(entry: Any, language: str) -> str:
    """The name of an agency or a service in a language, else in the next that a reader knows."""
    order = ORDER.get(language[:2], ORDER["en"])
    names = (getattr(entry, f"name_{one}", "") for one in order)
    return next((name for name in names if name), getattr(entry, "alternate_name", ""))


def address_of(spot: Any) -> str:
    """The address of a place on one line, from the town to the door."""
    names = ("postal_code", "city", "address_1", "address_2")
    said = [str(one.get(name) or "") for one in spot.addresses[:1] for name in names]
    return ", ".join(one for one in said if one)


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


def is_web(address: str) -> bool:
    """Whether an address may be drawn as a link: a page of the web, with a host."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    clean = not any(sign.isspace() or sign in "<>\"'`\\" for sign in address)
    return clean and parts.scheme in ("http", "https") and "." in host


def phone_words(number: str) -> str:
    """A number as people read it: `+7 725 253 21 10`; one that is no number stays as it is."""
    known = phone_of(number)
    if known is None or not known.startswith("+7") or len(known) != 12:
        return known or number
    return f"+7 {known[2:5]} {known[5:8]} {known[8:10]} {known[10:]}"


# Hours as they are typed and kept -----------------------------------------------------------------

WEEKDAYS = DAYS[:5]
NIGHT_AND_DAY = [("00:00", "00:00")]
_CLOSED = {"-", "–", "—", "0", "x", "closed", "закрыто", "выходной", "жабық", "демалыс"}
_SPAN = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|до)\s*(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE
)
# What limits a schedule to some weeks or days: such a one is no row of the week.
_LIMITS = ("valid_from", "valid_to", "until", "count", "byweekno", "bymonthday", "byyearday")

Spans = list[tuple[str, str]]


def spans_of(typed: str) -> Spans | None:
    """The hours of a day as somebody types them: `9-18`, `09:00-13:00, 14:00-18:00`, `24`.

    An empty list is closed; None cannot be read. A day that ends at midnight closes at 00:00.
    """
    plain = typed.strip().casefold()
    if plain in _CLOSED:
        return []
    if plain in {"24", "24/7", "0-24", "00:00-24:00", "00:00–24:00"}:
        return list(NIGHT_AND_DAY)
    left = re.sub(r"[\s,;]+", "", _SPAN.sub("", plain))
    found = [_span(one) for one in _SPAN.finditer(plain)]
    if left or not found:
        return None
    good = [one for one in found if one is not None]
    return sorted(good) if len(good) == len(found) else None


def _span(one: re.Match[str]) -> tuple[str, str] | None:
    hours = (int(one[1]), int(one[3]))
    minutes = (int(one[2] or 0), int(one[4] or 0))
    both = [hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True)]
    if max(minutes) > 59 or max(both) > DAY or both[0] == both[1] or both[0] == DAY:
        return None
    opens, closes = (f"{one % DAY // 60:02d}:{one % 60:02d}" for one in both)
    return opens, closes


def span_words(spans: Spans) -> str:
    """The hours of a day as they are shown in a form; midnight at the end is 24:00."""
    return ", ".join(
        f"{opens}–{'24:00' if closes == '00:00' else closes}" for opens, closes in spans
    )


def is_drawable(one: Schedule) -> bool:
    """Whether a schedule is a row of a plain week, which a form can show and write anew."""
    edges = [_TIME.match(str(one.get(name) or "").strip()) for name in ("opens_at", "closes_at")]
    days = str(one.get("byday") or "").upper().split(",")
    return (
        all(edge is not None and edge[3] is None for edge in edges)
        and all(day.strip() in DAYS for day in days)
        and str(one.get("freq") or "WEEKLY") == "WEEKLY"
        and str(one.get("interval") or 1) == "1"
        and not any(one.get(name) for name in _LIMITS)
    )


def drawn_week(schedules: Iterable[Schedule]) -> dict[str, Spans]:
    """The hours of each day that a form can show, by the day's code."""
    week: dict[str, Spans] = {day: [] for day in DAYS}
    for one in schedules:
        if is_drawable(one):
            span = (str(one["opens_at"]).strip()[:5], str(one["closes_at"]).strip()[:5])
            for day in str(one["byday"]).upper().split(","):
                week[day.strip()].append((span[0].zfill(5), span[1].zfill(5).replace("24:", "00:")))
    return {day: sorted(set(spans)) for day, spans in week.items()}


def rescheduled(schedules: Sequence[Schedule], week: Mapping[str, Spans]) -> list[dict[str, Any]]:
    """The schedules with a week written anew: those that a form cannot show stay, and each that is
    still meant keeps its id and what else it says. New ones have no id yet.
    """
    kept = [dict(one) for one in schedules]
    if drawn_week(kept) == dict(week):
        return kept
    rows = [one for one in kept if is_drawable(one)]
    fresh = []
    for span in sorted({span for spans in week.values() for span in spans}):
        days = ",".join(day for day in DAYS if span in week[day])
        said = {"freq": "WEEKLY", "byday": days, "opens_at": span[0], "closes_at": span[1]}
        fresh.append({**_taken(rows, said), **said})
    return [one for one in kept if not is_drawable(one)] + fresh


def _taken(rows: list[dict[str, Any]], said: Mapping[str, str]) -> dict[str, Any]:
    """The row that was meant before: with the same hours, else with the same days."""
    for same in (_hours_key, _days_key):
        for place, one in enumerate(rows):
            if same(one) == same(said):
                return rows.pop(place)
    return {}


def _hours_key(one: Schedule) -> tuple[str, str]:
    return str(one["opens_at"]).strip()[:5], str(one["closes_at"]).strip()[:5]


def _days_key(one: Schedule) -> set[str]:
    return {day.strip() for day in str(one["byday"]).upper().split(",")}


# Items of an entry --------------------------------------------------------------------------------


def phone_lines(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Telephones as lines: the number, and what it is for."""
    found = []
    for one in items:
        said = (phone_words(str(one.get("number") or "")), str(one.get("description") or ""))
        if line := ", ".join(part for part in said if part):
            found.append(line)
    return found


def plain_items(items: Iterable[Any], owner: UUID, name: str) -> list[dict[str, Any]]:
    """The items of a list without what is blank, each with an id: its own, or one that is made of
    the entry and the place in its list, the same every time.
    """
    found = []
    for place, item in enumerate(one for one in items if isinstance(one, Mapping)):
        said = {key: value for key, value in item.items() if value not in (None, "", [], {})}
        said["id"] = str(said.get("id") or derived_uuid(owner, name, place))
        for key, value in said.items():
            if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
                said[key] = plain_items(value, owner, f"{name} {place} {key}")
        found.append(said)
    return found
