"""A copy of what is held about somebody, for them to read: an act of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access.queries import known
from umai.foundation.exports.marks import Mark
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.people import events, permissions, queries, terms
from umai.people.models import Consent, Document, Individual, Relation


@dataclass(frozen=True)
class RecordHeld:
    """One record of a person with everything that is sealed in it."""

    record: Individual
    pieces: dict[str, dict[str, Any]]
    documents: list[tuple[Document, dict[str, Any]]]
    relations: list[tuple[Relation, dict[str, Any]]]
    consents: list[Consent]


@dataclass(frozen=True)
class RecordCopy:
    """What is given to who asked. `withheld` is what the person wants kept back; it is left out
    when somebody else asks.
    """

    request: str
    organisation: str
    language: str
    records: list[RecordHeld]
    files: list[queries.Attached]
    withheld: frozenset[str]


Writer = Callable[[RecordCopy, Mark], bytes]


@transaction.atomic
def copy_record(actor: Actor, request_id: UUID, language: str, write: Writer) -> bytes:
    """Write down for somebody what we hold about them, in their language.

    Only for a request for a copy, after they have shown who they are, and by somebody who may know
    the person and have the name shown.
    """
    actor.require(permissions.REVEAL_IDENTITY)
    row = queries.data_request(actor, request_id)
    if row.wants != terms.Wants.COPY or row.individual_id is None:
        raise Refused(_("This request is not for a copy of a record."))
    if row.proof == terms.Proof.NOT_YET:
        raise Refused(_("Nothing is given before they have shown who they are."))
    of = queries.individual(actor, row.individual_id)
    kept_back = _kept_back(actor, of) if row.asker != terms.Asker.PERSON else frozenset()
    copied = RecordCopy(
        row.code,
        known.organisation_of(actor).name,
        language,
        [_held(actor, one) for one in queries.known_records(actor, of)],
        queries.attached(actor, of),
        kept_back,
    )
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    content = write(copied, Mark(actor.name, moment))
    facts = {
        "request": row.code,
        "language": language,
        "bytes": len(content),
        "withheld": sorted(copied.withheld),
    }
    log.record(actor, events.COPY_MADE, of, facts)
    return content


def _kept_back(actor: Actor, of: Individual) -> frozenset[str]:
    """What somebody else is not given: what the person wants kept back; and where they are, when
    somebody of the family must not reach them.
    """
    hidden = set(queries.withheld(actor, of))
    if queries.family(actor, of).forbidden:
        hidden |= {terms.Withheld.PLACE, terms.Withheld.PHONE}
    return frozenset(hidden)


def _held(actor: Actor, one: Individual) -> RecordHeld:
    here = {"organisation_id": actor.organisation, "individual_id": one.pk}
    documents = list(Document.objects.filter(**here).order_by("id"))
    relations = list(Relation.objects.filter(**here).order_by("id"))
    key = queries.key_of(one)
    return RecordHeld(
        one,
        {name: queries.piece(one, name, key) for name in queries.PIECES},
        list(zip(documents, queries.opened(documents, one), strict=True)),
        list(zip(relations, queries.opened(relations, one), strict=True)),
        list(Consent.objects.filter(**here).order_by("given_at", "id")),
    )
