"""A plain spreadsheet, one service a row, as documents of HSDS."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from umai.directory.hsds import fields
from umai.directory.hsds.fields import Said
from umai.foundation.exports.incoming import Table
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.text import folded

# Our column -> headings that mean it, in English, Russian and Kazakh.
HEADINGS = {
    "id": ("id", "код", "коды"),
    "organization": (
        "organization", "organisation", "agency", "provider", "организация", "учреждение", "ұйым",
        "мекеме",
    ),
    "organization_type": ("type", "agency type", "тип", "тип организации", "түрі", "ұйым түрі"),
    "service": ("service", "service name", "услуга", "қызмет"),
    "description": ("description", "описание", "сипаттама", "сипаттамасы"),
    "needs": ("need", "needs", "services", "вид помощи", "виды помощи", "көмек түрі"),
    "phone": ("phone", "phones", "telephone", "телефон", "телефоны", "телефондар"),
    "email": ("email", "e-mail", "почта", "электронная почта", "пошта", "электрондық пошта"),
    "website": ("website", "url", "site", "сайт"),
    "region": ("region", "регион", "область", "аймақ", "облыс", "өңір"),
    "city": ("city", "town", "город", "населенный пункт", "қала"),
    "address": ("address", "адрес", "мекенжай", "мекенжайы"),
    "postal_code": ("postal code", "postcode", "индекс", "пошта индексі"),
    "latitude": ("latitude", "lat", "широта", "ендік"),
    "longitude": ("longitude", "lon", "lng", "долгота", "бойлық"),
    "languages": ("language", "languages", "язык", "языки", "тіл", "тілдер"),
    "hours": ("hours", "opening hours", "часы", "часы работы", "режим работы", "жұмыс уақыты"),
    "minimum_age": ("minimum age", "age from", "возраст от", "жасы бастап"),
    "maximum_age": ("maximum age", "age to", "возраст до", "жасы дейін"),
    "eligibility": ("eligibility", "for whom", "для кого", "кімге"),
    "documents": ("documents", "papers", "документы", "құжаттар"),
    "cost": ("cost", "fees", "стоимость", "цена", "құны"),
    "status": ("status", "статус", "мәртебе"),
    "confidential": ("confidential", "secret", "секретно", "құпия"),
}  # fmt: skip
_KNOWN = {folded(word): name for name, words in HEADINGS.items() for word in words}
LANGUAGES = {
    "kk": ("kk", "kaz", "kazakh", "казахский", "қазақша", "қазақ"),
    "ru": ("ru", "rus", "russian", "русский", "орысша", "орыс"),
    "en": ("en", "eng", "english", "английский", "ағылшынша", "ағылшын"),
    "uz": ("uz", "uzb", "uzbek", "узбекский", "өзбекше", "өзбек"),
    "tg": ("tg", "tgk", "tajik", "таджикский", "тәжікше", "тәжік"),
    "ky": ("ky", "kir", "kyrgyz", "киргизский", "кыргызский", "қырғызша", "қырғыз"),
}
_SPOKEN = {folded(word): code for code, words in LANGUAGES.items() for word in words}
DAYS = {
    "MO": ("mo", "mon", "monday", "пн", "понедельник", "дс", "дүйсенбі"),
    "TU": ("tu", "tue", "tuesday", "вт", "вторник", "сс", "сейсенбі"),
    "WE": ("we", "wed", "wednesday", "ср", "среда", "сәрсенбі"),
    "TH": ("th", "thu", "thursday", "чт", "четверг", "бс", "бейсенбі"),
    "FR": ("fr", "fri", "friday", "пт", "пятница", "жм", "жұма"),
    "SA": ("sa", "sat", "saturday", "сб", "суббота", "сенбі"),
    "SU": ("su", "sun", "sunday", "вс", "воскресенье", "жс", "жексенбі"),
}
_DAY = {word: code for code, words in DAYS.items() for word in words}
_WEEK = list(DAYS)
_SPAN = re.compile(
    r"^(?P<days>\D{2,60}?)[\s:]{1,3}(?P<h1>\d{1,2})[:.](?P<m1>\d{2})\s?[-–—]\s?"
    r"(?P<h2>\d{1,2})[:.](?P<m2>\d{2})$"
)
ALWAYS = {"24/7", "24 7", "круглосуточно", "тәулік бойы", "always"}
BETWEEN = re.compile(r"[,;\n]")


def documents(table: Table) -> Iterator[tuple[int, str, Any]]:
    """The entries of every row, with its number. Raises Refused when a column is missing."""
    columns = {at: _KNOWN.get(folded(name), "") for at, name in enumerate(table.headings)}
    for needed in ("organization", "service"):
        if needed not in columns.values():
            known = ", ".join(name for name in table.headings if name)
            raise Refused(
                _("The column “%(column)s” is missing. The file has: %(known)s.")
                % {"column": needed, "known": known[:300]}
            )
    left_out = [name for at, name in enumerate(table.headings) if name and not columns[at]]
    known_ids: set[str] = set()
    for number, cells in enumerate(table.rows, start=table.first_row):
        row = {columns.get(at, ""): cell.strip() for at, cell in enumerate(cells)}
        if any(row.values()):
            more = {
                table.headings[at]: cell
                for at, cell in enumerate(cells)
                if at < len(table.headings) and cell.strip() and table.headings[at] in left_out
            }
            for kind, said in _entries(row, more):
                if kind == fields.SERVICES or said["id"] not in known_ids:
                    known_ids.add(said["id"])
                    yield number, kind, said


def _entries(row: dict[str, str], more: Said) -> Iterator[tuple[str, Said]]:
    name, offer = row.get("organization", ""), row.get("service", "")
    agency = _id("organization", name, row.get("region", "")) if name else ""
    if agency:
        yield fields.ORGANIZATIONS, _agency(agency, name, row)
    said = _service(row, agency, name, offer)
    if place := _place(row, agency):
        yield fields.LOCATIONS, place
        link = {"id": _id("at", said["id"], place["id"]), "location_id": place["id"]}
        said[fields.LINKS] = [link]
    yield fields.SERVICES, {**more, **said}


def _agency(agency: str, name: str, row: dict[str, str]) -> Said:
    said: Said = {"id": agency, "name": name}
    for ours, theirs in (("organization_type", "type"), ("region", "region")):
        if row.get(ours):
            said[theirs] = row[ours]
    if row.get("confidential"):
        said["confidential"] = row["confidential"]
    return said


def _service(row: dict[str, str], agency: str, name: str, offer: str) -> Said:
    own = _id("service", name, row.get("region", ""), offer, row.get("address", ""))
    said: Said = {
        "id": row.get("id") or own,
        "name": offer,
        "organization_id": agency,
        "status": row.get("status") or "active",
        "description": row.get("description", ""),
        "email": row.get("email", ""),
        "url": row.get("website", ""),
        "fees_description": row.get("cost", ""),
        "eligibility_description": row.get("eligibility", ""),
        "minimum_age": row.get("minimum_age", ""),
        "maximum_age": row.get("maximum_age", ""),
        "needs": _several(row, "needs"),
        "phones": [{"number": one} for one in _several(row, "phone")],
        "languages": [_language(one) for one in _several(row, "languages")],
        "required_documents": [{"document": one} for one in _several(row, "documents")],
        "schedules": _hours(row.get("hours", "")),
    }
    if not row.get("address") and row.get("region"):
        said["service_areas"] = [{"name": row["region"]}]
    return {key: value for key, value in said.items() if value not in ("", [])}


def _place(row: dict[str, str], agency: str) -> Said | None:
    if not row.get("address"):
        return None
    address = {
        "address_1": row["address"],
        "city": row.get("city", ""),
        "state_province": row.get("region", ""),
        "postal_code": row.get("postal_code", ""),
        "country": "KZ",
        "address_type": "physical",
    }
    said: Said = {
        "id": _id("location", agency, row["address"], row.get("city", ""), row.get("region", "")),
        "location_type": "physical",
        "organization_id": agency,
        "latitude": row.get("latitude", ""),
        "longitude": row.get("longitude", ""),
        "addresses": [address],
        "confidential": row.get("confidential", ""),
    }
    return {key: value for key, value in said.items() if value != ""}


def _several(row: dict[str, str], name: str) -> list[str]:
    return [one.strip() for one in BETWEEN.split(row.get(name, "")) if one.strip()]


def _language(typed: str) -> Said:
    code = _SPOKEN.get(folded(typed))
    return {"code": code, "name": typed} if code else {"name": typed}


def _hours(typed: str) -> list[Said]:
    """Hours such as “Mo-Fr 09:00-18:00; Sa 10:00-14:00”. What is written otherwise stays words."""
    if not typed:
        return []
    if typed.casefold() in ALWAYS:
        return [_schedule(_WEEK, "00:00", "24:00")]
    spans = [_SPAN.match(one.strip()) for one in re.split(r"[;\n]", typed) if one.strip()]
    found = [
        _schedule(days, _clock(span, 1), _clock(span, 2))
        for span in spans
        if span and (days := _days(span["days"]))
    ]
    return found if len(found) == len(spans) else [{"description": typed}]


def _clock(span: re.Match[str], which: int) -> str:
    return f"{int(span[f'h{which}']):02}:{span[f'm{which}']}"


def _schedule(days: list[str], opens: str, closes: str) -> Said:
    return {"freq": "WEEKLY", "byday": ",".join(days), "opens_at": opens, "closes_at": closes}


def _days(typed: str) -> list[str]:
    found: list[str] = []
    for one in typed.casefold().replace(".", "").split(","):
        ends = [_DAY.get(word.strip()) for word in re.split(r"[-–—]", one)]
        if not all(ends) or len(ends) > 2:
            return []
        first, last = _WEEK.index(str(ends[0])), _WEEK.index(str(ends[-1]))
        found += _WEEK[first : last + 1] if first <= last else [*_WEEK[first:], *_WEEK[: last + 1]]
    return found


def _id(*parts: str) -> str:
    """The same id for the same row in every run."""
    return str(derived_uuid("sheet", *(folded(one) or one for one in parts)))
