"""Supervision in the demonstration: sessions of some months, and files that were looked through."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from umai.cases import commands, queries
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope

DATA = Path(__file__).parent.parent / "data" / "demo_supervision.json"
Said = dict[str, Any]


def tell(organisation: Organisation, cast: dict[str, Person]) -> None:
    """Every session and every audit, oldest first."""
    told = json.loads(DATA.read_text(encoding="utf-8"))
    for said in told["sessions"]:
        _session(organisation, cast, said)
    for said in told["audits"]:
        _audit(organisation, cast, said)


@contextmanager
def _acting(organisation: Organisation, who: Person, days: float) -> Iterator[Actor]:
    with (
        scope(organisation.pk, who.pk),
        clock.told_at(clock.now() - timedelta(days=days, hours=1)),
    ):
        yield actors.actor_of(who)


def _session(organisation: Organisation, cast: dict[str, Person], said: Said) -> None:
    days, worker = said["days"], cast[said["worker"]]
    row_id = derived_uuid("demo supervision of", said["worker"], said["kind"], days)
    with _acting(organisation, cast["supervisor"], days) as actor:
        today = clock.today(actor.time_zone)
        agreed = (
            commands.Agreed(what, who, today + timedelta(days=until))
            for what, who, until in said.get("agreed", ())
        )
        details = commands.SupervisionDetails(
            id=row_id,
            kind=said["kind"],
            held_on=today,
            minutes=said["minutes"],
            case_ids=tuple(_case(one) for one in said.get("families", ())),
            words=said["words"],
            agreed=tuple(agreed),
            next_on=today + timedelta(days=said["next_in"]) if "next_in" in said else None,
        )
        version = commands.record_supervision(actor, worker.pk, details).version
    if said["read"]:
        with _acting(organisation, worker, days - 1) as actor:
            commands.confirm_supervision(actor, row_id, version)


def _audit(organisation: Organisation, cast: dict[str, Person], said: Said) -> None:
    row_id = derived_uuid("demo audit", said["family"], said["days"])
    with _acting(organisation, cast["supervisor"], said["days"]) as actor:
        codes = [one.code for one in queries.newest_checklist().items]
        details = commands.AuditDetails(
            id=row_id,
            audited_on=clock.today(actor.time_zone),
            answers={**dict.fromkeys(codes, "yes"), **said["answers"]},
            remarks=said["remarks"],
            words=said["words"],
        )
        version = commands.audit_file(actor, _case(said["family"]), details).version
    if "answer" in said:
        with _acting(organisation, cast[said["worker"]], said["days"] - 1) as actor:
            commands.answer_audit(actor, row_id, version, said["answer"])


def _case(family: int) -> UUID:
    """The id of the case that the demonstration tells of this family."""
    return derived_uuid("demo case", family, "case")
