"""Register somebody, read the record, reveal the name: each an act that is written down."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import events, permissions, queries, rules, terms
from umai.people.commands.households import HomeDetails, live_together
from umai.people.commands.keying import write_document_keys
from umai.people.commands.numbering import take_numbers
from umai.people.commands.relating import RelationDetails, relate_people
from umai.people.commands.searching import find_people
from umai.people.models import CirclePlace, Individual, LookupKey, NameKey
from umai.people.names import folding, matching

SIBLING = "SIBLING"  # of the list `relation`
SEARCH_HOLDS = timedelta(minutes=30)
LIKELY = rules.LIKELY


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who somebody is. A newborn or a foundling may have no name; `born` as far as it is known."""

    given_name: str = ""
    family_name: str = ""
    patronymic: str = ""
    other_names: str = ""
    paper_names: str = ""
    latin_names: str = ""
    iin: str = ""
    born: str = ""
    document_number: str = ""
    phone: str = ""

    def named(self, sex: str = "") -> matching.Named:
        """As the search compares people."""
        return matching.named(self.given_name, self.family_name, self.patronymic, self.born, sex)


@dataclass(frozen=True, kw_only=True)
class IndividualDetails:
    """What is written down at registration: codes of the lists, a blank is not recorded.

    `sibling_id`: a brother or sister who is registered; `lives_together`: in one household.
    """

    id: UUID
    team_id: UUID
    search_id: UUID | None = None
    identity: Identity
    sex: str = ""
    unnamed: str = ""
    birth_precision: str = ""
    citizenships: tuple[str, ...] = ()
    ethnicity: str = ""
    languages: tuple[str, ...] = ()
    interpreter_needed: bool | None = None
    region: str = ""
    cabm_category: str = ""
    migration_status: str = ""
    uasc_status: str = ""
    separation_cause: str = ""
    separated_on: date | None = None
    entered_on: date | None = None
    border_point: str = ""
    entry_purpose: str = ""
    stay_until: date | None = None
    education: str = ""
    not_attending_reason: str = ""
    living_situation: str = ""
    care_arrangement: str = ""
    family_status: str = ""
    family_flags: tuple[str, ...] = ()
    contact: dict[str, Any] = field(default_factory=dict)
    health: dict[str, Any] = field(default_factory=dict)
    not_the_same_as: tuple[str, ...] = ()
    sibling_id: UUID | None = None
    lives_together: bool = False

    def asked(self) -> queries.Asked:
        """The search that must come before."""
        return queries.Asked(
            given=self.identity.given_name,
            family=self.identity.family_name,
            patronymic=self.identity.patronymic,
            born=self.identity.born,
            sex=self.sex,
        )


class Likely(Refused):
    """There are people who may be the same. Nothing is saved; look at them first."""

    def __init__(self, fits: list[queries.Fit]) -> None:
        words = _("Somebody very like this is registered already. Look before you register twice.")
        super().__init__(words)
        self.fits = fits


PLAIN = (
    "sex", "unnamed", "ethnicity", "interpreter_needed", "region", "cabm_category",
    "migration_status", "uasc_status", "separation_cause", "separated_on", "entered_on",
    "border_point", "entry_purpose", "stay_until", "education", "not_attending_reason",
    "living_situation", "care_arrangement", "family_status",
)  # fmt: skip
LISTS = ("citizenships", "languages", "family_flags")


@transaction.atomic
def register_child(actor: Actor, details: IndividualDetails) -> Individual:
    """Register somebody after a search for the same name. Sending twice registers once.

    Raises Likely when people who may be the same were not looked at: name their codes in
    `not_the_same_as`.
    """
    actor.require(permissions.REGISTER_CHILD, details.team_id)
    wait_for_turn(f"individual {details.id}")
    if known := queries.individuals(actor).filter(pk=details.id).first():
        return known
    person = details.identity.named(details.sex)
    _check_searched(actor, details, person)
    _check_likely(actor, details)
    office = access.teams(actor).get(pk=details.team_id).office_id
    prefix = access.offices(actor).get(pk=office).prefix
    key = seals.new_key(actor.organisation, "individual")
    individual = Individual(
        id=details.id,
        organisation_id=actor.organisation,
        office_id=office,
        team_id=details.team_id,
        code=rules.code_of(prefix, take_numbers(actor, office, 1)[0]),
        registered_at=clock.now(),
        registered_by_id=actor.person_id,
        key_id=key.pk,
    )
    fill(individual, details, key)
    individual.save(force_insert=True)
    write_keys(individual, details.identity)
    CirclePlace.objects.create(
        organisation_id=actor.organisation,
        individual_id=individual.pk,
        team_id=details.team_id,
        reason=terms.CircleReason.REGISTERED,
        since=clock.now(),
        opened_by_id=actor.person_id,
    )
    facts = {"sex": individual.sex, "cabm_category": individual.cabm_category}
    log.record(actor, events.CHILD_REGISTERED, individual, facts)
    if details.sibling_id:
        _beside_sibling(actor, individual, details)
    return individual


