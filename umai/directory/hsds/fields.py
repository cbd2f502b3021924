"""Which fields of HSDS 3 our model holds: one table that is read in both directions.

Names on the left are those of the standard. What it has no field for (three names, kind of agency,
needs, region …) travels as attributes with a taxonomy term of our own, which every reader of HSDS
may pass over.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from umai.directory.models import Agency, Location, Service, ServiceAtLocation
from umai.foundation.kernel.ids import derived_uuid

ORGANIZATIONS, SERVICES, LOCATIONS = "organizations", "services", "locations"
LINKS = "service_at_locations"
KINDS = (ORGANIZATIONS, SERVICES, LOCATIONS)
VERSION = "3.0"

TEXT, NUMBER = "text", "number"
Said = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """An object that stands inside an entry, such as a phone: its fields besides `id`."""

    name: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    parts: dict[str, "Part"] = field(default_factory=dict)
    needed: tuple[str, ...] = ()


LANGUAGE = Part("language", ("name", "code", "note"))
PHONE = Part(
    "phone",
    ("number", "type", "description"),
    ("extension",),
    {"languages": LANGUAGE},
    needed=("number",),
)
CONTACT = Part("contact", ("name", "title", "department", "email"), (), {"phones": PHONE})
SCHEDULE = Part(
    "schedule",
    (
        "valid_from", "valid_to", "dtstart", "until", "wkst", "freq", "byday", "byweekno",
        "bymonthday", "byyearday", "description", "opens_at", "closes_at", "schedule_link",
        "attending_type", "notes",
    ),
    ("timezone", "count", "interval"),
)  # fmt: skip
ADDRESS = Part(
    "address",
    (
        "attention", "address_1", "address_2", "city", "region", "state_province", "postal_code",
        "country", "address_type",
    ),
    needed=("address_1", "city", "state_province", "postal_code", "country", "address_type"),
)  # fmt: skip
ACCESSIBILITY = Part("accessibility", ("description", "details", "url"))
DOCUMENT = Part("required_document", ("document", "uri"))
COST = Part(
    "cost_option",
    ("valid_from", "valid_to", "option", "currency", "amount_description"),
    ("amount",),
)
# `region` of an area is ours: an ISO code, or KZ for the whole country.
AREA = Part("service_area", ("name", "description", "extent", "extent_type", "uri", "region"))
IDENTIFIER = Part(
    "organization_identifier",
    ("identifier_scheme", "identifier_type", "identifier"),
    needed=("identifier_type", "identifier"),
)
# What the standard allows in a field of a part; anything else there is left out and counted.
CODES = {
    ("address", "address_type"): ("physical", "postal", "virtual"),
    ("schedule", "freq"): ("WEEKLY", "MONTHLY"),
    ("schedule", "wkst"): ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of entry: field of HSDS -> field of ours, and what goes out as attributes."""

    name: str
    model: Any
    texts: dict[str, str]
    numbers: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    parts: dict[str, tuple[str, Part]] = field(default_factory=dict)
    extra: dict[str, type] = field(default_factory=dict)
    inner: frozenset[str] = frozenset()


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


NAMES: dict[str, type] = {"name_kk": str, "name_ru": str, "name_en": str}
AGENCY = Kind(
    "organization",
    Agency,
    _same(
        "alternate_name", "description", "email", "website", "uri", "logo", "legal_status"
    ),
    _same("year_incorporated"),
    {},
    {
        "phones": ("phones", PHONE),
        "contacts": ("contacts", CONTACT),
        "organization_identifiers": ("identifiers", IDENTIFIER),
    },
    {
        **NAMES,
        "type": str,
        "state": str,
        "region": str,
        "district": str,
        "open_all_hours": bool,
        "emergency": bool,
        "referral_method": str,
        "agreement_number": str,
        "agreement_from": date,
        "agreement_until": date,
        "safeguarding_checked_on": date,
        "verified_on": date,
    },
    # Known to colleagues, not to the public.
    frozenset(
        {
            "contacts", "referral_method", "agreement_number", "agreement_from",
            "agreement_until", "safeguarding_checked_on",
        }
    ),
)  # fmt: skip
SERVICE = Kind(
    "service",
    Service,
    _same(
        "alternate_name", "description", "url", "email", "status", "interpretation_services",
        "application_process", "fees_description", "wait_time", "accreditations",
        "eligibility_description", "alert", "assurer_email",
    ),
    _same("minimum_age", "maximum_age"),
    {"assured_date": "verified_on"},
    {
        "phones": ("phones", PHONE),
        "contacts": ("contacts", CONTACT),
        "schedules": ("schedules", SCHEDULE),
        "languages": ("languages", LANGUAGE),
        "required_documents": ("required_documents", DOCUMENT),
        "cost_options": ("cost_options", COST),
        "service_areas": ("service_areas", AREA),
    },
    {**NAMES, "needs": list, "waiting_days": int},
    frozenset({"contacts"}),
)  # fmt: skip
PLACE = Kind(
    "location",
    Location,
    _same(
        "location_type", "url", "name", "alternate_name", "description", "transportation",
        "external_identifier", "external_identifier_type",
    ),
    _same("latitude", "longitude"),
    {},
    {
        "addresses": ("addresses", ADDRESS),
        "phones": ("phones", PHONE),
        "contacts": ("contacts", CONTACT),
        "schedules": ("schedules", SCHEDULE),
        "languages": ("languages", LANGUAGE),
        "accessibility": ("accessibility", ACCESSIBILITY),
    },
    {"region": str, "district": str},
    frozenset({"contacts"}),
)  # fmt: skip
LINK = Kind(
    "service_at_location",
    ServiceAtLocation,
    _same("description"),
    parts={
        "phones": ("phones", PHONE),
        "contacts": ("contacts", CONTACT),
        "schedules": ("schedules", SCHEDULE),
    },
    inner=frozenset({"contacts"}),
)
OF = {ORGANIZATIONS: AGENCY, LOCATIONS: PLACE, SERVICES: SERVICE, LINKS: LINK}

# The lists of the vocabulary in which the codes of an attribute stand.
LISTS = {"type": "agency_type", "needs": "service"}
TAXONOMY = "umai"


def term_id(name: str, code: str = "") -> str:
    """The id of a term of ours: the same in every installation."""
    return str(derived_uuid(TAXONOMY, name, code))


def name_slot(name: str) -> str:
    """In which of the three names a name without a language belongs, by its letters."""
    small = name.casefold()
    if any(sign in "әғқңөұүһі" for sign in small):
        return "name_kk"
    return "name_ru" if any("а" <= sign <= "я" or sign == "ё" for sign in small) else "name_en"
