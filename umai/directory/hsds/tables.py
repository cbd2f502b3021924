"""The tables of an HSDS package: flat rows joined into entries, and entries cut into rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from umai.directory.hsds import fields, values
from umai.directory.hsds.fields import Kind, Part, Said

Row = dict[str, str]
# Names of the tables, as the standard and its older versions write them -> ours.
NAMES = {
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "service_at_location": "service_at_locations",
    "services_at_location": "service_at_locations",
    "services_at_locations": "service_at_locations",
    "phone": "phones",
    "contact": "contacts",
    "address": "addresses",
    "physical_addresses": "addresses",
    "postal_addresses": "addresses",
    "schedule": "schedules",
    "regular_schedules": "schedules",
    "language": "languages",
    "required_document": "required_documents",
    "cost_option": "cost_options",
    "service_area": "service_areas",
    "accessibility_for_disabilities": "accessibility",
    "organization_identifier": "organization_identifiers",
    "attribute": "attributes",
    "taxonomy_term": "taxonomy_terms",
}
ENTRIES = ("organizations", "services", "locations", "service_at_locations")
# Table of a part -> the fields that say where it hangs, the nearest first.
TIES = {
    "contacts": ("service_at_location_id", "location_id", "service_id", "organization_id"),
    "addresses": ("location_id",),
    "schedules": ("service_at_location_id", "location_id", "service_id"),
    "required_documents": ("service_id",),
    "cost_options": ("service_id",),
    "service_areas": ("service_id",),
    "accessibility": ("location_id",),
    "organization_identifiers": ("organization_id",),
    "phones": (
        "contact_id", "service_at_location_id", "location_id", "service_id", "organization_id",
    ),
    "languages": ("phone_id", "location_id", "service_id"),
}  # fmt: skip
TABLES = {*ENTRIES, *TIES, "attributes", "taxonomy_terms"}
OWNER = {
    "service_at_location_id": "service_at_locations",
    "location_id": "locations",
    "service_id": "services",
    "organization_id": "organizations",
    "contact_id": "contacts",
    "phone_id": "phones",
}


def table_named(name: str) -> str:
    """Our name of a table; blank if the standard has none like it."""
    plain = name.casefold().replace("-", "_")
    found = NAMES.get(plain, plain)
    return found if found in TABLES else ""


def joined(tables: Mapping[str, list[Row]]) -> Iterator[tuple[str, Said]]:
    """The entries of a package as documents, with their parts inside."""
    inside = _inside(tables)
    for kind in ENTRIES:
        for row in tables.get(kind, ()):
            yield kind, _document(kind, row, inside)


def _inside(tables: Mapping[str, list[Row]]) -> dict[tuple[str, str], dict[str, list[Said]]]:
    """(table, id) -> the parts that hang on it, by the name of their field."""
    inside: dict[tuple[str, str], dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    # Languages hang on phones, phones on contacts: what is deepest is hung up first.
    for table in _deepest_first():
        for row in tables.get(table, ()):
            part = _document(table, row, inside)
            # One row may hang on several entries at once, as in the standard's own example.
            for tie in [one for one in TIES[table] if row.get(one)]:
                _hang(inside[OWNER[tie], row[tie]][table], part)
    known = {row.get("id", ""): row for row in tables.get("taxonomy_terms", ())}
    for row in tables.get("attributes", ()):
        attribute = {**row, "taxonomy_term": known.get(row.get("taxonomy_term_id", ""), {})}
        entity = table_named(row.get("link_entity", ""))
        inside[entity, row.get("link_id", "")]["attributes"].append(attribute)
    return inside


def _hang(parts: list[Said], part: Said) -> None:
    """Hang up a part once: flattened documents repeat what stood in several places.

    One more than is allowed is kept, so that too many are refused and not passed over.
    """
    if len(parts) <= values.MOST_PARTS and part not in parts:
        parts.append(part)


def _deepest_first() -> list[str]:
    deep = ["languages", "phones"]
    return [*deep, *(name for name in TIES if name not in deep)]


def _document(
    table: str, row: Row, inside: dict[tuple[str, str], dict[str, list[Said]]]
) -> Said:
    """A row with what hangs on it. A blank cell says nothing."""
    said: Said = {name: cell for name, cell in row.items() if name and cell != ""}
    found = inside.get((table, row.get("id", "")))
    return {**said, **found} if found and row.get("id") else said


# Out ---------------------------------------------------------------------------------------------


def cut(documents: Iterable[tuple[str, Said]]) -> dict[str, list[Row]]:
    """Documents as rows of the tables of a package."""
    tables: dict[str, list[Row]] = {name: [] for name in columns()}
    terms: dict[str, Row] = {}
    for kind, said in documents:
        tie = f"{fields.OF[kind].name}_id"
        row = {"id": said["id"]}
        for name, value in said.items():
            if name == "attributes":
                _attributes(tables, terms, kind, said)
            elif isinstance(value, list):
                _parts(tables, name, value, {tie: said["id"]})
            elif not isinstance(value, dict):
                row[name] = _cell(value)
        tables[kind].append(row)
    tables["taxonomy_terms"] = list(terms.values())
    return {name: rows for name, rows in tables.items() if rows}


def _parts(tables: dict[str, list[Row]], table: str, items: list[Said], tie: Row) -> None:
    for said in items:
        row = {**tie, "id": said["id"]}
        for name, value in said.items():
            if isinstance(value, list):
                below = "contact_id" if table == "contacts" else "phone_id"
                _parts(tables, name, value, {below: said["id"]})
            else:
                row[name] = _cell(value)
        tables[table].append(row)


def _attributes(
    tables: dict[str, list[Row]], terms: dict[str, Row], kind: str, said: Said
) -> None:
    for one in said["attributes"]:
        term = one["taxonomy_term"]
        terms[term["id"]] = dict(term)
        tables["attributes"].append(
            {
                "id": one["id"],
                "link_id": said["id"],
                "taxonomy_term_id": term["id"],
                "link_type": one["link_type"],
                "link_entity": fields.OF[kind].name,
                "value": one["value"],
            }
        )


def _cell(value: Any) -> str:
    return str(value)


def columns() -> dict[str, list[str]]:
    """The tables of a package with their columns, in the order of the standard."""
    parts = {
        table: part
        for kind in fields.OF.values()
        for table, (_ours, part) in kind.parts.items()
    }
    found = {kind: _columns_of(kind, fields.OF[kind]) for kind in ENTRIES}
    found |= {table: _columns_of_part(table, part) for table, part in parts.items()}
    found["attributes"] = ["id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"]
    found["taxonomy_terms"] = ["id", "code", "name", "description", "taxonomy"]
    return found


def _columns_of(name: str, kind: Kind) -> list[str]:
    ties = {
        "organizations": ["parent_organization_id"],
        "services": ["organization_id"],
        "locations": ["organization_id"],
        "service_at_locations": ["service_id", "location_id"],
    }[name]
    named = [] if name == "service_at_locations" else ["name"]
    plain = [*named, *kind.texts, *kind.numbers, *kind.dates]
    return list(dict.fromkeys(["id", *ties, *plain]))


def _columns_of_part(table: str, part: Part) -> list[str]:
    return list(dict.fromkeys(["id", *TIES[table], *part.texts, *part.numbers]))
