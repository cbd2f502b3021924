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
