"""Print the consent form of somebody: a paper with a code instead of a name."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from umai.foundation.access.queries import known
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.people import events, permissions, queries, terms


@dataclass(frozen=True)
class FormToPrint:
    """What stands on the form: the code, the language of the child, the house, the agencies.

    `without` are the scopes that are not even asked: the consulate, of who asks for asylum.
    """

    code: str
    language: str
    organisation: str
    agencies: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


Writer = Callable[[FormToPrint, Mark], bytes]


@transaction.atomic
def print_consent_form(
    actor: Actor, individual_id: UUID, language: str, agencies: tuple[str, ...], write: Writer
) -> bytes:
    """The form to sign, as PDF in the language of the child. No name is on it."""
    actor.require(permissions.NOTE_CONSENT)
    of = queries.individual(actor, individual_id)
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    house = known.organisation_of(actor).name
    without = (str(terms.Scope.CONSULATE),) if queries.asks_asylum(actor, of) else ()
    asked = FormToPrint(of.code, language, house, agencies, without)
    content = write(asked, Mark(actor.name, moment))
    facts = {"language": language, "agencies": len(agencies), "bytes": len(content)}
    log.record(actor, events.CONSENT_FORM_PRINTED, of, facts)
    return content
