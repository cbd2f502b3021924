"""A register that was chosen and not taken in yet: sealed, its sender's own, and it expires."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import events, permissions, queries
from umai.hotline.commands.erasing import erase
from umai.hotline.models import IncomingRegister


@dataclass(frozen=True)
class RegisterFile:
    """A file that was chosen; `mapping` says which heading is which column, as far as known."""

    id: UUID
    team_id: UUID
    name: str
    content: bytes
    mapping: Mapping[str, str]


@transaction.atomic
def keep_register(actor: Actor, file: RegisterFile) -> IncomingRegister:
    """Keep a register until it is taken in. One at a time: an earlier one is erased.

    The same form sent twice keeps one.
    """
    actor.require(permissions.IMPORT_CONTACTS, file.team_id)
    wait_for_turn(f"registers of {actor.person_id}")
    if (known := queries.registers(actor).filter(pk=file.id).first()) is not None:
        return known
    erase(actor, IncomingRegister, queries.waiting_registers(actor))
    register = _sealed(actor, file)
    try:
        with transaction.atomic():
            register.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("This form was already used. Open a new one.")) from None
    log.record(actor, events.REGISTER_KEPT, register, {"bytes": len(file.content)})
    return register


@transaction.atomic
def map_register(
    actor: Actor, register_id: UUID, mapping: Mapping[str, str], version: int
) -> IncomingRegister:
    """Say which heading of a register is which column. Raises Refused if it was said elsewhere."""
    actor.require(permissions.IMPORT_CONTACTS)
    register = queries.register(actor, register_id)
    if register.imported_at is not None:
        return register
    if register.version != version:
        raise Refused(_("The columns were named anew in another window. Look at them again."))
    key = DataKey.objects.get(organisation_id=actor.organisation, pk=register.key_id)
    register.mapping_sealed = _seal(key, register, "mapping", _json(mapping))
    register.version += 1
    register.save(update_fields=["mapping_sealed", "version"])
    log.record(actor, events.REGISTER_MAPPED, register, {"columns": sorted(mapping.values())})
    return register


@transaction.atomic
def discard_register(actor: Actor, register_id: UUID) -> None:
    """Throw a kept register away for good. Nothing happens if it is gone or imported already."""
    actor.require(permissions.IMPORT_CONTACTS)
    wait_for_turn(f"register {register_id}")
    found = queries.waiting_registers(actor).filter(pk=register_id).first()
    if found is not None:
        log.record(actor, events.REGISTER_DISCARDED, found)
        erase(actor, IncomingRegister, [found])


@transaction.atomic
def expire_registers(actor: Actor) -> int:
    """Erase the registers of everybody whose time is over. Returns how many were never taken in."""
    actor.require(permissions.IMPORT_CONTACTS)
    old = list(
        IncomingRegister.objects.filter(
            organisation_id=actor.organisation, expires_at__lte=clock.now()
        ).defer("content_sealed")
    )
    lost = sum(one.imported_at is None for one in old)
    erase(actor, IncomingRegister, old)
    if lost:
        log.record(actor, events.REGISTERS_EXPIRED, None, {"count": lost})
    return lost


def _sealed(actor: Actor, file: RegisterFile) -> IncomingRegister:
    key = seals.new_key(actor.organisation, "register")
    register = IncomingRegister(
        id=file.id,
        organisation_id=actor.organisation,
        person_id=actor.person,
        team_id=file.team_id,
        key_id=key.pk,
        kept_at=clock.now(),
        expires_at=clock.now() + vocabulary.span("HL.REGISTER_KEEP"),
    )
    register.name_sealed = _seal(key, register, "name", file.name.encode())
    register.content_sealed = _seal(key, register, "content", file.content)
    register.mapping_sealed = _seal(key, register, "mapping", _json(file.mapping))
    return register


def _seal(key: DataKey, register: IncomingRegister, what: str, content: bytes) -> bytes:
    return seals.seal_bytes(key, f"hotline_incomingregister.{what}", register.pk, content)


def _json(mapping: Mapping[str, str]) -> bytes:
    return json.dumps(dict(mapping), ensure_ascii=False).encode()
