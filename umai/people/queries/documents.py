"""Documents of one person, whichever of the merged records they were noted on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import rules
from umai.people.models import Document, Individual, Relation
from umai.people.queries.individuals import individual, individuals, key_of

COLUMNS = {
    Document: "people_document.details",
    Relation: "people_relation.details",
}


@dataclass(frozen=True)
class Documents:
    """What is noted, the valid ones first, and the types that are lacking."""

    rows: list[Document]
    lacking: list[str]
    today: date

    @property
    def over(self) -> set[UUID]:
        """Those whose last day has passed."""
        return {one.pk for one in self.rows if one.valid_until and one.valid_until < self.today}


def one_person(of: Individual) -> list[UUID]:
    """All records of this person: the surviving one and those that point to it."""
    stays = of.merged_into_id or of.pk
    return [stays, *merged_into(of.organisation_id, stays)]


def merged_into(organisation_id: UUID, stays: UUID) -> QuerySet[Individual, UUID]:
    """The records that point to the surviving one."""
    gone = Individual.objects.filter(organisation_id=organisation_id, merged_into_id=stays)
    return gone.values_list("pk", flat=True)


def known_records(actor: Actor, of: Individual) -> list[Individual]:
    """Those of this person's records that the actor may know of."""
    return list(individuals(actor).filter(pk__in=one_person(of)))


def documents(actor: Actor, of: Individual) -> Documents:
    """The documents of somebody by type, state and dates, and what is lacking. No numbers."""
    known = known_records(actor, of)
    here = Document.objects.filter(
        organisation_id=actor.organisation, individual_id__in=[one.pk for one in known]
    )
    today = clock.today(actor.time_zone)
    rows = sorted(here, key=lambda one: (not _paper(one).holds(today), str(one.pk)))
    lacking = rules.lacking_papers(map(_paper, rows), of.migration_status, today)
    return Documents(rows, lacking, today)


def document(actor: Actor, document_id: UUID) -> Document:
    """One document of somebody whom the actor may know of; the same 404 otherwise."""
    found = Document.objects.filter(organisation_id=actor.organisation, pk=document_id).first()
    if found is None:
        raise Http404
    individual(actor, found.individual_id)
    return found


def with_papers(
    actor: Actor, types: Iterable[str], states: Iterable[str]
) -> QuerySet[Document, Any]:
    """The ids of people whom the actor may know of with a paper of these types in these states;
    the id of the record that stands for each.
    """
    known = Document.objects.filter(
        organisation_id=actor.organisation, type__in=list(types), state__in=list(states)
    )
    mine = known.filter(individual_id__in=individuals(actor).values("pk"))
    stays = Coalesce("individual__merged_into_id", "individual_id")
    return mine.annotate(stays=stays).values("stays")


def document_numbers(of: Individual) -> list[str]:
    """The numbers of somebody's documents, for the keys they are found by. Of one record only."""
    here = Document.objects.filter(organisation_id=of.organisation_id, individual_id=of.pk)
    return [one["number"] for one in opened(here, of) if one.get("number")]


def opened(rows: Iterable[Document | Relation], of: Individual) -> list[dict[str, Any]]:
    """What is sealed in some rows of one record, in their order. Call it from a command only."""
    key = key_of(of)
    return [detail(one, key) for one in rows]


def detail(row: Document | Relation, key: DataKey) -> dict[str, Any]:
    """What is sealed in one row."""
    text = seals.open_(key, COLUMNS[type(row)], row.pk, row.details_sealed)
    return dict(json.loads(text)) if text else {}


def _paper(one: Document) -> rules.Paper:
    return rules.Paper(one.type, one.state, one.valid_until)
