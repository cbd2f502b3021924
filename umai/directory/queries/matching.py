"""Which of our entries an incoming one is: known again, or new."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from umai.directory.models import Agency, Location, Service
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.text import folded

AT_ONCE = 2000
Rejected = dict[str, str]


@dataclass
class Incoming:
    """An entry that came in, with our names of its fields.

    `said` is what the file says; `guessed` follows from it and only fills what is blank here;
    `agency` and `parent` are ids of the source.
    """

    id: str
    said: dict[str, Any]
    guessed: dict[str, Any] = field(default_factory=dict)
    agency: str = ""
    parent: str = ""
    names_places: bool = False


@dataclass
class Link:
    """A service at a place, by the ids of the source. `loose` stands in a table of its own."""

    id: str
    service: str
    location: str
    said: dict[str, Any] = field(default_factory=dict)
    loose: bool = False


class Came(Protocol):
    """What was read from a file."""

    agencies: dict[str, Incoming]
    locations: dict[str, Incoming]
    services: dict[str, Incoming]
    links: list[Link]


@dataclass
class Found:
    """Our id of every entry that came in; `fresh` are those that are not here yet."""

    agencies: dict[str, UUID] = field(default_factory=dict)
    locations: dict[str, UUID] = field(default_factory=dict)
    services: dict[str, UUID] = field(default_factory=dict)
    fresh: set[UUID] = field(default_factory=set)
    matched: int = 0
    possible_duplicates: list[str] = field(default_factory=list)


def known(actor: Actor, model: Any, ids: Iterable[str]) -> dict[str, UUID]:
    """Our ids of entries by the ids of their source, or by our own if they came from here."""
    found: dict[str, UUID] = {}
    rows = model.objects.filter(organisation_id=actor.organisation)
    for some in _batches(sorted(set(ids))):
        found |= dict(rows.filter(source_id__in=some).values_list("source_id", "pk"))
        own = {_uuid(one): one for one in some if one not in found and _uuid(one)}
        here = rows.filter(source_id="", pk__in=list(own)).values_list("pk", flat=True)
        found |= {own[pk]: pk for pk in here}
    return found


def match(actor: Actor, came: Came) -> Found:
    """Know again what is here; give everything else an id of ours."""
    found = Found()
    found.agencies = known(actor, Agency, _refs(came))
    links = came.links
    found.locations = known(actor, Location, [*came.locations, *(one.location for one in links)])
    found.services = known(actor, Service, [*came.services, *(one.service for one in links)])
    _by_identifier(actor, came, found)
    _by_name(actor, Agency, came.agencies, found.agencies, found)
    _by_name(actor, Location, came.locations, found.locations, found)
    _by_name(actor, Service, came.services, found.services, found)
    return found


def _refs(came: Came) -> Iterator[str]:
    yield from came.agencies
    for one in (*came.agencies.values(), *came.locations.values(), *came.services.values()):
        yield from filter(None, (one.agency, one.parent))


def _by_identifier(actor: Actor, came: Came, found: Found) -> None:
    """The same number in the same register is the same agency."""
    wanted = {
        one.id: marks
        for one in came.agencies.values()
        if one.id not in found.agencies and (marks := _marks(one.said.get("identifiers")))
    }
    if not wanted:
        return
    rows = Agency.objects.filter(organisation_id=actor.organisation).exclude(identifiers=[])
    taken, here = set(found.agencies.values()), defaultdict(set)
    for pk, identifiers in rows.values_list("pk", "identifiers"):
        for mark in _marks(identifiers) if pk not in taken else ():
            here[mark].add(pk)
    for source_id, marks in wanted.items():
        same = set().union(*(here[mark] for mark in marks)) - taken
        if len(same) == 1:
            found.agencies[source_id] = pk = same.pop()
            found.matched += 1
            taken.add(pk)


def _marks(identifiers: Any) -> set[tuple[str, str]]:
    return {
        (str(one.get("identifier_scheme") or one.get("identifier_type")), str(one["identifier"]))
        for one in identifiers or []
        if one.get("identifier") and (one.get("identifier_scheme") or one.get("identifier_type"))
    }


def _by_name(
    actor: Actor, model: Any, came: dict[str, Incoming], ids: dict[str, UUID], found: Found
) -> None:
    """The same name in the same place of the directory; whatever is left is new."""
    unknown = [one for one in came.values() if one.id not in ids]
    here = _named(actor, model, bool(unknown))
    taken = set(ids.values())
    for one in unknown:
        place = _place(model, one, found)
        near = {row for name in _names(one.said) for row in here.get(name, ())}
        same = {pk for pk, there, free in near if there == place and free and pk not in taken}
        if len(same) == 1:
            ids[one.id] = pk = same.pop()
            found.matched += 1
        else:
            ids[one.id] = pk = uuid7()
            found.fresh.add(pk)
            if any(there == place or not (there and place) for _, there, _free in near):
                found.possible_duplicates.append(one.id)
        taken.add(pk)


def _named(actor: Actor, model: Any, wanted: bool) -> dict[str, set[tuple[UUID, str, bool]]]:
    """Folded name -> entries with where they belong and whether they came from no source."""
    here: dict[str, set[tuple[UUID, str, bool]]] = defaultdict(set)
    if not wanted:
        return here
    names = ["name"] if model is Location else ["name_kk", "name_ru", "name_en"]
    where = "region" if model is Agency else "agency_id"
    rows = model.objects.filter(organisation_id=actor.organisation)
    for pk, source_id, place, *called in rows.values_list("pk", "source_id", where, *names):
        for name in filter(None, map(folded, called)):
            here[name].add((pk, str(place or ""), not source_id))
    return here


def _place(model: Any, one: Incoming, found: Found) -> str:
    if model is Agency:
        return str(one.said.get("region") or one.guessed.get("region") or "")
    return str(found.agencies.get(one.agency, ""))


def _names(said: dict[str, Any]) -> set[str]:
    called = (said.get(name, "") for name in ("name", "name_kk", "name_ru", "name_en"))
    return set(filter(None, map(folded, called)))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]
