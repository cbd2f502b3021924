"""The demonstration's directory: public bodies by type, with plainly invented contact details.

No agency, number or address here exists, and every name says so. It is told through the same
commands that people use, on the days on which it is said to have happened.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from umai.directory import commands, permissions, queries, terms
from umai.directory.models import Agency, Location
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.foundation.places import queries as places

DATA = Path(__file__).parent / "data" / "demo_agencies.json"
GRANTS = (
    permissions.READ_DIRECTORY,
    permissions.READ_CONFIDENTIAL,
    permissions.KEEP_DIRECTORY,
    permissions.CONFIRM_ENTRY,
)
REGIONS = {"sana": ("KZ-79", "KZ-61"), "rodnik": ("KZ-75",), "kibhr": ("KZ-71",)}
TOWNS = {
    "KZ-79": ("Шымкент", "Шымкент", "Shymkent"),
    "KZ-61": ("Түркістан", "Туркестан", "Turkistan"),
    "KZ-75": ("Алматы", "Алматы", "Almaty"),
    "KZ-71": ("Астана", "Астана", "Astana"),
}
INVENTED = ("ойдан шығарылған", "вымышлено", "invented")
MONTH = timedelta(days=30)
BEGAN = MONTH * 14
ENDS = {"soon": timedelta(days=20), "year": timedelta(days=200)}
PROPOSED = 14  # the legal aid of Shymkent
FREE = {"option": "Бесплатно", "amount": 0, "currency": "KZT"}
Said = dict[str, Any]


def tell() -> None:
    """Open agencies with their places and services for every organisation, and confirm most."""
    told = json.loads(DATA.read_text())
    for organisation in access.organisations():
        actor = actors.console(organisation, GRANTS)
        for number, (region, said) in enumerate(_agencies(organisation, told)):
            _open(organisation, actor, region, said, number, told["hours"])
        _open_own(organisation, actor)
    _propose()


def _open_own(organisation: Organisation, actor: Actor) -> None:
    """The organisation's own entry: whom a provider rings about a referral."""
    marks = zip(("name_kk", "name_ru", "name_en"), INVENTED, strict=True)
    names: Said = {name: f"{organisation.name} ({mark})" for name, mark in marks}
    details = commands.AgencyDetails(
        id=derived_uuid("demo own entry", organisation.code),
        type="NGO",
        **names,
        alternate_name=organisation.name,
        email=f"house@{organisation.code}.example",
        website=f"https://{organisation.code}.example",
        region=organisation.region,
        phones=[_phone(99, 0)],
    )
    with scope(organisation.pk):
        commands.confirm_entry(actor, commands.open_agency(actor, details).pk)


def _agencies(organisation: Organisation, told: Said) -> Iterator[tuple[str, Said]]:
    for region in REGIONS.get(organisation.code, ()):
        for said in (*told["everywhere"], *told["only"].get(region, ())):
            yield region, said


def _open(
    organisation: Organisation,
    actor: Actor,
    region: str,
    said: Said,
    number: int,
    hours: Said,
) -> None:
    with scope(organisation.pk), clock.told_at(clock.now() - BEGAN):
        agency = commands.open_agency(actor, _agency(organisation, region, said, number))
        spot = commands.open_location(actor, _location(agency, said, number, hours))
        for place, one in enumerate(said["services"]):
            commands.open_service(actor, _service(agency, spot, one, said, place, hours))
        _divide(actor, agency, said)
    months = said["confirmed"]
    if months is not None and not said.get("closed"):
        with scope(organisation.pk), clock.told_at(clock.now() - MONTH * months):
            commands.confirm_entry(actor, agency.pk)
    if said.get("closed"):
        with scope(organisation.pk), clock.told_at(clock.now() - MONTH):
            commands.close_agency(actor, agency.pk, agency.version)


def _agency(
    organisation: Organisation, region: str, said: Said, number: int
) -> commands.AgencyDetails:
    today = clock.wall().date()
    until = ENDS.get(said.get("agreement", ""))
    return commands.AgencyDetails(
        id=_id(organisation.code, number),
        type=said["type"],
        **_names(said, region),
        email=f"help{number}@{said['type'].lower().replace('_', '-')}.example",
        website=f"https://{said['type'].lower().replace('_', '-')}-{number}.example",
        region=region,
        district=_district(region, number),
        open_all_hours=said["hours"] == "always",
        emergency=said.get("emergency", False),
        phones=[_phone(number, 0)],
        contacts=[{"name": "Демо Демоева (вымышлено)", "title": "Контактное лицо"}],
        referral_method="Позвоните, затем пришлите направление.",
        agreement_number=f"D-{number}" if until else "",
        agreement_from=date(today.year - 1, 1, 15) if until else None,
        agreement_until=today + until if until else None,
        safeguarding_checked_on=today - MONTH * 5 if until else None,
        confidential=said.get("secret", False),
    )


