"""Registers on their way in: what one's own file holds, and what of it is stored already."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.hotline.models import Contact, IncomingRegister
from umai.hotline.rules import Fault, Sorted

AT_ONCE = 5000


@dataclass(frozen=True)
class KeptFile:
    """A kept register in clear: its name, its bytes, and which heading is which column."""

    name: str
    content: bytes
    mapping: Mapping[str, str]


def registers(actor: Actor) -> QuerySet[IncomingRegister]:
    """The actor's own registers that have not expired."""
    own = Q(organisation_id=actor.organisation, person_id=actor.person_id)
    return IncomingRegister.objects.filter(own, expires_at__gt=clock.now())


def waiting_registers(actor: Actor) -> QuerySet[IncomingRegister]:
    """The actor's own registers that are kept and not imported yet, without their words."""
    return registers(actor).filter(imported_at__isnull=True).defer("content_sealed")


def register(actor: Actor, register_id: UUID) -> IncomingRegister:
    """One of the actor's own registers; the same 404 for anybody else's and for one that expired.

    Waits while the same register is being taken in, so that it is never read half erased.
    """
    wait_for_turn(f"register {register_id}")
    found = registers(actor).filter(pk=register_id).first()
    if found is None:
        raise Http404
    return found


def kept_file(register: IncomingRegister) -> KeptFile:
    """What a register holds that was not imported yet."""
    key = DataKey.objects.get(organisation_id=register.organisation_id, pk=register.key_id)

    def opened(what: str) -> bytes:
        blob = getattr(register, f"{what}_sealed")
        return seals.open_bytes(key, f"hotline_incomingregister.{what}", register.pk, blob)

    return KeptFile(opened("name").decode(), opened("content"), json.loads(opened("mapping")))


def sorted_out(actor: Actor, rows: list[dict[str, Any]]) -> Sorted:
    """Which rows are new, how many are here with the same content, and which differ."""
    stored: dict[str, bytes | memoryview | None] = {}
    for start in range(0, len(rows), AT_ONCE):
        part = [row["reference"] for row in rows[start : start + AT_ONCE]]
        found = Contact.objects.filter(organisation_id=actor.organisation, reference__in=part)
        stored.update(found.values_list("reference", "import_digest"))
    fresh, known, faults = [], 0, []
    for row in rows:
        reference = row["reference"]
        if reference not in stored:
            fresh.append(row)
        elif bytes(stored[reference] or b"") == row["import_digest"]:
            known += 1
        else:
            said = _("“%(text)s” is stored already, with other content.") % {"text": reference}
            faults.append(Fault(row["row"], "reference", said))
    return Sorted(fresh, known, faults)
