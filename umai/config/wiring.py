"""Everything that is joined across rooms, on one page."""

import importlib
import importlib.util
from collections.abc import Iterator
from types import ModuleType

ROOMS = (
    "umai.foundation.journal",
    "umai.foundation.vault",
    "umai.foundation.access",
    "umai.foundation.vocabulary",
    "umai.foundation.places",
    "umai.foundation.jobs",
    "umai.foundation.notices",
    "umai.foundation.exports",
    "umai.hotline",
    "umai.indicators",
)


def parts(name: str) -> Iterator[ModuleType]:
    """The file of that name (`cli`, `chores`, `events` …) of every room that has one."""
    for room in ROOMS:
        full = f"{room}.{name}"
        if importlib.util.find_spec(full) is not None:
            yield importlib.import_module(full)


def join() -> None:
    """Fill the lists that lower rooms keep open for higher ones. Called once, when Django starts."""
    from umai.foundation.access import queries as access
    from umai.foundation.places import queries as places

    def as_access(region: places.Region) -> access.Region:
        return access.Region(region.code, region.name(), region.prefix)

    def answer(typed: str) -> access.Region | None:
        found = places.region_for(typed)
        return as_access(found) if found else None

    access.region_answers.append(answer)
    access.region_lists.append(lambda: [as_access(one) for one in places.regions().values()])
