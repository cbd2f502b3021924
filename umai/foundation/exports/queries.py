"""Registers on their way in: everybody's own, and what their files hold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.exports.models import IncomingRegister
from umai.foundation.exports.registers import Intake
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey


@dataclass(frozen=True)
class KeptFile:
    """A kept register in clear: its name, its bytes, and which heading is which column."""

    name: str
    content: bytes
    mapping: Mapping[str, str]


def registers(actor: Actor, intake: Intake) -> QuerySet[IncomingRegister]:
    """The actor's own registers of one kind that have not expired."""
    own = Q(organisation_id=actor.organisation, person_id=actor.person_id, kind=intake.kind)
    return IncomingRegister.objects.filter(own, expires_at__gt=clock.now())


def waiting_registers(actor: Actor, intake: Intake) -> QuerySet[IncomingRegister]:
    """The actor's own registers that are kept and not imported yet, without their words."""
    return registers(actor, intake).filter(imported_at__isnull=True).defer("content_sealed")


def register(actor: Actor, intake: Intake, register_id: UUID) -> IncomingRegister:
    """One of the actor's own registers; the same 404 for anybody else's and for one that expired.

    Waits while the same register is being taken in, so that it is never read half erased.
    """
    wait_for_turn(f"register {register_id}")
    found = registers(actor, intake).filter(pk=register_id).first()
    if found is None:
        raise Http404
    return found


def kept_file(register: IncomingRegister) -> KeptFile:
    """What a register holds that was not imported yet."""
    key = DataKey.objects.get(organisation_id=register.organisation_id, pk=register.key_id)

    def opened(what: str) -> bytes:
        blob = getattr(register, f"{what}_sealed")
        return seals.open_bytes(key, f"exports_incomingregister.{what}", register.pk, blob)

    return KeptFile(opened("name").decode(), opened("content"), json.loads(opened("mapping")))
