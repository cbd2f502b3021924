"""Time limits as an iCalendar file: codes and days, nothing else. Pure: no clock, no table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

MAKER = "-//Umai//Deadlines//EN"
DAY = timedelta(days=1)
SHOWN = timedelta(minutes=30)  # how long a limit that ends within a day is drawn


@dataclass(frozen=True)
class Deadline:
    """When a limit ends (aware), under which code; `uid` stays the same as long as the procedure.

    `quiet`: it is paused, nobody is reminded.
    """

    uid: UUID
    code: str
    due_at: datetime
    quiet: bool = False


def calendar(
    deadlines: Iterable[Deadline], *, zone: str, near: timedelta, now: datetime, word: str
) -> bytes:
    """A calendar of limits, each reminded of `near` before it ends. `word`: what each is called."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for one in deadlines:
        made.add_component(_event(one, ZoneInfo(zone), near, now, word))
    return bytes(made.to_ical())


def _event(one: Deadline, zone: ZoneInfo, near: timedelta, now: datetime, word: str) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@umai")
    event.add("dtstamp", now)
    event.add("summary", f"{one.code}: {word}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    on = last_day(one.due_at, zone)
    begins = datetime.combine(on, time(), zone) if on else one.due_at - SHOWN
    if on:
        event.add("dtstart", on)
        event.add("dtend", on + DAY)
    else:
        event.add("dtstart", begins.astimezone(ZoneInfo("UTC")))
        event.add("dtend", one.due_at.astimezone(ZoneInfo("UTC")))
    if not one.quiet:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{one.code}: {word}")
        # From the beginning of the event, as every program counts: `near` before the limit ends.
        alarm.add("trigger", one.due_at - near - begins)
        event.add_component(alarm)
    return event


def last_day(due_at: datetime, zone: ZoneInfo) -> date | None:
    """The day with whose end a limit ends; None if it ends within a day."""
    local = due_at.astimezone(zone)
    return (local - timedelta(minutes=1)).date() if local.time() == time() else None
