"""Write incoming entries in bulk: new ones, changed ones with their next version, nothing else."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from umai.directory.models import Agency, Location, Service, ServiceAtLocation
from umai.directory.queries.matching import Came, Found, Incoming, Link
from umai.directory.rules import plain_items
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor

AT_ONCE = 1000
LINK_FIELDS = ("source_id", "description", "phones", "contacts", "schedules")


class Writer:
    """Writes what came in, and remembers which agencies must be listed anew."""

    def __init__(self, actor: Actor, found: Found, *, dry_run: bool) -> None:
        self.actor, self.found, self.dry_run = actor, found, dry_run
        self.opened = self.changed = self.unchanged = 0
        self.touched: set[UUID] = set()
        self.moved: set[UUID] = set()  # places that changed

    def write(self, came: Came) -> None:
        """Agencies first, then places, services, and what joins them."""
        found = self.found
        for one in self._entries(Agency, came.agencies, found.agencies):
            self.touched.add(one.pk)
        for one in self._entries(Location, came.locations, found.locations):
            self.moved.add(one.pk)
        for one in self._entries(Service, came.services, found.services):
            self.touched.add(one.agency_id)
        self._links(came)
        self._list_moved()

    def _entries(self, model: Any, came: dict[str, Incoming], ids: dict[str, UUID]) -> list[Any]:
        """Write one kind of entries; those that are new or changed."""
        written: list[Any] = []
        entries = list(came.values())
        for first in range(0, len(entries), AT_ONCE):
            some = {ids[one.id]: one for one in entries[first : first + AT_ONCE]}
            rows = model.objects.filter(organisation_id=self.actor.organisation)
            here = rows.select_for_update(no_key=True).in_bulk(list(some))
            fresh, changed = [], []
            for pk, one in some.items():
                row = here.get(pk)
                if row is None:
                    fresh.append(self._new(model, pk, one))
                elif names := self._fill(row, one):
                    row.version += 1
                    changed.append((row, names))
            self._save(model, fresh, [row for row, _ in changed])
            self.opened += len(fresh)
            self.changed += len(changed)
            self.unchanged += len(some) - len(fresh) - len(changed)
            written += [*fresh, *(row for row, _ in changed)]
        return written

    def _new(self, model: Any, pk: UUID, one: Incoming) -> Any:
        row = model(id=pk, organisation_id=self.actor.organisation, source_id=one.id)
        self._fill(row, one)
        return row

    def _fill(self, row: Any, one: Incoming) -> list[str]:
        """Put what the file says into the row; the names of the fields that changed."""
        said = dict(one.said)
        blank = {name for name in one.guessed if name not in said and not getattr(row, name)}
        said |= {name: one.guessed[name] for name in blank}
        if hasattr(row, "confidential") and row.confidential:
            said.pop("confidential", None)  # what is hidden here stays hidden
        if not row.source_id and str(row.pk) != one.id:
            said["source_id"] = one.id
        said |= self._keys(row, one)
        return [name for name, value in said.items() if _put(row, name, value)]

    def _keys(self, row: Any, one: Incoming) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        if one.agency and not isinstance(row, Agency):
            keys["agency_id"] = self.found.agencies[one.agency]
        if one.parent and isinstance(row, Agency):
            keys["parent_id"] = self.found.agencies[one.parent]
        return keys

    def _save(self, model: Any, fresh: list[Any], changed: list[Any]) -> None:
        moment = clock.now()
        for row in (*fresh, *changed):
            row.changed_at = moment
        if self.dry_run:
            return
        model.objects.bulk_create(fresh, batch_size=AT_ONCE)
        names = [one.name for one in model._meta.concrete_fields if not one.primary_key]
        names.remove("organisation")
        model.objects.bulk_create(
            changed,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=names,
        )

    def _links(self, came: Came) -> None:
        """Join services and places as the file says; take away what its source no longer says."""
        wanted: dict[UUID, dict[UUID, Link]] = {}
        for link in came.links:
            at = wanted.setdefault(self.found.services[link.service], {})
            at.setdefault(self.found.locations[link.location], link)
        for one in came.services.values():
            if one.names_places:
                wanted.setdefault(self.found.services[one.id], {})
        services = list(wanted)
        whole = {self.found.services[one.id] for one in came.services.values() if one.names_places}
        for first in range(0, len(services), AT_ONCE):
            some = services[first : first + AT_ONCE]
            self._joined({pk: wanted[pk] for pk in some}, whole)

    def _joined(self, wanted: dict[UUID, dict[UUID, Link]], whole: set[UUID]) -> None:
        links = ServiceAtLocation.objects.filter(organisation_id=self.actor.organisation)
        rows = links.filter(service_id__in=list(wanted))
        here = {(row.service_id, row.location_id): row for row in rows}
        fresh, changed, gone = [], [], []
        for service_id, at in wanted.items():
            for location_id, link in at.items():
                row = here.pop((service_id, location_id), None)
                if row is None:
                    row = ServiceAtLocation(
                        organisation_id=self.actor.organisation,
                        service_id=service_id,
                        location_id=location_id,
                    )
                    fresh.append(row)
                    self._say(row, link)
                elif self._say(row, link):
                    changed.append(row)
        gone = [row for (one, _), row in here.items() if one in whole and row.source_id]
        self._touch(row.service_id for row in (*fresh, *changed, *gone))
        if not self.dry_run:
            links.filter(pk__in=[row.pk for row in gone]).delete()
            links.bulk_create(fresh, batch_size=AT_ONCE)
            links.bulk_update(changed, LINK_FIELDS, batch_size=AT_ONCE)

    def _say(self, row: ServiceAtLocation, link: Link) -> bool:
        own = {} if str(row.pk) == link.id or row.source_id else {"source_id": link.id}
        return any([_put(row, name, value) for name, value in (link.said | own).items()])

    def _touch(self, services: Iterable[UUID]) -> None:
        rows = Service.objects.filter(organisation_id=self.actor.organisation)
        here = rows.filter(pk__in=list(set(services))).values_list("agency_id", flat=True)
        self.touched.update(here)

    def _list_moved(self) -> None:
        """Services at a place that changed are found by its region and hours."""
        links = ServiceAtLocation.objects.filter(organisation_id=self.actor.organisation)
        moved = list(self.moved)
        for first in range(0, len(moved), AT_ONCE):
            at = links.filter(location_id__in=moved[first : first + AT_ONCE])
            self._touch(at.values_list("service_id", flat=True))


def _put(row: Any, name: str, value: Any) -> bool:
    """Set a field if the value is another one."""
    before = getattr(row, name)
    if isinstance(before, list) and any(isinstance(one, dict) for one in (*before, *value)):
        same = plain_items(before, row.pk, name) == plain_items(value, row.pk, name)
    else:
        same = bool(before == value)
    if not same:
        setattr(row, name, value)
    return not same
