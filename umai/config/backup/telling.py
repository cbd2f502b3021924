"""What became of the last backup and the last drill: a file, and notices when it went wrong."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from umai.config import server
from umai.config.backup import events
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Posting
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands as notices

Facts = dict[str, Any]
BACKUP, DRILL = "backup", "drill"
FAILED = {BACKUP: events.BACKUP_FAILED, DRILL: events.DRILL_FAILED}
NOTICES = {BACKUP: "backup_failed", DRILL: "drill_failed"}
TOLD = ("administrator", "data_protection_officer")
AGAIN = timedelta(days=1)


def path(what: str) -> Path:
    """`<data>/last-backup.json`, `<data>/last-drill.json`."""
    return server.data_folder() / f"last-{what}.json"


def last(what: str) -> Facts:
    """What is known of the last run; empty if there was none."""
    try:
        found: Facts = json.loads(path(what).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found


def went_well(what: str, **facts: Any) -> None:
    """Remember a run that was good."""
    at = _now()
    good = {"good_at": at, "good_file": facts["file"]}
    _write(what, {"ok": True, "at": at, "reason": "", **facts, **good})


def went_wrong(what: str, reason: str, *, aloud: bool = True) -> None:
    """Remember a run that failed, and what the last good one was.

    Aloud: the administrator and the data protection officer of every organisation find a notice, at
    the first failure and once a day as long as it goes on failing.
    """
    before = last(what)
    kept = {word: before.get(word) for word in ("good_at", "good_file", "mark")}
    told_at = None if before.get("ok") else before.get("told_at")
    facts = {"ok": False, "at": _now(), "file": None, "reason": reason, **kept}
    _write(what, facts | {"told_at": told_at})
    if aloud and _due(told_at):
        _tell(what, reason)
        _write(what, facts | {"told_at": _now()})


def journal(event: str, facts: Facts, *, kind: str = "console") -> None:
    """Write down an act of the whole installation."""
    log.record_alone(Actor(name=kind, kind="job" if kind == "job" else "console"), event, facts)


def _tell(what: str, reason: str) -> None:
    """Notices first: they need no key, and what failed may be the keys."""
    for organisation in Organisation.objects.all():
        actor = actors.job(organisation, ())
        with scope(organisation.pk):
            in_charge = Posting.objects.filter(
                actors.in_force(), organisation_id=organisation.pk, role__in=TOLD
            )
            for person_id in set(in_charge.values_list("person_id", flat=True)):
                notices.tell(actor, person_id, NOTICES[what], "", None, urgent=True)
    journal(FAILED[what], {"reason": reason[:200]}, kind="job")


def _due(told_at: str | None) -> bool:
    return told_at is None or clock.now() - datetime.fromisoformat(told_at) >= AGAIN


def _now() -> str:
    return clock.now().isoformat(timespec="seconds")


def _write(what: str, facts: Facts) -> None:
    target = path(what)
    fresh = target.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(facts, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, target)
