"""What can be asked of the calendar: is a day worked, and when is a time limit over?"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.foundation.calendar import rules, terms
from umai.foundation.calendar.models import SpecialDay
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.terms import Confidence, Unit

WEEKEND = "CAL.WEEKEND"
MONTHS_IN = {Unit.MONTHS: 1, Unit.YEARS: 12}
DATA = Path(__file__).parent.parent / "data" / "holidays.json"


@dataclass(frozen=True)
class Proposed:
    """A public holiday that comes on the same day every year, shipped and not confirmed."""

    day: date
    names: dict[str, str]
    source: str

    @property
    def name(self) -> str:
        """What it is called in the language of the page."""
        return vocabulary.in_language(self.names)


@dataclass(frozen=True)
class Due:
    """When a time limit ends, and the version of the rule it was counted by."""

    at: datetime
    rule: str
    version: int


def special_days(actor: Actor) -> QuerySet[SpecialDay]:
    """The days noted by the actor's organisation, in their order."""
    return SpecialDay.objects.visible_to(actor).order_by("day")


def special_day(actor: Actor, day_id: UUID) -> SpecialDay:
    """One of them, or 404."""
    found = special_days(actor).filter(pk=day_id).first()
    if found is None:
        raise Http404
    return found


def calendar_of(actor: Actor) -> rules.Calendar:
    """The calendar of the actor's organisation. What nobody has seen is not counted."""
    seen = special_days(actor).exclude(confidence=Confidence.LOW)
    told: dict[str, set[date]] = {terms.Kind.OFF: set(), terms.Kind.WORKING: set()}
    for kind, day in seen.values_list("kind", "day"):
        told[kind].add(day)
    weekend = rules.weekend_of(vocabulary.rule(WEEKEND).value)
    off, working = told[terms.Kind.OFF], told[terms.Kind.WORKING]
    return rules.Calendar(weekend, frozenset(off), frozenset(working))


def works(actor: Actor, day: date) -> bool:
    """Whether the organisation works on a day."""
    return calendar_of(actor).works(day)


def working_days_after(actor: Actor, begun: date | datetime, count: int) -> date:
    """The last of so many working days after a day or after the day of a moment."""
    return calendar_of(actor).after(_day(actor, begun), count)


def due_at(actor: Actor, begun: date | datetime, count: int) -> datetime:
    """The end of the last of so many working days: the day of the beginning is not counted."""
    return rules.end_of(working_days_after(actor, begun, count), actor.time_zone)


def days_after(actor: Actor, begun: date | datetime, count: int) -> datetime:
    """The end of the day so many calendar days later; of the day itself for none."""
    return rules.end_of(_day(actor, begun) + timedelta(days=count), actor.time_zone)


def months_after(actor: Actor, begun: date | datetime, count: int) -> datetime:
    """The end of the day of the same number so many months later."""
    return rules.end_of(rules.months_after(_day(actor, begun), count), actor.time_zone)


def due_often(actor: Actor, code: str, begun: date | datetime) -> Due:
    """When the next is due of what a rule wants so many times a week, in every seven days.

    Raises KeyError if the rule is off.
    """
    rule = vocabulary.rule(code)
    return Due(days_after(actor, begun, 7 // int(rule.value)), rule.code, rule.version)


def due_under(actor: Actor, code: str, begun: date | datetime) -> Due:
    """When a rule's time limit ends that began then. Raises KeyError if the rule is off.

    Days, months and years end with the day, hours and minutes to the minute.
    """
    rule = vocabulary.rule(code)
    count = int(rule.value)
    if rule.unit == Unit.WORKING_DAYS:
        at = due_at(actor, begun, count)
    elif rule.unit == Unit.DAYS:
        at = days_after(actor, begun, count)
    elif rule.unit in MONTHS_IN:
        at = months_after(actor, begun, count * MONTHS_IN[Unit(rule.unit)])
    else:
        at = _moment(actor, begun) + vocabulary.span(code)
    return Due(at, rule.code, rule.version)


def proposed(actor: Actor, year: int) -> list[Proposed]:
    """Shipped holidays of a year that the organisation has not noted: to be confirmed."""
    known = set(special_days(actor).filter(day__year=year).values_list("day", flat=True))
    told = shipped()
    found = [
        Proposed(date(year, one["month"], one["day"]), one["name"], told["source"])
        for one in told["holidays"]
    ]
    return [one for one in found if one.day not in known]


@cache
def shipped() -> dict[str, Any]:
    """The holidays that came with the house."""
    return dict(json.loads(DATA.read_text(encoding="utf-8")))


def _day(actor: Actor, begun: date | datetime) -> date:
    if isinstance(begun, datetime):
        return clock.local_day(begun, actor.time_zone)
    return begun


def _moment(actor: Actor, begun: date | datetime) -> datetime:
    if isinstance(begun, datetime):
        return begun
    return clock.day_bounds(begun, begun, actor.time_zone)[0]
