"""Entries of the directory for tests, told through commands."""

from typing import Any

from umai.directory import commands
from umai.directory.models import Agency, Location, Service
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7


def agency(actor: Actor, **said: Any) -> Agency:
    """An agency; a name and a type are given if none are said."""
    said = {"type": "NGO", **said}
    if not any(said.get(name) for name in ("name_kk", "name_ru", "name_en")):
        said["name_en"] = "Helping hands"
    return commands.open_agency(actor, commands.AgencyDetails(id=uuid7(), **said))


def location(actor: Actor, of: Agency | None = None, **said: Any) -> Location:
    """A place of an agency."""
    details = commands.LocationDetails(id=uuid7(), agency_id=of.pk if of else None, **said)
    return commands.open_location(actor, details)


def service(actor: Actor, of: Agency, **said: Any) -> Service:
    """A service of an agency."""
    if not any(said.get(name) for name in ("name_kk", "name_ru", "name_en")):
        said["name_en"] = "Advice"
    details = commands.ServiceDetails(id=uuid7(), agency_id=of.pk, **said)
    return commands.open_service(actor, details)
