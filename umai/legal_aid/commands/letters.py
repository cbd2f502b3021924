"""Letters: looked at, kept with the procedure, opened again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.files import apart
from umai.foundation.files.rules import Unfit
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.legal_aid import events, permissions, queries
from umai.legal_aid.commands import telling
from umai.legal_aid.commands.stepping import BLOCKS
from umai.legal_aid.letters import filling, reading, shipped
from umai.legal_aid.models import Letter, Procedure
from umai.people import permissions as people


@dataclass(frozen=True, kw_only=True)
class LetterWish:
    """Which letter, to whom, what the lawyer says in it, and whether it shall name the people."""

    id: UUID
    code: str
    language: str
    agency_id: UUID | None = None
    named: bool = False
    facts: str = ""
    request: str = ""


@dataclass(frozen=True)
class Drafted:
    """A letter as it will be kept: the DOCX, its paragraphs, whether anybody is named in it."""

    docx: bytes
    blocks: list[reading.Block]
    version: int
    named: bool


@transaction.atomic
def look_at_letter(actor: Actor, procedure_id: UUID, wish: LetterWish) -> Drafted:
    """See a letter before it is kept. What was opened for it is written down like every reveal."""
    actor.require(permissions.KEEP_PROCEDURE)
    row = queries.procedure(actor, procedure_id)
    drafted = _drafted(actor, row, wish)
    log.record(actor, events.LETTER_LOOKED_AT, row, _facts(wish, drafted))
    return drafted


@transaction.atomic
def keep_letter(actor: Actor, procedure_id: UUID, wish: LetterWish) -> Letter:
    """Write a letter and keep it with the procedure, sealed. Sent twice keeps one."""
    actor.require(permissions.KEEP_PROCEDURE)
    row = queries.procedure(actor, procedure_id)
    wait_for_turn(f"letters {row.pk}")
    known = queries.letters_of(row)
    if kept := known.filter(pk=wish.id).first():
        return kept
    drafted = _drafted(actor, row, wish)
    last = known.values_list("number", flat=True).first() or 0
    letter = Letter(
        id=wish.id,
        organisation_id=row.organisation_id,
        procedure_id=row.pk,
        number=last + 1,
        template=wish.code,
        template_version=drafted.version,
        language=wish.language,
        agency_id=wish.agency_id,
        named=drafted.named,
        made_by_id=actor.person,
        made_at=clock.now(),
    )
    key = queries.key_of(row)
    letter.docx_sealed = seals.seal_bytes(key, queries.DOCX, letter.pk, drafted.docx)
    letter.save(force_insert=True)
    log.record(actor, events.LETTER_KEPT, row, _facts(wish, drafted))
    return letter


@transaction.atomic
def open_letter(actor: Actor, letter_id: UUID, form: str) -> tuple[Procedure, Letter, bytes]:
    """A kept letter as its DOCX; one that names people only for who may have names shown."""
    actor.require(permissions.READ_PROCEDURE)
    letter, row = queries.letter(actor, letter_id)
    if letter.named:
        actor.require(people.REVEAL_IDENTITY)
    content = seals.open_bytes(queries.key_of(row), queries.DOCX, letter.pk, letter.docx_sealed)
    facts = {"letter": letter.template, "number": letter.number, "form": form}
    log.record(actor, events.LETTER_OPENED, row, facts)
    return row, letter, content


def _drafted(actor: Actor, row: Procedure, wish: LetterWish) -> Drafted:
    versions = queries.in_use(actor)
    if (wish.code, wish.language) not in versions:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "letter")
    version = versions[wish.code, wish.language]
    one = shipped.letters()[wish.code]
    agency = directory.agency(actor, wish.agency_id) if wish.agency_id else None
    _check_consulate(actor, row, one, agency)
    which = (wish.code, wish.language, version)
    used = queries.template_fields(actor, *which)
    values, named = telling.values(actor, row, one, wish, agency, used)
    template = queries.template_docx(actor, *which)
    try:
        title = f"{row.code} {wish.code}"
        made, docx = apart.done(filling, template, queries.LIMITS, values=values, title=title)
    except Unfit:
        words = _("The letter could not be made from this template. Check the template.")
        raise Refused(words, "letter") from None
    return Drafted(docx, made["blocks"], version, named)


def _check_consulate(actor: Actor, row: Procedure, one: shipped.Letter, agency: Any) -> None:
    """Nobody writes to the consulate of a child that seeks protection."""
    consular = one.consular or (agency is not None and agency.type == shipped.CONSULATE)
    if consular and queries.blocked(actor, row, shipped.CONSULATE) == "asylum":
        raise Refused(str(BLOCKS["asylum"]), "agency_id")


def _facts(wish: LetterWish, drafted: Drafted) -> dict[str, Any]:
    return {
        "letter": wish.code,
        "language": wish.language,
        "version": drafted.version,
        "named": drafted.named,
    }
