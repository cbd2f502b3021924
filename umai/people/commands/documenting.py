"""Documents by their details, not their scans: note, correct, and have numbers shown."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, queries
from umai.people.commands.holding import changed, check_days, hold, hold_person, seal
from umai.people.commands.keying import write_document_keys
from umai.people.models import Document, Individual, Relation


@dataclass(frozen=True, kw_only=True)
class DocumentDetails:
    """A paper. `seen`: the one who writes has it in hand."""

    id: UUID
    individual_id: UUID
    type: str
    state: str
    number: str = ""
    issuer: str = ""
    note: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    seen: bool = False


@dataclass(frozen=True)
class Papers:
    """Documents and relations of somebody with what is sealed in them."""

    documents: list[tuple[Document, dict[str, Any]]]
    relations: list[tuple[Relation, dict[str, Any]]]


@transaction.atomic
def note_document(actor: Actor, details: DocumentDetails) -> Document:
    """Write down a document of somebody; sending twice notes it once. It is found by its number."""
    actor.require(permissions.CORRECT_INDIVIDUAL)
    wait_for_turn(f"document {details.id}")
    of = hold_person(actor, details.individual_id)
    here = Document.objects.filter(organisation_id=actor.organisation, individual_id=of.pk)
    if known := here.filter(pk=details.id).first():
        return known
    _check(actor, details)
    row = Document(id=details.id, organisation_id=actor.organisation, individual_id=of.pk)
    _fill(actor, of, row, details)
    row.save(force_insert=True)
    write_document_keys(of)
    log.record(actor, events.DOCUMENT_NOTED, of, {"type": row.type, "state": row.state})
    return row


@transaction.atomic
def correct_document(actor: Actor, version: int, details: DocumentDetails) -> Document:
    """Write anew what is known of a document. Raises Newer if somebody was quicker."""
    actor.require(permissions.CORRECT_INDIVIDUAL)
    row, of = hold(actor, Document, details.id, version)
    _check(actor, details)
    _fill(actor, of, row, details)
    row.version += 1
    row.save()
    write_document_keys(of)
    facts = {"type": row.type, "state": row.state, **changed(row)}
    log.record(actor, events.DOCUMENT_CORRECTED, of, facts)
    return row


@transaction.atomic
def read_document(actor: Actor, document_id: UUID) -> tuple[Document, dict[str, Any]]:
    """A document with its number, issuer and note."""
    actor.require(permissions.REVEAL_IDENTITY)
    row = queries.document(actor, document_id)
    of = queries.individual(actor, row.individual_id)
    log.record(actor, events.DOCUMENT_READ, of, {"type": row.type})
    return row, queries.opened([row], of)[0]


@transaction.atomic
def reveal_details(actor: Actor, individual_id: UUID) -> Papers:
    """Have shown what the page covers: numbers of documents, names and telephones of the family."""
    actor.require(permissions.REVEAL_IDENTITY)
    of = queries.individual(actor, individual_id)
    documents: list[tuple[Document, dict[str, Any]]] = []
    relations: list[tuple[Relation, dict[str, Any]]] = []
    for one in queries.known_records(actor, of):
        here = {"organisation_id": actor.organisation, "individual_id": one.pk}
        papers = list(Document.objects.filter(**here).order_by("id"))
        kin = list(Relation.objects.filter(**here).order_by("id"))
        documents += zip(papers, queries.opened(papers, one), strict=True)
        relations += zip(kin, queries.opened(kin, one), strict=True)
    facts = {"documents": len(documents), "relations": len(relations)}
    log.record(actor, events.DETAILS_REVEALED, of, facts)
    return Papers(documents, relations)


def _check(actor: Actor, details: DocumentDetails) -> None:
    vocabulary.check_word("document_type", details.type, "type")
    vocabulary.check_word("document_state", details.state, "state")
    check_days(actor, details.issued_on, details.valid_until, ("issued_on", "valid_until"))


def _fill(actor: Actor, of: Individual, row: Document, details: DocumentDetails) -> None:
    row.type, row.state = details.type, details.state
    row.issued_on, row.valid_until = details.issued_on, details.valid_until
    if not details.seen:
        row.seen_by_id = row.seen_on = None
    elif row.seen_on is None:
        row.seen_by_id, row.seen_on = actor.person, clock.today(actor.time_zone)
    said = {"number": details.number, "issuer": details.issuer, "note": details.note}
    row.details_sealed = seal(of, "people_document.details", row.pk, said)
