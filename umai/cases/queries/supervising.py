"""Records of supervision: only who wrote one and whom it is about find it."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.cases.models import Case, CaseMember, DiscussedCase, Supervision
from umai.cases.queries.cases import cases
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

COLUMN = "cases_supervision.words"


def supervisions(actor: Actor) -> QuerySet[Supervision]:
    """Those that the actor wrote, and those about the actor, the latest first."""
    return Supervision.objects.visible_to(actor).order_by("-held_on", "-pk")


def supervision(actor: Actor, supervision_id: UUID) -> Supervision:
    """One of them; the same 404 whether it is another's or not there."""
    found = supervisions(actor).filter(pk=supervision_id).first()
    if found is None:
        raise Http404
    return found


def words_of_supervision(row: Supervision) -> dict[str, Any]:
    """What stands in a record. After a reading that is written down only."""
    key = DataKey.objects.get(organisation_id=row.organisation_id, pk=row.key_id)
    said: dict[str, Any] = json.loads(seals.open_(key, COLUMN, row.pk, row.words_sealed) or "{}")
    for one in said.get("agreed", []):
        one["until"] = date.fromisoformat(one["until"]) if one.get("until") else None
    return said


def discussed(actor: Actor, row: Supervision) -> list[Case]:
    """The cases that were spoken about, as far as the actor may know of them."""
    named = DiscussedCase.objects.filter(
        organisation_id=row.organisation_id, supervision_id=row.pk
    )
    return list(cases(actor).filter(pk__in=named.values("case_id")).order_by("code"))


def cases_to_discuss(actor: Actor, worker_id: UUID) -> list[Case]:
    """The open cases on which a worker works and of which the actor may know, by code."""
    mine = CaseMember.objects.filter(
        organisation_id=actor.organisation, person_id=worker_id, until__isnull=True
    )
    return list(cases(actor).open().filter(pk__in=mine.values("case_id")).order_by("code"))
