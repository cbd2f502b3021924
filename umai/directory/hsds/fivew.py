"""Who does what, where, when and for whom: one row for each service at each of its places."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from umai.directory.models import Agency, Location, Service
from umai.directory.queries.publishing import Belongings
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
        ", ".join(dict.fromkeys(str(one.get("name") or one.get("code") or "") for one in spoken)),
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
    return ": ".join(filter(None, [spot.name, *lines]))


def _hours(schedules: Any) -> str:
    said = []
    for one in schedules:
        keys = ("byday", "opens_at", "closes_at", "description")
        days, opens, closes, words = (str(one.get(key) or "") for key in keys)
        said.append(f"{days} {opens[:5]}–{closes[:5]}" if opens else words)
    return "; ".join(filter(None, said))


def _whole(age: float | None) -> int | None:
    return None if age is None else int(age)
