"""Who does what, where, when and for whom: one row for each service at each of its places."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from babel.dates import get_day_names
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from umai.directory.models import Agency, Location, Service
from umai.directory.queries.publishing import Belongings
from umai.directory.rules import DAYS
from umai.foundation.exports import numerals
from umai.foundation.exports.xlsx_file import Column, Kind
from umai.foundation.places import queries as places
from umai.foundation.vocabulary import queries as vocabulary

Row = tuple[str | int | date | None, ...]


def columns() -> list[Column]:
    """The headings in the language of the moment."""
    return [
        Column(pgettext("5W", "Who"), Kind.TEXT, 34),
        Column(_("Kind of agency"), Kind.TEXT, 24),
        Column(pgettext("5W", "What"), Kind.TEXT, 34),
        Column(_("Needs"), Kind.TEXT, 30),
        Column(_("Region"), Kind.TEXT, 22),
        Column(pgettext("5W", "Where"), Kind.TEXT, 40),
        Column(pgettext("5W", "When"), Kind.TEXT, 34),
        Column(pgettext("5W", "For whom"), Kind.TEXT, 34),
        Column(_("Age from"), Kind.WHOLE, 10),
        Column(_("Age to"), Kind.WHOLE, 10),
        Column(_("Languages"), Kind.TEXT, 20),
        Column(_("Phones"), Kind.TEXT, 24),
        Column(_("Status"), Kind.TEXT, 16),
        Column(_("Confirmed on"), Kind.DAY, 14),
    ]


def rows(services: Iterable[Service], around: Belongings) -> Iterator[Row]:
    """The rows of these services, in the language of the moment."""
    for service in services:
        agency = around.agencies[service.agency_id]
        for link in around.links.get(service.pk, ()) or (None,):
            spot = around.locations.get(link.location_id) if link else None
            schedules = (link.schedules if link else []) or service.schedules
            yield _row(agency, service, spot, schedules or (spot.schedules if spot else []))


def _row(agency: Agency, service: Service, spot: Location | None, hours: Any) -> Row:
    region = places.regions().get((spot.region if spot else "") or agency.region)
    spoken = [*service.languages, *(spot.languages if spot else [])]
    phones = service.phones or (spot.phones if spot else []) or agency.phones
    return (
        _name(agency),
        vocabulary.label("agency_type", agency.type) if agency.type else "",
        _name(service),
        ", ".join(vocabulary.label("service", code) for code in service.needs),
        region.name() if region else "",
        _address(spot) or ", ".join(_texts(service.service_areas, "name")),
        _("Round the clock") if agency.open_all_hours and not hours else _hours(hours),
        service.eligibility_description,
        _whole(service.minimum_age),
        _whole(service.maximum_age),
        ", ".join(dict.fromkeys(filter(None, map(_language, spoken)))),
        ", ".join(_texts(phones, "number")),
        str(service.get_status_display()),
        service.verified_on or agency.verified_on,
    )


def _name(row: Agency | Service) -> str:
    wanted = (get_language() or "en")[:2]
    return str(getattr(row, f"name_{wanted}", "") or row)


def _texts(items: Any, name: str) -> list[str]:
    return [str(one[name]) for one in items if one.get(name)]


def _address(spot: Location | None) -> str:
    if spot is None:
        return ""
    lines = [
        ", ".join(str(one[name]) for name in ("address_1", "address_2", "city") if one.get(name))
        for one in spot.addresses[:1]
    ]
    named = [] if spot.name and lines and lines[0].startswith(spot.name) else [spot.name]
    return ": ".join(filter(None, [*named, *lines]))


def _language(said: Any) -> str:
    code = str(said.get("code") or "")
    known = vocabulary.word("language", code)
    return known.label() if known else str(said.get("name") or code)


def _hours(schedules: Any) -> str:
    said = []
    for one in schedules:
        keys = ("opens_at", "closes_at", "description")
        opens, closes, words = (str(one.get(key) or "") for key in keys)
        days = _days(str(one.get("byday") or "").upper().split(","))
        said.append(f"{days} {opens[:5]}–{closes[:5]}".strip() if opens else words)
    return "; ".join(filter(None, said))


def _days(codes: list[str]) -> str:
    """The days of a week in short words: those that follow each other as a span."""
    known = sorted(DAYS.index(code.strip()) for code in codes if code.strip() in DAYS)
    spans: list[list[int]] = []
    for day in dict.fromkeys(known):
        if spans and day == spans[-1][-1] + 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    names = get_day_names("abbreviated", locale=numerals.locale((get_language() or "en")[:2]))
    return ", ".join(
        "–".join(names[day] for day in dict.fromkeys((span[0], span[-1]))) for span in spans
    )


def _whole(age: float | None) -> int | None:
    return None if age is None else int(age)
