"""When an important thing was last done: a small file beside the data, outside the database."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from umai.foundation.kernel import clock

BACKUP = "last-backup.json"
DRILL = "last-drill.json"
SEAL = "last-seal.json"
CHAIN_CHECK = "last-chain-check.json"


class Done(NamedTuple):
    """When it was last done well, and whether the last time went well; never is not well."""

    at: datetime | None
    ok: bool


def write(name: str, *, ok: bool = True, **facts: Any) -> None:
    """Write down that it was done now. Whole or not at all, so that nobody reads half a file."""
    target = Path(settings.UMAI_DATA) / name
    fresh = target.with_name(f"{name}.{os.getpid()}")
    fresh.write_text(json.dumps({"at": clock.now().isoformat(), "ok": ok, **facts}) + "\n")
    fresh.replace(target)


def read(name: str) -> Done:
    """What the file says. One that is missing or cannot be read counts as never."""
    try:
        told: dict[str, Any] = json.loads((Path(settings.UMAI_DATA) / name).read_text())
        ok = bool(told["ok"])
        good_at = told["at"] if ok else told.get("good_at")
        at = datetime.fromisoformat(good_at) if good_at else None
    except (OSError, ValueError, KeyError, TypeError):
        return Done(None, False)
    return Done(at if at is None or at.tzinfo else at.replace(tzinfo=UTC), ok)