@transaction.atomic
def read_individual(actor: Actor, individual_id: UUID) -> Individual:
    """Open a record by its code. Names stay covered until they are asked for."""
    actor.require(permissions.READ_INDIVIDUAL)
    individual = queries.individual(actor, individual_id)
    log.record(actor, events.INDIVIDUAL_READ, individual)
    return individual


@transaction.atomic
def reveal_identity(actor: Actor, individual_id: UUID) -> Identity:
    """Have the name shown: an act with a permission of its own, written down every time."""
    actor.require(permissions.REVEAL_IDENTITY)
    individual = queries.individual(actor, individual_id)
    said = queries.piece(individual, "identity")
    log.record(actor, events.IDENTITY_REVEALED, individual)
    return Identity(**{name: said.get(name, "") for name in Identity.__dataclass_fields__})


def fill(individual: Individual, details: IndividualDetails, key: DataKey) -> None:
    """Put what was written into the row: codes plain, pieces sealed under the person's key."""
    fill_plain(individual, details)
    born = details.identity.born
    individual.birth_year = int(born[:4]) if born else None
    individual.birth_precision = details.birth_precision
    pieces = {
        "identity": vars(details.identity),
        "contact": details.contact,
        "health": details.health,
    }
    for name, said in pieces.items():
        text = json.dumps(said, ensure_ascii=False) if any(said.values()) else ""
        sealed = seals.seal(key, f"people_individual.{name}", individual.pk, text)
        setattr(individual, f"{name}_sealed", sealed)


def fill_plain(individual: Individual, details: IndividualDetails) -> None:
    """Put the codes and days into the row; what is sealed stays as it is."""
    for name in PLAIN:
        setattr(individual, name, getattr(details, name))
    for name in LISTS:
        setattr(individual, name, list(getattr(details, name)))


def write_keys(individual: Individual, identity: Identity) -> None:
    """Write anew what this person is found by."""
    here = {"organisation_id": individual.organisation_id, "individual_id": individual.pk}
    NameKey.objects.filter(**here).delete()
    LookupKey.objects.filter(**here).delete()
    names, others = queries.keys_of(identity.named(), phone=identity.phone)
    NameKey.objects.bulk_create(
        NameKey(**here, key=key, birth_year=individual.birth_year, fold_version=folding.VERSION)
        for key in names
    )
    LookupKey.objects.bulk_create(LookupKey(**here, kind=kind, key=key) for kind, key in others)
    write_document_keys(individual, identity.document_number, identity.iin)


def _beside_sibling(actor: Actor, individual: Individual, details: IndividualDetails) -> None:
    """Brothers and sisters who are registered together are related, and may live together."""
    sibling = queries.individual(actor, details.sibling_id or individual.pk)
    relate_people(
        actor,
        RelationDetails(id=uuid7(), individual_id=individual.pk, kind=SIBLING, code=sibling.code),
    )
    if details.lives_together:
        child = terms.HouseRole.CHILD.value
        together = HomeDetails(individual_id=individual.pk, code=sibling.code, other_role=child)
        live_together(actor, together)


def _check_searched(actor: Actor, details: IndividualDetails, person: matching.Named) -> None:
    search = queries.search(actor, details.search_id) if details.search_id else None
    if search is None or clock.now() - search.at > SEARCH_HOLDS:
        raise Refused(_("Search for the child first: it may be known already."))
    wanted = {queries.name_key(one) for one in person.keys}
    if wanted and not wanted & {bytes(key) for key in search.keys}:
        if details.sibling_id:  # of another name than the first one: searched for now
            find_people(actor, details.asked())
            return
        raise Refused(_("Search for this name first: the last search was for another one."))


def _check_likely(actor: Actor, details: IndividualDetails) -> None:
    fits = [fit for fit in queries.find(actor, details.asked()) if fit.score >= LIKELY]
    unseen = [fit for fit in fits if fit.code not in details.not_the_same_as]
    if unseen:
        raise Likely(unseen)
