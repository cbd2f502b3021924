"""The shapes of HSDS 3.0 as JSON Schema, written down from the standard for our tests alone."""

from typing import Any

TEXT = {"type": "string"}
NUMBER = {"type": "number"}
DATE = {"type": "string", "format": "date"}
EMAIL = {"type": "string", "format": "email"}
ID = {"type": "string", "minLength": 1}


def shape(needed: str, texts: str = "", numbers: str = "", **more: Any) -> dict[str, Any]:
    """An object: what it needs, what is text, what is a number, and the rest."""
    known = {name: TEXT for name in texts.split()} | {name: NUMBER for name in numbers.split()}
    return {
        "type": "object",
        "properties": {"id": ID, **known, **more},
        "required": needed.split(),
    }


def many(of: str) -> dict[str, Any]:
    """A list of one shape."""
    return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}}


DEFS = {
    "language": shape("id", "name code note"),
    "phone": shape("id number", "number type description", "extension", languages=many("language")),
    "contact": shape("id", "name title department", email=EMAIL, phones=many("phone")),
    "schedule": shape(
        "id",
        "byday byweekno bymonthday byyearday description opens_at closes_at schedule_link"
        " attending_type notes",
        "timezone count interval",
        valid_from=DATE, valid_to=DATE, dtstart=DATE, until=DATE,
        wkst={"enum": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]},
        freq={"enum": ["WEEKLY", "MONTHLY"]},
    ),
    "address": shape(
        "id address_1 city state_province postal_code country address_type",
        "attention address_1 address_2 city region state_province postal_code country",
        address_type={"enum": ["physical", "postal", "virtual"]},
    ),
    "accessibility": shape("id", "description details url"),
    "required_document": shape("id", "document uri"),
    "cost_option": shape(
        "id", "option currency amount_description", "amount", valid_from=DATE, valid_to=DATE
    ),
    "service_area": shape("id", "name description extent extent_type uri"),
    "organization_identifier": shape(
        "id identifier_type identifier", "identifier_scheme identifier_type identifier"
    ),
    "taxonomy_term": shape("id name description", "code name description taxonomy language"),
    "attribute": shape(
        "id", "link_type link_entity value", taxonomy_term={"$ref": "#/$defs/taxonomy_term"}
    ),
    "location": shape(
        "id location_type",
        "url organization_id name alternate_name description transportation external_identifier"
        " external_identifier_type",
        "latitude longitude",
        location_type={"enum": ["physical", "postal", "virtual"]},
        languages=many("language"), addresses=many("address"), contacts=many("contact"),
        accessibility=many("accessibility"), phones=many("phone"), schedules=many("schedule"),
        attributes=many("attribute"),
    ),
    "organization": shape(
        "id name description",
        "name alternate_name description website legal_status logo uri parent_organization_id",
        "year_incorporated",
        email=EMAIL, contacts=many("contact"), phones=many("phone"), locations=many("location"),
        services=many("service"), organization_identifiers=many("organization_identifier"),
        attributes=many("attribute"),
    ),
    "service_at_location": shape(
        "id", "service_id location_id description",
        contacts=many("contact"), phones=many("phone"), schedules=many("schedule"),
        location={"$ref": "#/$defs/location"}, service={"$ref": "#/$defs/service"},
    ),
    "service": shape(
        "id name status",
        "organization_id name alternate_name description url interpretation_services"
        " application_process fees_description wait_time accreditations eligibility_description"
        " alert last_modified",
        "minimum_age maximum_age",
        email=EMAIL, assured_date=DATE, assurer_email=EMAIL,
        status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
        phones=many("phone"), contacts=many("contact"), schedules=many("schedule"),
        service_areas=many("service_area"), service_at_locations=many("service_at_location"),
        languages=many("language"), organization={"$ref": "#/$defs/organization"},
        cost_options=many("cost_option"), required_documents=many("required_document"),
        attributes=many("attribute"),
    ),
}  # fmt: skip
OF = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "service_at_locations": "service_at_location",
}


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of one kind of entry."""
    return {"$ref": f"#/$defs/{OF[kind]}", "$defs": DEFS}


def page_of(kind: str) -> dict[str, Any]:
    """The schema of a page of entries."""
    counts = "total_items total_pages page_number size"
    return {
        **shape(
            f"{counts} first_page last_page empty contents",
            first_page={"type": "boolean"},
            last_page={"type": "boolean"},
            empty={"type": "boolean"},
            contents=many(OF[kind]),
            **{name: {"type": "integer"} for name in counts.split()},
        ),
        "$defs": DEFS,
    }
