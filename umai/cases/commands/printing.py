"""The file of a case leaves the house on paper, and who had opened it is looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from umai.cases import events, permissions, queries
from umai.cases.models import Case
from umai.foundation.access.queries import known
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.people import commands as people


@dataclass(frozen=True)
class FileToPrint:
    """What stands on top of the paper. `name` is empty unless its reader had it shown."""

    case: Case
    language: str
    organisation: str
    name: str = ""


Writer = Callable[[FileToPrint, Mark], bytes]


@transaction.atomic
def print_case(
    actor: Actor, case_id: UUID, language: str, write: Writer, *, named: bool = False
) -> bytes:
    """The file as PDF, as far as this reader may see it; with the name only for who may have it
    shown, which is an entry of its own on the child's record.
    """
    actor.require(permissions.PRINT_CASE)
    case = queries.case(actor, case_id)
    name = _name(actor, case) if named else ""
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    asked = FileToPrint(case, language, known.organisation_of(actor).name, name)
    content = write(asked, Mark(actor.name, moment))
    facts = {"language": language, "named": named, "bytes": len(content)}
    log.record(actor, events.CASE_PRINTED, case, facts)
    return content


@transaction.atomic
def watch_case_readers(actor: Actor, case_id: UUID) -> Case:
    """Look who had opened a case: for those who keep its team."""
    actor.require(permissions.KEEP_CASE_TEAM)
    case = queries.case(actor, case_id)
    log.record(actor, events.READERS_WATCHED, case)
    return case


def _name(actor: Actor, case: Case) -> str:
    who = people.reveal_record(actor, case.individual_id).identity
    return " ".join(one for one in (who.given_name, who.patronymic, who.family_name) if one)
