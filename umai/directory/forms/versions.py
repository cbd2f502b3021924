"""Two versions of an entry side by side, field by field, in words."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from babel.dates import get_day_names
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umai.directory import rules, terms
from umai.directory.forms.pieces import week_told
from umai.directory.forms.sheets import Sheet
from umai.foundation.places import queries as places
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary

LISTS = {"type": "agency_type", "needs": "service"}
# The words of an item, in the order in which they say most.
WORDS = (
    "number",
    "name",
    "title",
    "document",
    "option",
    "address_1",
    "city",
    "description",
    "email",
    "amount",
    "currency",
    "code",
)


@dataclass(frozen=True)
class Difference:
    """One field of two versions, in words; `theirs` and `yours` say who changed it."""

    label: Any
    before: str
    after: str
    theirs: bool = False
    yours: bool = False


def against(sheet: Sheet, base: Any, theirs: Any, details: Any) -> list[Difference]:
    """What somebody else saved beside what was typed, where they differ."""
    lines = []
    for one in fields(details):
        name = one.name
        if not hasattr(theirs, name) or name in ("id", "agency_id"):
            continue
        saved, typed, begun = getattr(theirs, name), getattr(details, name), _of(base, name)
        if saved != typed:
            lines.append(
                Difference(
                    sheet.label(name),
                    words_of(name, saved),
                    words_of(name, typed),
                    theirs=base is not None and begun != saved,
                    yours=base is not None and begun != typed,
                )
            )
    return lines + [Difference(*one) for one in sheet.beside(details)]


def _of(base: Any, name: str) -> Any:
    return getattr(base, name, None) if base is not None else None


def words_of(name: str, value: Any) -> str:
    """An answer of a version in words."""
    if value in (None, "", []):
        return _("not recorded")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return moments.day(value)
    if name == "schedules":
        return _hours(value)
    if isinstance(value, list):
        return "; ".join(_item(name, one) for one in value)
    return _code(name, str(value))


def _hours(schedules: list[dict[str, Any]]) -> str:
    told = week_told(schedules)
    if told.get("always"):
        return _("Day and night")
    week = rules.drawn_week(schedules)
    said: list[tuple[int, int, rules.Spans]] = []
    for place, day in enumerate(rules.DAYS):
        if said and said[-1][1] == place - 1 and said[-1][2] == week[day]:
            said[-1] = (said[-1][0], place, week[day])
        elif week[day]:
            said.append((place, place, week[day]))
    lines = [f"{_days(first, last)} {rules.span_words(spans)}" for first, last, spans in said]
    return "; ".join([*lines, *([str(told["note"])] if told["note"] else [])])


def _days(first: int, last: int) -> str:
    return _day(first) if first == last else f"{_day(first)}–{_day(last)}"


def _day(place: int) -> str:
    language = moments.LOCALES.get(get_language() or "en", "en_GB")
    return str(get_day_names("abbreviated", "stand-alone", language)[place])


def _item(name: str, item: Any) -> str:
    if not isinstance(item, dict):
        return _code(name, str(item))
    if name == "languages":
        return vocabulary.label("language", str(item.get("code") or item.get("name") or ""))
    if name == "service_areas" and item.get("region") in places.regions():
        return places.regions()[item["region"]].name()
    said = [str(item[one]) for one in WORDS if item.get(one) not in (None, "")]
    return ", ".join(said)


def _code(name: str, code: str) -> str:
    if name == "region":
        found = places.region_for(code)
        return found.name() if found else code
    if name == "district":
        return places.district_name(code)
    if name == "status":
        return str(dict(terms.ServiceStatus.choices).get(code, code))
    if name == "location_type":
        return str(dict(terms.LocationType.choices).get(code, code))
    return vocabulary.label(LISTS[name], code) if name in LISTS else code
