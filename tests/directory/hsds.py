"""A directory as HSDS documents, invented from top to bottom, with every field that we hold."""

from typing import Any

PHONE = {
    "id": "ph-1", "number": "+7 7252 00 00 01", "extension": 12, "type": "voice",
    "description": "Ask for the duty lawyer",
    "languages": [{"id": "la-9", "name": "Uzbek", "code": "uz", "note": "until six"}],
}  # fmt: skip
CONTACT = {
    "id": "co-1", "name": "Duty desk", "title": "Focal point", "department": "Children",
    "email": "desk@nowhere.example", "phones": [{**PHONE, "id": "ph-2"}],
}  # fmt: skip
SCHEDULE = {
    "id": "sc-1", "valid_from": "2020-01-01", "valid_to": "2090-01-01", "dtstart": "2020-01-01",
    "timezone": 5, "until": "2090-01-01", "wkst": "MO", "freq": "WEEKLY", "interval": 1,
    "byday": "MO,TU,WE,TH,FR", "description": "Every working day", "opens_at": "09:00",
    "closes_at": "18:00", "schedule_link": "https://nowhere.example/hours",
    "attending_type": "in person", "notes": "Lunch at one",
}  # fmt: skip
LANGUAGE = {"id": "la-1", "name": "Uzbek", "code": "uz", "note": "two lawyers"}
ADDRESS = {
    "id": "ad-1", "attention": "Reception", "address_1": "1 Invented Street", "address_2": "Room 3",
    "city": "Shymkent", "region": "South", "state_province": "Shymkent", "postal_code": "160000",
    "country": "KZ", "address_type": "physical",
}  # fmt: skip


def organization(**more: Any) -> dict[str, Any]:
    """An agency with all its plain fields."""
    return {
        "id": "org-1", "name": "Invented Legal Aid", "alternate_name": "ILA",
        "description": "Free advice for families on the move", "email": "ila@nowhere.example",
        "website": "https://ila.nowhere.example", "uri": "https://register.nowhere.example/1",
        "logo": "https://ila.nowhere.example/logo.png", "legal_status": "public foundation",
        "year_incorporated": 2011, "phones": [PHONE], "contacts": [CONTACT],
        "organization_identifiers": [
            {"id": "oi-1", "identifier_scheme": "KZ-BIN", "identifier_type": "BIN",
             "identifier": "000000000001"},
        ],
        **more,
    }  # fmt: skip


def location(**more: Any) -> dict[str, Any]:
    """A place with all its fields."""
    return {
        "id": "loc-1", "location_type": "physical", "url": "https://nowhere.example/map",
        "name": "House of advice", "alternate_name": "The yellow house",
        "description": "Second floor", "transportation": "Bus 12", "latitude": 42.3,
        "longitude": 69.6, "external_identifier": "X-1", "external_identifier_type": "cadastre",
        "organization_id": "org-1", "languages": [LANGUAGE], "addresses": [ADDRESS],
        "contacts": [{**CONTACT, "id": "co-2"}], "phones": [{**PHONE, "id": "ph-3"}],
        "accessibility": [
            {"id": "ac-1", "description": "Ramp", "details": "From the yard",
             "url": "https://nowhere.example/ramp"},
        ],
        "schedules": [SCHEDULE],
        **more,
    }  # fmt: skip


def service(**more: Any) -> dict[str, Any]:
    """A service with all its fields, at one place."""
    return {
        "id": "ser-1", "organization_id": "org-1", "name": "Advice on papers",
        "alternate_name": "Papers", "description": "What to do without a birth certificate",
        "url": "https://ila.nowhere.example/papers", "email": "papers@nowhere.example",
        "status": "active", "interpretation_services": "Tajik by telephone",
        "application_process": "Call first", "fees_description": "Free", "wait_time": "two days",
        "accreditations": "Bar association", "eligibility_description": "Children and parents",
        "minimum_age": 0, "maximum_age": 17.5, "assured_date": "2026-03-01",
        "assurer_email": "check@nowhere.example", "alert": "Closed on 16 December",
        "phones": [{**PHONE, "id": "ph-4"}], "contacts": [{**CONTACT, "id": "co-3"}],
        "schedules": [{**SCHEDULE, "id": "sc-2"}], "languages": [{**LANGUAGE, "id": "la-2"}],
        "required_documents": [
            {"id": "rd-1", "document": "Any paper with a name", "uri": "https://nowhere.example/p"},
        ],
        "cost_options": [
            {"id": "ct-1", "valid_from": "2026-01-01", "valid_to": "2026-12-31", "option": "copies",
             "currency": "KZT", "amount": 50.5, "amount_description": "a page"},
        ],
        "service_areas": [
            {"id": "sa-1", "name": "Shymkent", "description": "The city", "extent": "all of it",
             "extent_type": "text", "uri": "urn:iso:std:iso:3166:-2:KZ-79"},
        ],
        "service_at_locations": [
            {"id": "sal-1", "location_id": "loc-1", "description": "Room 3",
             "contacts": [{**CONTACT, "id": "co-4"}], "phones": [{**PHONE, "id": "ph-5"}],
             "schedules": [{**SCHEDULE, "id": "sc-3"}]},
        ],
        **more,
    }  # fmt: skip


def whole(**more: Any) -> dict[str, Any]:
    """One file with all three arrays."""
    return {
        "organizations": [organization()], "services": [service()], "locations": [location()],
        **more,
    }  # fmt: skip