def _location(agency: Agency, said: Said, number: int, hours: Said) -> commands.LocationDetails:
    town = TOWNS[agency.region][2]
    return commands.LocationDetails(
        id=derived_uuid("demo place", agency.pk),
        agency_id=agency.pk,
        name=f"Demonstration street {number + 1}",
        region=agency.region,
        district=agency.district,
        addresses=[
            {
                "address_1": f"Demonstration street {number + 1}",
                "city": town,
                "state_province": town,
                "postal_code": "000000",
                "country": "KZ",
                "address_type": "physical",
            }
        ],
        schedules=_week(hours[said["hours"]]),
        accessibility=[{"description": "Вход без ступеней"}] if number % 3 == 0 else [],
        confidential=said.get("hidden", False) or said.get("secret", False),
    )


def _service(
    agency: Agency, spot: Location, one: Said, said: Said, place: int, hours: Said
) -> commands.ServiceDetails:
    low, high = one.get("ages", (None, None))
    own = one.get("hours")
    nationwide = [{"name": "Казахстан", "region": "KZ"}] if said.get("nationwide") else []
    return commands.ServiceDetails(
        id=derived_uuid("demo service", agency.pk, place),
        agency_id=agency.pk,
        name_kk=one["name_kk"],
        name_ru=one["name_ru"],
        name_en=one["name_en"],
        status=one.get("status", terms.ServiceStatus.ACTIVE),
        needs=one["needs"],
        waiting_days=one.get("waiting_days"),
        minimum_age=low,
        maximum_age=high,
        alert=one.get("alert", ""),
        phones=[_phone(agency.pk.int % 90, place + 1)] if own else [],
        schedules=_week(hours[own]) if own else [],
        languages=[{"code": code} for code in one["languages"]],
        required_documents=[{"document": words} for words in one.get("papers", ())],
        cost_options=[FREE],
        service_areas=nationwide,
        at=(spot.pk,),
    )


def _divide(actor: Actor, agency: Agency, said: Said) -> None:
    """Say which steps the agency does in its region."""
    for step in said.get("duties", ()):
        commands.give_responsibility(
            actor,
            commands.ResponsibilityDetails(
                id=derived_uuid("demo duty", agency.pk, step),
                agency_id=agency.pk,
                step=step,
                region=agency.region,
            ),
        )


def _propose() -> None:
    """A partner has a better number for an agency, and waits for an answer."""
    person = actors.person_at("partner@sana.example")
    if person is None:
        return
    with scope(person.organisation_id, person.pk):
        partner = actors.actor_of(person)
        agency = queries.agency(partner, _id("sana", PROPOSED))
        details = commands.ProposalDetails(
            id=derived_uuid("demo proposal"),
            name_kk=agency.name_kk,
            name_ru=agency.name_ru,
            name_en=agency.name_en,
            email=agency.email,
            website=agency.website,
            phones=[{"number": "+7 000 000 99 99"}],
            hours="Теперь и в субботу с 10 до 14",
            words="Всё вымышлено.",
        )
        commands.propose_correction(partner, agency.pk, details)


def _id(code: str, number: int) -> UUID:
    return derived_uuid("demo agency", code, number)


def _names(said: Said, region: str) -> Said:
    told = zip(("name_kk", "name_ru", "name_en"), TOWNS[region], INVENTED, strict=True)
    return {name: f"{said[name]}, {town} ({mark})" for name, town, mark in told}


def _district(region: str, number: int) -> str:
    known = places.districts(region)
    return known[number % len(known)][0] if known else ""


def _phone(number: int, line: int) -> dict[str, str]:
    return {"number": f"+7 000 000 {number:02d} {line:02d}"}


def _week(spans: list[list[str]]) -> list[dict[str, str]]:
    return [
        {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes}
        for days, opens, closes in spans
    ]
