"""What the interface answers with, as schemas: made from the same table as the documents."""

from typing import Any, Literal

from ninja import Schema
from pydantic import create_model

from umai.directory import terms
from umai.directory.hsds import fields
from umai.directory.hsds.fields import Kind, Part


def _part(part: Part) -> type[Schema]:
    shape: dict[str, Any] = {"id": (str, ...)}
    for name in part.texts:
        allowed = fields.CODES.get((part.name, name))
        kind: Any = Literal[allowed] if allowed else str
        shape[name] = (kind, ...) if name in part.needed else (kind | None, None)
    shape |= {name: (int | float | None, None) for name in part.numbers}
    shape |= {name: (list[_made(one)] | None, None) for name, one in part.parts.items()}  # type: ignore[misc]
    return create_model(_title(part.name), __base__=Schema, **shape)


_PARTS: dict[str, type[Schema]] = {}


def _made(part: Part) -> type[Schema]:
    """The schema of a part, made once."""
    if part.name not in _PARTS:
        _PARTS[part.name] = _part(part)
    return _PARTS[part.name]


def _title(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


class TaxonomyTerm(Schema):
    """A term of one of our lists, or the name of a field of ours."""

    id: str
    code: str
    name: str
    description: str
    taxonomy: str


class Attribute(Schema):
    """What HSDS has no field for: `link_type` names it, `value` says it."""

    id: str
    link_type: str
    value: str
    taxonomy_term: TaxonomyTerm


def _plain(kind: Kind) -> dict[str, Any]:
    shape: dict[str, Any] = {name: (str | None, None) for name in (*kind.texts, *kind.dates)}
    shape |= {name: (int | float | None, None) for name in kind.numbers}
    shape |= {name: (list[_made(one)] | None, None) for name, (_, one) in kind.parts.items()}  # type: ignore[misc]
    if kind.extra:
        shape["attributes"] = (list[Attribute] | None, None)
    return {"id": (str, ...), **shape}


Location: Any = create_model(
    "Location",
    __base__=Schema,
    **{
        **_plain(fields.PLACE),
        "location_type": (Literal[tuple(terms.LocationType.values)], ...),
        "organization_id": (str | None, None),
    },
)
_ORGANIZATION = {
    **_plain(fields.AGENCY),
    "name": (str, ...),
    "description": (str, ...),
    "parent_organization_id": (str | None, None),
}
FlatOrganization: Any = create_model("FlatOrganization", __base__=Schema, **_ORGANIZATION)
ServiceAtLocation: Any = create_model(
    "ServiceAtLocation",
    __base__=Schema,
    **{
        **_plain(fields.LINK),
        "service_id": (str, ...),
        "location_id": (str, ...),
        "location": (Location | None, None),
    },
)
Service: Any = create_model(
    "Service",
    __base__=Schema,
    **{
        **_plain(fields.SERVICE),
        "name": (str, ...),
        "status": (Literal[tuple(terms.ServiceStatus.values)], ...),
        "organization_id": (str, ...),
        "last_modified": (str | None, None),
        "organization": (FlatOrganization | None, None),
        "service_at_locations": (list[ServiceAtLocation] | None, None),
    },
)
Organization: Any = create_model(
    "Organization",
    __base__=Schema,
    **_ORGANIZATION,
    locations=(list[Location] | None, None),
    services=(list[Service] | None, None),
)
WholeServiceAtLocation: Any = create_model(
    "WholeServiceAtLocation", __base__=ServiceAtLocation, service=(Service | None, None)
)


class Minimal(Schema):
    """Only that a service is there, and when it changed last."""

    id: str
    modified_date: str


class Page(Schema):
    """How many there are, and which of them these are."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class Services(Page):
    """A page of services."""

    contents: list[Service] | list[Minimal]


class Organizations(Page):
    """A page of agencies."""

    contents: list[Organization]


class Locations(Page):
    """A page of places."""

    contents: list[Location]


class ServicesAtLocations(Page):
    """A page of services at places."""

    contents: list[WholeServiceAtLocation]


class Publisher(Schema):
    """Whose directory it is."""

    name: str


class Root(Schema):
    """What this interface is."""

    version: str
    profile: str
    openapi_url: str
    description: str
    publisher: Publisher


class Problem(Schema):
    """Why there is no answer."""

    detail: str


class Mistake(Schema):
    """One parameter that cannot be understood."""

    parameter: str
    message: str


class Mistakes(Schema):
    """Parameters that cannot be understood."""

    detail: list[Mistake]
