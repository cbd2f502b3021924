"""A referral is read, or leaves the house as a letter: each an act that is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.access.queries import known
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.people import permissions as people_permissions
from umai.referrals import events, permissions, queries, rules, terms
from umai.referrals.commands import coding, holding
from umai.referrals.models import Fact, Referral


@dataclass(frozen=True)
class Read:
    """A referral with its words: `need` went to the provider, `note` is ours; what was said with
    each fact; and `told`, what went out without names, as long as the provider may open it;
    `covered` are the fields that went out and name somebody.
    """

    referral: Referral
    need: str
    note: str
    course: list[tuple[Fact, str]]
    told: dict[str, Any]
    covered: list[str]


@dataclass(frozen=True)
class LetterToPrint:
    """What stands in the letter: who writes to whom, what is agreed to be told, and the code."""

    referral: Referral
    organisation: str
    agency: Any
    service: Any
    told: dict[str, Any]
    code: str
    code_until: datetime
    language: str


Writer = Callable[[LetterToPrint, Mark], bytes]


@transaction.atomic
def read_referral(actor: Actor, referral_id: UUID) -> Read:
    """Open a referral of ours with all that was said."""
    actor.require(permissions.READ_REFERRAL)
    row = queries.referral(actor, referral_id)
    key = queries.key_of(row)
    said = queries.opened(row, "words", key)
    course = [(one, queries.words_of(one, key)) for one in queries.facts(row)]
    log.record(actor, events.REFERRAL_READ, row)
    out = _went_out(row)
    covered = [name for name in out if name in rules.NAMING]
    told = {name: one for name, one in out.items() if name not in rules.NAMING}
    return Read(row, said.get("need", ""), said.get("note", ""), course, told, covered)


@transaction.atomic
def print_letter(actor: Actor, referral_id: UUID, write: Writer) -> bytes:
    """The letter as PDF in the language of the referral, with a new code for the provider's door:
    what was agreed, an answer slip, and nothing else. The code before it ends.
    """
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id)
    if row.way != terms.Way.LETTER:
        raise Refused(_("This referral goes another way and has no letter."))
    if set(row.shared) & rules.NAMING and not actor.may(people_permissions.REVEAL_IDENTITY):
        raise Refused(_("This letter names the child. Who may have names shown prints it."))
    if not queries.opens(row):
        raise Refused(_("Nothing of this referral can be opened by a provider now."))
    given = coding.new_code(actor, row)
    letter = LetterToPrint(
        referral=row,
        organisation=known.organisation_of(actor).name,
        agency=directory.agency(actor, row.agency_id),
        service=queries.service_of(actor, row),
        told=_went_out(row),
        code=given.code,
        code_until=given.door.expires_at,
        language=row.language,
    )
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    content = write(letter, Mark(actor.name, moment))
    facts = {"language": row.language, "bytes": len(content)}
    log.record(actor, events.LETTER_PRINTED, row, facts)
    return content


def _went_out(row: Referral) -> dict[str, Any]:
    """What went out, as long as its key is there."""
    if row.shared_sealed is None:
        return {}
    said = queries.opened(row, "shared", queries.share_key_of(row))
    return {name: one for name, one in said.items() if name != "code"}
