"""Our entries as documents of HSDS 3. Who may see an entry was decided before it comes here.

`inner` tells colleagues from the public: contact persons, agreements and the way of referral are
for colleagues only.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from umai.directory import rules
from umai.directory.hsds import fields, values
from umai.directory.hsds.fields import Kind, Part, Said
from umai.directory.models import Agency, Location, Service, ServiceAtLocation
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.vocabulary import queries as vocabulary


def id_of(row: Any) -> str:
    """The id under which an entry is known outside: its source's, or our own."""
    return row.source_id or str(row.pk)


def organization(agency: Agency, parent: str = "", *, inner: bool = True) -> Said:
    """An agency without its places and services. `parent` is the id of the agency above it."""
    said = {"id": id_of(agency), "name": str(agency), "description": agency.description}
    said |= _plain(fields.AGENCY, agency, inner)
    if parent:
        said["parent_organization_id"] = parent
    return _with_attributes(said, fields.AGENCY, agency, inner)


def location(spot: Location, agency: str = "", *, inner: bool = True) -> Said:
    """A place. `agency` is the id of the agency that it belongs to."""
    said = {"id": id_of(spot), "location_type": spot.location_type}
    said |= _plain(fields.PLACE, spot, inner)
    if agency:
        said["organization_id"] = agency
    return _with_attributes(said, fields.PLACE, spot, inner)


def service(row: Service, agency: str, *, inner: bool = True) -> Said:
    """A service without its agency and places, but with the id of its agency."""
    said = {"id": id_of(row), "organization_id": agency, "name": str(row), "status": row.status}
    said |= _plain(fields.SERVICE, row, inner)
    return _with_attributes(said, fields.SERVICE, row, inner)


def service_at_location(
    link: ServiceAtLocation, service_id: str, spot: str | Said, *, inner: bool = True
) -> Said:
    """A service at one place; `spot` is the id of the place, or the place itself."""
    said: Said = {"id": id_of(link), "service_id": service_id}
    if isinstance(spot, str):
        said["location_id"] = spot
    else:
        said |= {"location_id": spot["id"], "location": spot}
    return said | _plain(fields.LINK, link, inner)


def _plain(kind: Kind, row: Any, inner: bool) -> Said:
    """Texts, numbers, dates and parts; what is blank is left out."""
    said: Said = {}
    for theirs, ours in (kind.texts | kind.numbers | kind.dates).items():
        value = getattr(row, ours)
        if value not in (None, ""):
            said[theirs] = _number(value) if theirs in kind.numbers else _text(value)
    for theirs, (ours, part) in kind.parts.items():
        if theirs in kind.inner and not inner:
            continue
        items = rules.plain_items(getattr(row, ours), row.pk, ours)
        if items:
            said[theirs] = [_item(one, part, inner) for one in items]
    return said


def _item(said: Mapping[str, Any], part: Part, inner: bool) -> Said:
    """A part with exactly the fields of the standard; those that it needs are never missing."""
    kept: Said = {"id": str(said["id"])}
    for name in part.texts:
        if name in said or name in part.needed:
            kept[name] = str(said.get(name, ""))
        allowed = fields.CODES.get((part.name, name))
        if allowed and kept.get(name, allowed[0]) not in allowed:
            kept.pop(name)
            kept |= {name: allowed[0]} if name in part.needed else {}
    for name in part.numbers:
        found = values.as_number(said.get(name))
        if isinstance(found, int | float):
            kept[name] = _number(found)
    for name, inside in part.parts.items():
        if said.get(name):
            kept[name] = [_item(one, inside, inner) for one in said[name]]
    return kept


def _with_attributes(said: Said, kind: Kind, row: Any, inner: bool) -> Said:
    found = [
        one
        for name in kind.extra
        if inner or name not in kind.inner
        for one in _attributes(name, row, str(said.get("name", "")))
    ]
    return said | ({"attributes": found} if found else {})


def _attributes(name: str, row: Any, shown: str) -> Iterable[Said]:
    value = getattr(row, name)
    if value in (None, "", False, []):
        return
    if name in fields.NAMES and value == shown and fields.name_slot(shown) == name:
        return  # the name itself says it
    for one in value if isinstance(value, list) else [value]:
        yield {
            "id": str(derived_uuid("attribute", row.pk, name, one)),
            "link_type": name,
            "value": _text(one),
            "taxonomy_term": term(name, str(one)),
        }


def term(name: str, code: str = "") -> Said:
    """The taxonomy term of an attribute: a code of a list, or the name of a field of ours."""
    listed = fields.LISTS.get(name)
    word = vocabulary.word(listed, code) if listed else None
    said = {"id": fields.term_id(name, code if listed else "")}
    label = word.labels.get("en") or code if word else code if listed else name
    said |= {"code": code if listed else name, "name": label, "description": label}
    return said | {"taxonomy": f"{fields.TAXONOMY}:{listed}" if listed else fields.TAXONOMY}


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
