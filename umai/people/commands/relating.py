"""The family of somebody: note, correct and end what another person is to them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, queries, terms
from umai.people.commands.holding import changed, check_days, hold, hold_person, seal
from umai.people.models import Individual, Relation

COLUMN = "people_relation.details"
PLAIN = (
    "kind", "since", "until", "alive", "country", "lives_with", "primary_carer",
    "legal_representative", "child_wants_contact", "no_contact", "legal_capacity",
    "contact_consent", "safety_concern",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RelationDetails:
    """Who somebody is to a child: known to us by `code`, or only described in `described`.

    `described` is sealed: name, born, phone, whereabouts, papers, work, income, safety, note.
    """

    id: UUID
    individual_id: UUID
    kind: str
    code: str = ""
    since: date | None = None
    until: date | None = None
    alive: str = ""
    country: str = ""
    lives_with: bool | None = None
    primary_carer: bool = False
    legal_representative: bool = False
    child_wants_contact: bool | None = None
    legal_capacity: str = ""
    contact_consent: bool | None = None
    safety_concern: bool | None = None
    no_contact: bool = False
    why_no_contact: str = ""
    described: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def relate_people(actor: Actor, details: RelationDetails) -> Relation:
    """Write down a relative or carer. If we know the other one, that record shows it mirrored."""
    actor.require(permissions.CORRECT_INDIVIDUAL)
    wait_for_turn(f"relation {details.id}")
    of = hold_person(actor, details.individual_id)
    here = Relation.objects.filter(organisation_id=actor.organisation, individual_id=of.pk)
    if known := here.filter(pk=details.id).first():
        return known
    row = Relation(id=details.id, organisation_id=actor.organisation, individual_id=of.pk)
    _fill(actor, of, row, details)
    row.save(force_insert=True)
    log.record(actor, events.RELATION_NOTED, of, _facts(row))
    return row


@transaction.atomic
def correct_relation(actor: Actor, version: int, details: RelationDetails) -> Relation:
    """Write anew what is known of a relative. Raises Newer if somebody was quicker."""
    actor.require(permissions.CORRECT_INDIVIDUAL)
    row, of = hold(actor, Relation, details.id, version)
    _fill(actor, of, row, details)
    row.version += 1
    row.save()
    log.record(actor, events.RELATION_CORRECTED, of, {**_facts(row), **changed(row)})
    return row


@transaction.atomic
def end_relation(actor: Actor, relation_id: UUID, version: int, until: date) -> Relation:
    """Say that somebody is not a relative or carer any more. That contact is forbidden stays."""
    actor.require(permissions.CORRECT_INDIVIDUAL)
    row, of = hold(actor, Relation, relation_id, version)
    check_days(actor, until, None, ("until", ""))
    check_days(actor, row.since, until, ("until", "until"))
    row.until = until
    row.version += 1
    row.save()
    log.record(actor, events.RELATION_ENDED, of, {**_facts(row), **changed(row)})
    return row


@transaction.atomic
def read_relation(actor: Actor, relation_id: UUID) -> tuple[Relation, dict[str, Any]]:
    """A relation with the name and everything else that is sealed."""
    actor.require(permissions.REVEAL_IDENTITY)
    row = queries.relation(actor, relation_id)
    of = queries.individual(actor, row.individual_id)
    log.record(actor, events.RELATION_READ, of, {"kind": row.kind})
    return row, queries.opened([row], of)[0]


def _fill(actor: Actor, of: Individual, row: Relation, details: RelationDetails) -> None:
    _check(actor, details)
    for name in PLAIN:
        setattr(row, name, getattr(details, name))
    kept = row.other_id
    row.other_id = _other(actor, of, details, kept)
    said = {**details.described, "why_no_contact": details.why_no_contact}
    row.details_sealed = seal(of, COLUMN, row.pk, said)


def _check(actor: Actor, details: RelationDetails) -> None:
    vocabulary.check_word("relation", details.kind, "kind")
    vocabulary.check_word("citizenship", details.country, "country", required=False)
    for name, known in (("alive", terms.Alive), ("legal_capacity", terms.LegalCapacity)):
        if (said := getattr(details, name)) and said not in known.values:
            words = _("Choose one of the answers shown. This one is not among them.")
            raise Refused(words, name)
    check_days(actor, details.since, details.until, ("since", "until"))
    if details.no_contact and not details.why_no_contact.strip():
        words = _("Write why. Colleagues see it before anything else.")
        raise Refused(words, "why_no_contact")


def _other(actor: Actor, of: Individual, details: RelationDetails, kept: Any) -> UUID | None:
    """The other's record. A code left as it was is kept, though its person be hidden meanwhile."""
    if not details.code.strip():
        hidden = kept and not queries.individuals(actor).filter(pk=kept).exists()
        return kept if hidden else None
    other = queries.of_code(actor, details.code)
    if other is None:
        raise Refused(_("This code opens nothing."), "code")
    if other.pk in queries.one_person(of):
        raise Refused(_("This is the code of the same person."), "code")
    if queries.related_already(of, other, details.id):
        raise Refused(_("These two are related already. Correct that entry."), "code")
    return other.pk


def _facts(row: Relation) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "known": row.other_id is not None,
        "carer": row.primary_carer,
        "representative": row.legal_representative,
        "no_contact": row.no_contact,
    }
