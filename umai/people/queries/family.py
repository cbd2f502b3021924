"""Who belongs to somebody: relatives, carers, who speaks for them, and whom not to contact."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.models import Individual, Relation
from umai.people.queries.documents import detail, known_records, one_person
from umai.people.queries.individuals import individual, individuals, key_of

LIST = "relation"


@dataclass(frozen=True)
class Kin:
    """Somebody of the family as seen from one record. A code if known to us and to the actor.

    `mirrored`: noted on the other's record; what this person is to that one is then turned round.
    """

    relation: Relation
    kind: str
    generation: int
    code: str = ""
    individual_id: UUID | None = None
    mirrored: bool = False
    over: bool = False
    why: str = ""

    @property
    def carer(self) -> bool:
        """Whether this one is the main carer today."""
        return self.relation.primary_carer and not self.mirrored and not self.over

    @property
    def speaks(self) -> bool:
        """Whether this one is a legal representative today."""
        return self.relation.legal_representative and not self.mirrored and not self.over

    @property
    def no_contact(self) -> bool:
        """Whether nobody may bring the two together. It holds even when the relation is over."""
        return self.relation.no_contact


@dataclass(frozen=True)
class Family:
    """The family of somebody, the elder first; those who must not be contacted apart as well."""

    kin: list[Kin]

    @property
    def forbidden(self) -> list[Kin]:
        """Whom not to contact."""
        return [one for one in self.kin if one.no_contact]

    @property
    def has_representative(self) -> bool:
        """Whether anybody speaks for this person by law."""
        return any(one.speaks for one in self.kin)


def family(actor: Actor, of: Individual) -> Family:
    """The family by codes and words of relation, never by name.

    Why somebody must not be contacted is opened here: call it after a record was opened by an act.
    Somebody whom the actor may not know of looks like somebody who is only described.
    """
    known = {one.pk: one for one in known_records(actor, of)}
    rows = list(
        Relation.objects.filter(organisation_id=actor.organisation).filter(
            Q(individual_id__in=known) | Q(other_id__in=known)
        )
    )
    others = {one.other_id if one.individual_id in known else one.individual_id for one in rows}
    seen = {one.pk: one for one in individuals(actor).filter(pk__in=[one for one in others if one])}
    today = clock.today(actor.time_zone)
    kin = [_seen(one, known, seen, today) for one in rows]
    order = lambda one: (one.over, -one.generation, str(one.relation.pk))  # noqa: E731
    return Family(sorted((one for one in kin if one is not None), key=order))


def _seen(
    one: Relation, known: dict[UUID, Individual], seen: dict[Any, Individual], today: date
) -> Kin | None:
    mirrored = one.individual_id not in known
    owner = seen.get(one.individual_id) if mirrored else known[one.individual_id]
    if owner is None:  # noted on a record that the actor may not know of
        return None
    kind = back_of(one.kind) if mirrored else one.kind
    over = one.until is not None and one.until < today
    kin = Kin(one, kind, generation_of(kind), mirrored=mirrored, over=over)
    if other := owner if mirrored else seen.get(one.other_id):
        kin = replace(kin, code=other.code, individual_id=other.pk)
    if one.no_contact:
        kin = replace(kin, why=str(detail(one, key_of(owner)).get("why_no_contact", "")))
    return kin


def relatives(actor: Actor, of: Individual) -> list[tuple[str, Individual]]:
    """Those of the family today whom the actor may know, the elder first, each with what they are
    to this person; nobody whom one must not contact. Opens nothing that is sealed.
    """
    known = {one.pk: one for one in known_records(actor, of)}
    here = Relation.objects.filter(organisation_id=actor.organisation)
    rows = list(here.filter(Q(individual_id__in=known) | Q(other_id__in=known)))
    others = {one.pk: _other(one, known) for one in rows}
    forbidden = {others[one.pk] for one in rows if one.no_contact}
    ids = [one for one in others.values() if one]
    seen = {one.pk: one for one in individuals(actor).filter(pk__in=ids)}
    kin = [
        _seen(one, known, seen, clock.today(actor.time_zone))
        for one in rows
        if others[one.pk] not in forbidden
    ]
    near = [one for one in kin if one is not None and not one.over]
    near.sort(key=lambda one: -one.generation)
    return [(one.kind, seen[one.individual_id]) for one in near if one.individual_id in seen]


def _other(one: Relation, known: dict[UUID, Individual]) -> UUID | None:
    return one.other_id if one.individual_id in known else one.individual_id


def relation(actor: Actor, relation_id: UUID) -> Relation:
    """One relation noted on the record of somebody whom the actor may know of; the same 404."""
    found = Relation.objects.filter(organisation_id=actor.organisation, pk=relation_id).first()
    if found is None:
        raise Http404
    individual(actor, found.individual_id)
    return found


def related_already(of: Individual, other: Individual, except_id: UUID) -> bool:
    """Whether these two are related to each other already, noted on either record."""
    one, two = one_person(of), one_person(other)
    between = Q(individual_id__in=one, other_id__in=two) | Q(
        individual_id__in=two, other_id__in=one
    )
    here = Relation.objects.filter(between, organisation_id=of.organisation_id)
    return here.filter(until__isnull=True).exclude(pk=except_id).exists()


def generation_of(kind: str) -> int:
    """How many generations above the child a relation stands, below it negative."""
    return int(_more(kind).get("generation", 0))


def back_of(kind: str) -> str:
    """What the child is to that person; the same word if the list does not say."""
    return str(_more(kind).get("back", kind))


def _more(kind: str) -> dict[str, Any]:
    word = vocabulary.word(LIST, kind)
    return word.more if word else {}

