"""Write into the journal, in the transaction of the act itself."""

import json
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models

from umai.foundation.journal import commitments
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import NOWHERE, scope
from umai.foundation.vault import seals

Facts = Mapping[str, Any]


def record(
    actor: Actor,
    event: str,
    subject: models.Model | None = None,
    facts: Facts | None = None,
) -> Entry:
    """Write down one act: codes, states and counts in `facts`, never names or stories."""
    organisation_id = actor.organisation_id or NOWHERE
    at = clock.now()
    key = seals.labelled_key(organisation_id, "journal", str(at.year))
    entry = Entry(
        id=uuid7(),
        organisation_id=organisation_id,
        at=at,
        told=clock.told(),
        actor_kind=actor.kind,
        actor_id=actor.person_id,
        event=event,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None and isinstance(subject.pk, UUID) else None,
        subject_code=getattr(subject, "code", "") or "",
        key_id=key.pk,
        salt=os.urandom(16),
    )
    words = json.dumps(facts or {}, sort_keys=True, default=str)
    entry.facts_sealed = seals.seal_bytes(key, "journal.facts", entry.pk, words.encode())
    entry.commitment = commitments.commitment(entry)
    entry.mac = commitments.mac(entry.commitment)
    entry.save(force_insert=True)
    return entry


def record_alone(actor: Actor, event: str, facts: Facts | None = None) -> None:
    """Write down a refusal or a failed sign-in in a transaction of its own, after the rollback."""
    with scope(actor.organisation_id, actor.person_id):
        record(actor, event, None, facts)


def facts_of(entry: Entry, keys: Mapping[UUID, Any]) -> dict[str, Any]:
    """The facts of an entry; a mark if its key has been destroyed."""
    try:
        words = seals.open_bytes(keys[entry.key_id], "journal.facts", entry.pk, entry.facts_sealed)
    except (KeyError, seals.Broken):
        return {"erased": True}
    return dict(json.loads(words))
