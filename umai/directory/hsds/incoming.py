"""Documents of HSDS 3, nested or flat, as what an import takes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from umai.directory import terms
from umai.directory.commands.importing import Read
from umai.directory.hsds import attributes, fields, values, whereabouts
from umai.directory.hsds.fields import LOCATIONS, ORGANIZATIONS, SERVICES, Kind, Said
from umai.directory.hsds.values import Wrong
from umai.directory.queries.matching import Incoming, Link

LONGEST_ID = 128
NOBODY = "?"  # what stands inside an entry without an id belongs to nobody
# Bounds of numbers: outside of them there is a mistake, not a place or an age.
BOUNDS = {
    "year_incorporated": (1, 9999),
    "minimum_age": (0, 1000),
    "maximum_age": (0, 1000),
    "latitude": (-360, 360),
    "longitude": (-360, 360),
}
NEST = {"locations", "services", "service_at_locations", "organization", "location", "service"}
TIES = {"id", "name", "organization_id", "parent_organization_id", "attributes", *NEST}


class Reader:
    """Takes document after document; what was read stands in `read`."""

    def __init__(self) -> None:
        self.read = Read()
        self.parts = values.Parts()
        self.whole: dict[tuple[str, str], Mapping[str, Any]] = {}

    def done(self) -> Read:
        """What was read, with what was left out counted."""
        self.read.dropped.update(self.parts.dropped)
        self.read.converted.update(self.parts.converted)
        self._guess_regions()
        return self.read

    def take(self, kind: str, said: Any) -> None:
        """Take one document that stands by itself. A mistake rejects it, with its reason."""
        if not isinstance(said, Mapping):
            self._no("", _("An entry of %(kind)s is not an object.") % {"kind": kind})
            return
        if kind == fields.LINKS:
            self._loose(said)
            return
        try:
            if self._twice(kind, said):
                return
            self._entry(kind, said, whole=True)
        except Wrong as no:
            self._turn_away(kind, said, no)

    def _twice(self, kind: str, said: Mapping[str, Any]) -> bool:
        """Whether it was taken already. Raises Wrong if another entry has its id."""
        source_id = _id(said)
        before = self.whole.get((kind, source_id))
        if before is not None and before != said:
            raise Wrong(_("The id “%(id)s” stands twice in the file.") % {"id": source_id})
        self.whole[kind, source_id] = said
        return before is not None

    def _entry(self, kind: str, said: Mapping[str, Any], owner: str = "", *, whole: bool) -> str:
        """Read an entry and what is nested in it; its id. Raises Wrong for the entry itself."""
        source_id = _id(said)
        shape = fields.OF[kind]
        one = Incoming(source_id, self._said(shape, said), {})
        self._names(kind, one, said)
        self._ties(kind, one, said, owner)
        attributes.read(self.parts, shape, said.get("attributes"), one.said)
        if kind != LOCATIONS:
            _settle(one.said)
        links = self._inside(kind, one, said)
        self._keep(kind, one, whole=whole)
        self.read.links += links
        return source_id

    def _said(self, shape: Kind, said: Mapping[str, Any]) -> Said:
        """The plain fields and the parts, under our names. Blank ones of a list clear it."""
        kept: Said = {}
        known = {**shape.texts, **shape.numbers, **shape.dates, **shape.parts}
        for key, value in said.items():
            if key in shape.texts:
                ours = shape.texts[key]
                longest = shape.model._meta.get_field(ours).max_length
                kept[ours] = values.text(value, key, longest or values.LONGEST_TEXT)
            elif key in shape.numbers:
                kept[shape.numbers[key]] = values.number(value, key, *BOUNDS[key])
            elif key in shape.dates:
                kept[shape.dates[key]] = values.day(value, key)
            elif key in shape.parts:
                ours, part = shape.parts[key]
                kept[ours] = self.parts.read(value, key, part)
            elif key not in known and key not in TIES and value not in (None, "", [], {}):
                self._other(shape, key, value, kept)
        return kept

    def _other(self, shape: Kind, key: str, value: Any, kept: Said) -> None:
        """Fields of older versions, and our own as plain properties; the rest is left out."""
        ours = key in shape.extra or key == "confidential"
        if ours and attributes.take(shape, key, value, kept):
            return
        self.parts.dropped[key] += 1

    def _names(self, kind: str, one: Incoming, said: Mapping[str, Any]) -> None:
        name = values.text(said.get("name"), "name", 300)
        if kind == LOCATIONS:
            if "name" in said:
                one.said["name"] = name
            return
        if not name:
            raise Wrong(_("The name is missing."))
        one.said["name"] = name

    def _ties(self, kind: str, one: Incoming, said: Mapping[str, Any], owner: str) -> None:
        """To whom it belongs: what is nested belongs to what it stands in."""
        if kind == ORGANIZATIONS:
            self._older(one, said)
            above = values.text(said.get("parent_organization_id"), "parent_organization_id")
            one.parent = above
            return
        one.agency = values.text(said.get("organization_id"), "organization_id") or owner
        outer = said.get("organization")
        if isinstance(outer, Mapping):
            one.agency = self._nested(ORGANIZATIONS, outer) or one.agency
        if kind == SERVICES:
            _check_status(one.said, self.parts)
            fees = values.text(said.get("fees"), "fees")
            if fees and not one.said.get("fees_description"):
                one.said["fees_description"] = fees
                self._moved("fees")
        else:
            _check_place(one.said)

    def _older(self, one: Incoming, said: Mapping[str, Any]) -> None:
        """Fields that an older version of the standard had elsewhere."""
        if said.get("url") and not one.said.get("website"):
            one.said["website"] = values.text(said["url"], "url", 500)
            self._moved("url")
        if number := values.text(said.get("tax_id"), "tax_id", 200):
            mark = {"identifier_type": "tax_id", "identifier": number}
            here = one.said.setdefault("identifiers", [])
            if not any(one.get("identifier") == number for one in here):
                here.append(mark)
            self._moved("tax_id")

    def _moved(self, key: str) -> None:
        self.parts.dropped[key] -= 1
        self.parts.dropped += type(self.parts.dropped)()  # forgets what is zero
        self.parts.converted[key] += 1

    def _inside(self, kind: str, one: Incoming, said: Mapping[str, Any]) -> list[Link]:
        """What is nested in an entry: places and services of an agency, places of a service."""
        if kind == ORGANIZATIONS:
            for name in (LOCATIONS, SERVICES):
                for inner in _list(said, name):
                    self._nested(name, inner, one.id)
        if kind != SERVICES:
            return []
        one.names_places = fields.LINKS in said
        return [
            link for inner in _list(said, fields.LINKS) if (link := self._link(inner, one.id))
        ]

    def _nested(self, kind: str, said: Any, owner: str = "") -> str:
        """Take an entry that stands inside another one. One that only has an id is a pointer."""
        try:
            if not isinstance(said, Mapping):
                raise Wrong(_("An entry of %(kind)s is not an object.") % {"kind": kind})
            source_id = _id(said)
            bare = not said.get("name") if kind != LOCATIONS else len(said) == 1
            return source_id if bare else self._entry(kind, said, owner, whole=False)
        except Wrong as no:
            self._turn_away(kind, said, no)
            return _shown_id(said) or NOBODY

    def _link(self, said: Any, service: str, *, loose: bool = False) -> Link | None:
        if not isinstance(said, Mapping):
            raise Wrong(_("%(field)s must be a list of objects.") % {"field": fields.LINKS})
        place = values.text(said.get("location_id"), "location_id")
        if isinstance(said.get("location"), Mapping):
            place = self._nested(LOCATIONS, said["location"]) or place
        kept = self._said(fields.LINK, {k: v for k, v in said.items() if k not in values.TIES})
        link_id = values.text(said.get("id"), "id", LONGEST_ID)
        if place or loose:
            return Link(link_id, service, place, kept, loose)
        self.parts.dropped[fields.LINKS] += 1
        return None

    def _loose(self, said: Mapping[str, Any]) -> None:
        """A service at a place that stands in a table of its own, or as a document."""
        try:
            service = values.text(said.get("service_id"), "service_id")
            if isinstance(said.get("service"), Mapping):
                service = self._nested(SERVICES, said["service"]) or service
            if link := self._link(said, service, loose=True):
                self.read.links.append(link)
        except Wrong as no:
            self._no(_shown_id(said), str(no))

    def _keep(self, kind: str, one: Incoming, *, whole: bool) -> None:
        """Keep an entry. A copy nested elsewhere only adds what the entry itself does not say."""
        kept = {
            ORGANIZATIONS: self.read.agencies,
            SERVICES: self.read.services,
            LOCATIONS: self.read.locations,
        }[kind]
        before = kept.get(one.id)
        if before is None:
            kept[one.id] = one
            return
        first, second = (one, before) if whole else (before, one)
        before.said = {**second.said, **first.said}
        before.agency = first.agency or second.agency
        before.parent = first.parent or second.parent
        before.names_places = first.names_places or second.names_places

    def _guess_regions(self) -> None:
        """Regions from addresses, and of an agency from its first place that tells one."""
        for place in self.read.locations.values():
            found = whereabouts.region_of(place.said.get("addresses") or ())
            if found:
                place.guessed["region"] = found
            owner = self.read.agencies.get(place.agency)
            here = place.said.get("region") or found
            if owner is not None and here:
                owner.guessed.setdefault("region", here)
        for service in self.read.services.values():
            for area in service.said.get("service_areas") or ():
                if covered := whereabouts.area_of(area):
                    area["region"] = covered
                else:
                    area.pop("region", None)

    def _turn_away(self, kind: str, said: Any, no: Wrong) -> None:
        """Reject an entry; what stands inside it is read, so that it is named too."""
        self._no(_shown_id(said), str(no))
        if kind == ORGANIZATIONS and isinstance(said, Mapping):
            for name in (LOCATIONS, SERVICES):
                inner = said.get(name)
                for one in inner if isinstance(inner, list) else ():
                    self._nested(name, one, _shown_id(said) or NOBODY)

    def _no(self, source_id: str, reason: str) -> None:
        self.read.rejected.append({"id": source_id, "reason": reason})


def _id(said: Mapping[str, Any]) -> str:
    found = values.text(said.get("id"), "id", LONGEST_ID)
    if not found:
        raise Wrong(_("The id is missing."))
    return found


def _shown_id(said: Any) -> str:
    """The id of an entry that could not be read, cut to what can be shown."""
    found = said.get("id") if isinstance(said, Mapping) else None
    shown = str(found)[:LONGEST_ID] if isinstance(found, str | int | float) else ""
    return values.NO_TEXT.sub("\ufffd", shown)


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    found = said.get(name)
    if found in (None, ""):
        return []
    if not isinstance(found, list):
        raise Wrong(_("%(field)s must be a list of objects.") % {"field": name})
    return found


def _check_status(said: Said, parts: values.Parts) -> None:
    status = said.pop("status", "")
    found = status.casefold().replace("_", " ")
    if found and found not in terms.ServiceStatus.values:
        raise Wrong(_("The status “%(status)s” is unknown.") % {"status": status[:60]})
    if found != status:
        parts.converted["status"] += 1
    if found:
        said["status"] = found


def _check_place(said: Said) -> None:
    typed = said.pop("location_type", "")
    if typed and typed.casefold() not in terms.LocationType.values:
        raise Wrong(_("The location_type “%(type)s” is unknown.") % {"type": typed[:60]})
    if typed:
        said["location_type"] = typed.casefold()


def _settle(said: Said) -> None:
    """A name without a language goes where its letters belong, unless a language was said."""
    name = said.pop("name")
    if name not in {said.get(slot) for slot in fields.NAMES}:
        said.setdefault(fields.name_slot(name), name)
