"""A register that was chosen and not taken in yet: sealed, its sender's own, and it expires."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umai.foundation.exports import events, queries
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.exports.registers import Intake
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary


@dataclass(frozen=True)
class RegisterFile:
    """A file that was chosen; `mapping` says which heading is which column, as far as known."""

    id: UUID
    team_id: UUID
    name: str
    content: bytes
    mapping: Mapping[str, str]


@transaction.atomic
def keep_register(actor: Actor, intake: Intake, file: RegisterFile) -> IncomingRegister:
    """Keep a register until it is taken in. One of a kind at a time: an earlier one is erased.

    The same form sent twice keeps one.
    """
    actor.require(intake.permission, file.team_id)
    wait_for_turn(f"registers of {actor.person_id}")
    if (known := queries.registers(actor, intake).filter(pk=file.id).first()) is not None:
        return known
    seals.forget(actor.organisation, IncomingRegister, queries.waiting_registers(actor, intake))
    register = _sealed(actor, intake, file)
    try:
        with transaction.atomic():
            register.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("This form was already used. Open a new one.")) from None
    facts = {"kind": intake.kind, "bytes": len(file.content)}
    log.record(actor, events.REGISTER_KEPT, register, facts)
    return register


@transaction.atomic
def map_register(
    actor: Actor, intake: Intake, register_id: UUID, mapping: Mapping[str, str], version: int
) -> IncomingRegister:
    """Say which heading of a register is which column. Raises Refused if it was said elsewhere."""
    actor.require(intake.permission)
    register = queries.register(actor, intake, register_id)
    if register.imported_at is not None:
        return register
    check_version(register, version)
    key = DataKey.objects.get(organisation_id=actor.organisation, pk=register.key_id)
    register.mapping_sealed = _seal(key, register, "mapping", _json(mapping))
    register.version += 1
    register.save(update_fields=["mapping_sealed", "version"])
    facts = {"kind": intake.kind, "columns": sorted(mapping.values())}
    log.record(actor, events.REGISTER_MAPPED, register, facts)
    return register


@transaction.atomic
def discard_register(actor: Actor, intake: Intake, register_id: UUID) -> None:
    """Throw a kept register away for good. Nothing happens if it is gone or imported already."""
    actor.require(intake.permission)
    wait_for_turn(f"register {register_id}")
    found = queries.waiting_registers(actor, intake).filter(pk=register_id).first()
    if found is not None:
        log.record(actor, events.REGISTER_DISCARDED, found, {"kind": intake.kind})
        seals.forget(actor.organisation, IncomingRegister, [found])


@transaction.atomic
def expire_registers(actor: Actor, intake: Intake) -> int:
    """Erase the registers of everybody whose time is over. Returns how many were never taken in."""
    actor.require(intake.permission)
    here = IncomingRegister.objects.filter(organisation_id=actor.organisation, kind=intake.kind)
    old = list(here.filter(expires_at__lte=clock.now()).defer("content_sealed"))
    lost = sum(one.imported_at is None for one in old)
    seals.forget(actor.organisation, IncomingRegister, old)
    if lost:
        facts = {"kind": intake.kind, "count": lost}
        log.record(actor, events.REGISTERS_EXPIRED, None, facts)
    return lost


def check_version(register: IncomingRegister, version: int) -> None:
    """Raise Refused when the columns were named anew since somebody looked."""
    if register.version != version:
        raise Refused(_("The columns were named anew in another window. Look at them again."))


def finish_register(register: IncomingRegister, **counts: int) -> None:
    """Erase the words of a register that was taken in; its counts stay for a while."""
    for name, count in counts.items():
        setattr(register, name, count)
    register.imported_at = clock.now()
    register.name_sealed = register.content_sealed = register.mapping_sealed = None
    register.save()
    here = DataKey.objects.filter(organisation_id=register.organisation_id, pk=register.key_id)
    seals.destroy(here)


def _sealed(actor: Actor, intake: Intake, file: RegisterFile) -> IncomingRegister:
    key = seals.new_key(actor.organisation, "register")
    register = IncomingRegister(
        id=file.id,
        organisation_id=actor.organisation,
        kind=intake.kind,
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
    return seals.seal_bytes(key, f"exports_incomingregister.{what}", register.pk, content)


def _json(mapping: Mapping[str, str]) -> bytes:
    return json.dumps(dict(mapping), ensure_ascii=False).encode()
