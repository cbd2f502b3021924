"""Supervision: written by the supervisor, read by the worker, and opened by nobody else."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import holding
from umai.cases.commands.sessions import MOST_MINUTES
from umai.cases.models import DiscussedCase, Supervision
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey


@dataclass(frozen=True)
class Agreed:
    """What was agreed: `who` is "worker" or "supervisor", `until` a day or not said."""

    what: str
    who: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class SupervisionDetails:
    """Supervision on one day. `words` are about the work; what is about a child stands in the case.
    """

    id: UUID
    kind: str
    held_on: date
    minutes: int | None = None
    case_ids: tuple[UUID, ...] = ()
    words: str
    agreed: tuple[Agreed, ...] = ()
    next_on: date | None = None


@transaction.atomic
def record_supervision(
    actor: Actor, worker_id: UUID, details: SupervisionDetails
) -> Supervision:
    """Write down supervision of a worker of one's team. Only the two of them open it."""
    actor.require(permissions.KEEP_SUPERVISION)
    wait_for_turn(f"supervision {details.id}")
    if known := Supervision.objects.filter(pk=details.id).first():
        if (known.supervisor_id, known.worker_id) != (actor.person, worker_id):
            raise Http404
        return known
    if worker_id not in queries.supervised(actor):
        raise Http404
    key = seals.new_key(actor.organisation, "supervision")
    row = Supervision(
        id=details.id,
        organisation_id=actor.organisation,
        supervisor_id=actor.person,
        worker_id=worker_id,
        key_id=key.pk,
        written_at=clock.now(),
    )
    _fill(actor, row, key, details)
    row.save(force_insert=True)
    _discuss(actor, row, details.case_ids)
    _tell(actor, row)
    log.record(actor, events.SUPERVISION_RECORDED, row, _facts(row))
    return row


@transaction.atomic
def read_supervision(actor: Actor, supervision_id: UUID) -> Supervision:
    """Open a record of supervision. That somebody did is written down."""
    actor.require(permissions.READ_SUPERVISION)
    row = queries.supervision(actor, supervision_id)
    log.record(actor, events.SUPERVISION_READ, row, _facts(row))
    return row


@transaction.atomic
def correct_supervision(
    actor: Actor, supervision_id: UUID, version: int, details: SupervisionDetails
) -> Supervision:
    """The supervisor mends a record; the worker reads it anew. The earlier one stays in history."""
    actor.require(permissions.KEEP_SUPERVISION)
    row = _held(actor, supervision_id)
    if row.supervisor_id != actor.person:
        raise Refused(_("Only who wrote this down corrects it. Tell them what is wrong."))
    if row.version != version:
        raise holding.Newer(row)
    key = DataKey.objects.get(organisation_id=row.organisation_id, pk=row.key_id)
    _fill(actor, row, key, details)
    row.read_at = None
    row.version += 1
    row.save()
    _discuss(actor, row, details.case_ids)
    _tell(actor, row)
    log.record(actor, events.SUPERVISION_CORRECTED, row, _facts(row))
    return row


@transaction.atomic
def confirm_supervision(actor: Actor, supervision_id: UUID, version: int) -> Supervision:
    """The worker says that it was read: that very version of it."""
    actor.require(permissions.READ_SUPERVISION)
    row = _held(actor, supervision_id)
    if row.worker_id != actor.person:
        raise Refused(_("Only the colleague whom it is about confirms that it was read."))
    if row.version != version:
        raise holding.Newer(row)
    if row.read_at is None:
        row.read_at = clock.now()
        row.save()
        log.record(actor, events.SUPERVISION_CONFIRMED, row, _facts(row))
    return row


def _held(actor: Actor, supervision_id: UUID) -> Supervision:
    found = queries.supervisions(actor).select_for_update(no_key=True)
    row = found.filter(pk=supervision_id).first()
    if row is None:
        raise Http404
    return row


def _fill(actor: Actor, row: Supervision, key: DataKey, details: SupervisionDetails) -> None:
    _check(actor, details)
    row.kind, row.held_on = details.kind, details.held_on
    row.minutes, row.next_on = details.minutes, details.next_on
    row.due_on = row.rule_version = None
    if row.kind == terms.SupervisionKind.INDIVIDUAL:
        row.due_on, row.rule_version = queries.next_session(actor, row.held_on)
    said: dict[str, Any] = {"words": details.words.strip(), "agreed": []}
    for one in details.agreed:
        said["agreed"].append({"what": one.what.strip(), "who": one.who, "until": one.until})
    text = json.dumps(said, ensure_ascii=False, default=str)
    row.words_sealed = seals.seal(key, "cases_supervision.words", row.pk, text)


def _check(actor: Actor, details: SupervisionDetails) -> None:
    if details.kind not in terms.SupervisionKind.values:
        raise Refused(_("Choose what kind of supervision it was."), "kind")
    if details.held_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "held_on")
    if details.minutes is not None and not 0 < details.minutes <= MOST_MINUTES:
        raise Refused(_("Write how many minutes, at most a day."), "minutes")
    if details.next_on is not None and details.next_on <= details.held_on:
        raise Refused(_("The next time comes after this one."), "next_on")
    if not details.words.strip():
        raise Refused(_("Write what it was about, in a sentence."), "words")
    if any(not one.what.strip() or one.who not in terms.Agrees.values for one in details.agreed):
        raise Refused(_("Say what was agreed and who does it."), "agreed")


def _discuss(actor: Actor, row: Supervision, case_ids: tuple[UUID, ...]) -> None:
    """The cases that were spoken about. Those that the supervisor cannot see stay as they were."""
    seen = set(queries.cases(actor).filter(pk__in=case_ids).values_list("pk", flat=True))
    if seen != set(case_ids):
        raise Refused(_("Choose among the cases shown. One is not among them."), "cases")
    here = DiscussedCase.objects.filter(
        organisation_id=row.organisation_id, supervision_id=row.pk
    )
    known = set(here.values_list("case_id", flat=True))
    shown = set(queries.cases(actor).filter(pk__in=known).values_list("pk", flat=True))
    here.filter(case_id__in=shown - seen).delete()
    DiscussedCase.objects.bulk_create(
        DiscussedCase(organisation_id=row.organisation_id, supervision_id=row.pk, case_id=one)
        for one in sorted(seen - known)
    )


def _tell(actor: Actor, row: Supervision) -> None:
    kind = terms.Notice.SUPERVISION_WRITTEN
    notices.tell(actor, row.worker_id, kind, "", row.pk, urgent=False)


def _facts(row: Supervision) -> dict[str, Any]:
    """With whom; not which kind: that somebody needed a note of wellbeing is for the two of them.
    """
    return {"person": str(row.worker_id)}
