"""Every entry must hang together with what is here or comes along; what dangles is rejected."""

from django.utils.translation import gettext as _

from umai.directory.models import Agency, Location, Service
from umai.directory.queries.matching import Came, Incoming, Link, Rejected, known
from umai.foundation.kernel.actor import Actor


def reject_dangling(actor: Actor, came: Came) -> list[Rejected]:
    """Take out of what came in every entry that points to nothing; each with its reason."""
    rejected: list[Rejected] = []
    entries = (*came.agencies.values(), *came.locations.values(), *came.services.values())
    named = {ref for one in entries for ref in (one.agency, one.parent) if ref}
    here = set(known(actor, Agency, named - set(came.agencies)))
    rejected += _without_parents(came, here)
    agencies = here | set(came.agencies)
    rejected += _of_nobody(came.locations, agencies)
    links_at = {link.location for link in came.links} - set(came.locations)
    places = set(came.locations) | set(known(actor, Location, links_at))
    rejected += _nowhere(came, places)
    rejected += _of_nobody(came.services, agencies, needed=True)
    linked = {link.service for link in came.links} - set(came.services)
    services = set(came.services) | set(known(actor, Service, linked))
    return rejected + _loose_ends(came, services, places)


def _without_parents(came: Came, here: set[str]) -> list[Rejected]:
    """Agencies whose parent is not there, and then those below them; and rings of parents."""
    rejected = []
    children: dict[str, list[str]] = {}
    for one in came.agencies.values():
        if one.parent:
            children.setdefault(one.parent, []).append(one.id)
    good = [one.id for one in came.agencies.values() if not one.parent]
    good += [child for parent in here for child in children.get(parent, ())]
    reached = set(good)
    while good:
        for child in children.get(good.pop(), ()):
            if child not in reached:
                reached.add(child)
                good.append(child)
    for one in [one for one in came.agencies.values() if one.id not in reached]:
        del came.agencies[one.id]
        words = _("parent_organization_id “%(id)s” is not there.")
        rejected.append(_no(one.id, words % {"id": one.parent[:200]}))
    return rejected


def _of_nobody(
    entries: dict[str, Incoming], agencies: set[str], *, needed: bool = False
) -> list[Rejected]:
    rejected = []
    for one in list(entries.values()):
        if one.agency in agencies or (not one.agency and not needed):
            continue
        del entries[one.id]
        words = _("organization_id “%(id)s” is not there.") % {"id": one.agency[:200]}
        rejected.append(_no(one.id, words if one.agency else _("organization_id is missing.")))
    return rejected


def _nowhere(came: Came, places: set[str]) -> list[Rejected]:
    """A service that names a place which is not there."""
    rejected = []
    for link in came.links:
        if link.location not in places and not link.loose and link.service in came.services:
            del came.services[link.service]
            rejected.append(_no(link.service, _nothing_at(link)))
    return rejected


def _loose_ends(came: Came, services: set[str], places: set[str]) -> list[Rejected]:
    rejected, kept = [], []
    for link in came.links:
        if link.service in services and link.location in places:
            kept.append(link)
        elif link.loose:
            words = _("service_id “%(id)s” is not there.") % {"id": link.service[:200]}
            rejected.append(_no(link.id, _nothing_at(link) if link.service in services else words))
    came.links = kept
    return rejected


def _nothing_at(link: Link) -> str:
    return _("location_id “%(id)s” is not there.") % {"id": link.location[:200]}


def _no(source_id: str, reason: str) -> Rejected:
    return {"id": source_id, "reason": reason}
