"""The regions as tiles, and how many agencies and services are known in each."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from umai.directory import permissions, statistics
from umai.directory.statistics import Entries
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.places import queries as places
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary

NONE = Entries()
Rows = list[tuple[str, str, Entries]]


@needs(permissions.READ_DIRECTORY)
@require_GET
def regions(request: ActorRequest) -> HttpResponse:
    """The twenty regions, drawn and told; with the indicator for who reports on it."""
    actor = request.actor
    words: dict[str, Any] = {
        "first_region": _("Region"),
        "first_type": _("Kind of agency"),
        "today": clock.today(actor.time_zone),
        "months": vocabulary.amount("DIR.STALE"),
    }
    if actor.may(permissions.COUNT_ENTRIES):
        counted = statistics.entries_counted(actor)
        by_region = dict(counted.by_region)
        words |= {"whole": counted.whole, "types": _types(counted)}
    else:
        by_region = dict(statistics.entries_by_region(actor))
    words |= {"tiles": _tiles(by_region), "regions": _regions(by_region)}
    return page(request, "directory/regions.html", words)


def _tiles(counted: dict[str, Entries]) -> list[dict[str, Any] | None]:
    """The grid row by row, None where no region lies."""
    known, at = places.regions(), {place: code for code, place in places.tiles().items()}
    width, height = (max(place[side] for place in at) + 1 for side in (0, 1))
    most = max((counted.get(code, NONE).agencies for code in known), default=0)
    grid: list[dict[str, Any] | None] = []
    for row in range(height):
        for column in range(width):
            code = at.get((column, row), "")
            grid.append(_tile(known[code], counted.get(code, NONE), most) if code else None)
    return grid


def _tile(region: places.Region, one: Entries, most: int) -> dict[str, Any]:
    some = one.agencies or one.services
    many = min(3, 1 + 3 * one.agencies // (most + 1)) if some else 0
    names = {"code": region.code, "name": region.name(), "prefix": region.prefix, "many": many}
    return {**names, "agencies": one.agencies, "services": one.services}


def _regions(counted: dict[str, Entries]) -> Rows:
    """Every region by name, then what names none."""
    find = reverse("directory:find_help")
    rows = [
        (region.name(), f"{find}?region={code}", counted.get(code, NONE))
        for code, region in places.regions().items()
    ]
    rows.sort(key=lambda row: row[0].casefold())
    left = [one for code, one in counted.items() if code not in places.regions()]
    return [*rows, *((_("No region named"), "", one) for one in left)]


def _types(counted: statistics.Counted) -> Rows:
    """The kinds of agencies that the directory knows, the most frequent first."""
    found = sorted(counted.by_type.items(), key=lambda one: (-one[1].agencies, one[0]))
    none = pgettext("kind of agency", "Not recorded")
    return [
        (vocabulary.label("agency_type", code) if code else none, "", one) for code, one in found
    ]
