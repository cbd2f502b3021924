"""What becomes of cases when records of people are merged or erased. Parts of acts of `people`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from umai.cases import events, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.commands.handing_over import take_back
from umai.cases.models import Attendance, Case, Clock, Handover, Session, Transfer
from umai.cases.terms import FactKind
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

STOPPED, RUNNING = terms.ClockState.STOPPED, terms.ClockState.RUNNING


def merge_cases(actor: Actor, gone_id: UUID, stays_id: UUID) -> None:
    """Of two open cases of one child the case of the record that goes rests in the other. A case
    that is the only open one goes on under its own code: no child loses the case by a merge.
    """
    gone, stays = _open(actor, gone_id), _open(actor, stays_id)
    if gone is None or stays is None:
        return
    fact = holding.happened(actor, gone, FactKind.MERGED, subject_id=stays.pk, what=stays.code)
    queries.clocks(gone).order_by().update(state=STOPPED, ended_at=fact.at)
    _saved(gone)
    for case in (gone, stays):
        holding.tell(actor, case, {case.owner_id}, terms.Notice.RECORDS_MERGED)
    log.record(actor, events.CASE_MERGED, gone, {"with": stays.code})


def undo_merge_of_cases(actor: Actor, gone_id: UUID) -> None:
    """The case stands where it stood, and what was promised then is promised still."""
    case = _held(actor, gone_id)
    if case is None or case.state != terms.State.MERGED:
        return
    merged = queries.facts(case).filter(kind=FactKind.MERGED).last()
    at: datetime | None = merged.at if merged else None
    holding.happened(actor, case, FactKind.UNMERGED)
    Clock.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, state=STOPPED, ended_at=at
    ).update(state=RUNNING, ended_at=None)
    _saved(case)
    holding.tell(actor, case, {case.owner_id}, terms.Notice.RECORDS_MERGED)
    log.record(actor, events.CASE_UNMERGED, case)


# Rooms above that point to a case let go of it before it is erased: filled in config/wiring.py.
lets_go: list[Any] = []
# What knows a case by its code alone forgets it: how many rows each. Filled there too.
forgets_code: list[Callable[[Actor, str], int]] = []


def erase_cases(actor: Actor, individual_id: UUID) -> int:
    """Everything about the case of a child: rows, keys of their own, history. Returns how many."""
    case = _held(actor, individual_id)
    if case is None:
        return 0
    for let_go in lets_go:
        let_go(actor, case.pk)
    found = _belonging(case)
    sent = {"sender_id": case.organisation_id, "pk__in": found[Transfer]}
    for box in Handover.objects.filter(**sent, answered_at=None, withdrawn_at=None):
        take_back(box)
    sessions = _sessions(case.organisation_id, found[Attendance])
    seals.destroy(_keys(case.organisation_id, found))
    rows = sum(forget(actor, case.code) for forget in forgets_code)
    while found:
        last = next(one for one in found if not _is_pointed_at(one, found))
        ids = found.pop(last)
        here = {"organisation_id": case.organisation_id}
        rows += _without_asking(last, **here, pk__in=ids)
        if history := _history(last):
            rows += _without_asking(history, **here, id__in=ids)
    return rows + _forget_sessions(case.organisation_id, sessions)


def _sessions(organisation_id: UUID, attendances: list[UUID]) -> list[UUID]:
    here = Attendance.objects.filter(organisation_id=organisation_id, pk__in=attendances)
    return list(here.values_list("session_id", flat=True))


def _forget_sessions(organisation_id: UUID, sessions: list[UUID]) -> int:
    """Sessions to which nobody came but who is erased; one of a group stays with the others."""
    here = {"organisation_id": organisation_id}
    others = Attendance.objects.filter(**here, session_id__in=sessions)
    empty = list(set(sessions) - set(others.values_list("session_id", flat=True)))
    rows = _without_asking(Session, **here, pk__in=empty)
    history = _history(Session)
    return rows + (_without_asking(history, **here, id__in=empty) if history else 0)


def _belonging(case: Case) -> dict[type[models.Model], list[UUID]]:
    """The ids of all rows of the room that hang on a case, by table."""
    found: dict[type[models.Model], list[UUID]] = {Case: [case.pk]}
    fresh: set[type[models.Model]] = {Case}
    while fresh:
        above, fresh = fresh, set()
        for model in apps.get_app_config("cases").get_models():
            if model in found or hasattr(model, "pgh_tracked_model"):
                continue
            keys = [key for key in _links(model) if key.related_model in above]
            if not keys:
                continue
            hangs = models.Q()
            for key in keys:
                hangs |= models.Q(**{f"{key.attname}__in": found[key.related_model]})
            here = model._base_manager.filter(hangs, organisation_id=case.organisation_id)
            found[model] = list(here.values_list("pk", flat=True))
            fresh.add(model)
    return found


def _links(model: type[models.Model]) -> list[Any]:
    return [one for one in model._meta.concrete_fields if one.related_model not in (None, model)]


def _is_pointed_at(model: type[models.Model], others: dict[type[models.Model], list[UUID]]) -> bool:
    return any(key.related_model is model for one in others for key in _links(one))


def _keys(organisation_id: UUID, found: dict[type[models.Model], list[UUID]]) -> list[DataKey]:
    """Keys that rows have for themselves; that of the child is destroyed with the record."""
    ids: set[UUID] = set()
    for model, rows in found.items():
        for key in _links(model):
            if key.related_model is DataKey and model is not Case:
                here = model._base_manager.filter(organisation_id=organisation_id, pk__in=rows)
                ids |= set(here.values_list(key.attname, flat=True))
    keys = DataKey.objects.filter(organisation_id=organisation_id, pk__in=ids)
    return list(keys.filter(destroyed_at__isnull=True))


def _history(model: type[models.Model]) -> type[models.Model] | None:
    name = f"{model._meta.object_name}Event"
    return next(
        (one for one in apps.get_app_config("cases").get_models() if one.__name__ == name), None
    )


def _without_asking(model: type[models.Model], **chosen: Any) -> int:
    """Delete rows as they stand: what hangs on them is deleted by itself, in its turn."""
    rows = model._base_manager.filter(**chosen)
    return int(rows._raw_delete(rows.db) or 0)


def _open(actor: Actor, individual_id: UUID) -> Case | None:
    case = _held(actor, individual_id)
    return case if case is not None and case.ended_at is None else None


def _held(actor: Actor, individual_id: UUID) -> Case | None:
    here = Case.objects.filter(organisation_id=actor.organisation, individual_id=individual_id)
    return here.select_for_update(no_key=True).first()


def _saved(case: Case) -> None:
    clocks.look_ahead(case)
    case.version += 1
    case.save()
