"""Take in a register of people: the whole file or nothing, with COPY, keys included."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import bulk, clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.people import events, permissions, rules, terms
from umai.people.commands.numbering import take_numbers
from umai.people.commands.registering import LISTS, PLAIN
from umai.people.models import Individual
from umai.people.names import folding, matching
from umai.people.queries import keys_of, lookup_key

BATCH = 20_000
# What the record holds in plain codes and days, as a file may say it.
FROM_FILE = (*PLAIN, *(name for name in LISTS if name != "citizenships"))
TABLES = {
    "vault_datakey": (
        "id", "organisation_id", "kind", "label", "wrapped", "ring_key", "made_at",
    ),
    "people_individual": (
        "id", "organisation_id", "office_id", "team_id", "code", "reference", "birth_year",
        "birth_precision", "citizenships", "registered_at", "registered_by_id", "key_id",
        "identity_sealed", "contact_sealed", "version", *FROM_FILE,
    ),
    "people_circleplace": (
        "id", "organisation_id", "individual_id", "team_id", "reason", "shut_out", "since",
    ),
    "people_namekey": ("organisation_id", "individual_id", "key", "birth_year", "fold_version"),
    "people_lookupkey": ("organisation_id", "individual_id", "kind", "key"),
}  # fmt: skip

BLANK = {one.attname: one.get_default() for one in Individual._meta.concrete_fields}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One person of a register that comes in, read and checked.

    `plain` are further codes and days of the record, `identity` and `contact` what else is sealed.
    """

    reference: str
    given_name: str
    family_name: str
    patronymic: str
    sex: str
    born: str
    birth_precision: str
    citizenship: str
    document_number: str
    phone: str
    row: int = 0
    more_citizenships: tuple[str, ...] = ()
    plain: Mapping[str, Any] = field(default_factory=dict)
    identity: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> matching.Named:
        """As the search compares people."""
        return matching.named(
            self.given_name, self.family_name, self.patronymic, self.born, self.sex
        )

    @property
    def iin(self) -> str:
        """The identification number, if the file has one."""
        return self.identity.get("iin", "")

    def numbered(self, reference: str) -> Listed:
        """The same row under a reference."""
        return replace(self, reference=reference)


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    people: int
    known: int


@transaction.atomic
def load_people(
    actor: Actor,
    team_id: UUID,
    people: Iterable[Listed],
    progress: Callable[[int], None] = lambda _n: None,
) -> Loaded:
    """Write those of a register whose reference is not here yet, sealed and with their keys."""
    actor.require(permissions.LOAD_PEOPLE, team_id)
    wait_for_turn(f"load people {actor.organisation}")
    here = Individual.objects.filter(organisation_id=actor.organisation).exclude(reference="")
    known = set(here.values_list("reference", flat=True))
    listed = list(people)
    fresh = [one for one in listed if not one.reference or one.reference not in known]
    write_people(actor, team_id, fresh, progress)
    done = Loaded(len(fresh), len(listed) - len(fresh))
    log.record(actor, events.PEOPLE_LOADED, None, {"people": done.people, "known": done.known})
    return done


def write_people(
    actor: Actor,
    team_id: UUID,
    fresh: list[Listed],
    progress: Callable[[int], None] = lambda _n: None,
) -> list[UUID]:
    """Write people with their codes, keys and circles; their ids in the same order."""
    office = access.teams(actor).get(pk=team_id).office_id
    prefix = access.offices(actor).get(pk=office).prefix
    seals.hold_ring()
    numbers = iter(take_numbers(actor, office, len(fresh)) if fresh else ())
    made: list[UUID] = []
    for start in range(0, len(fresh), BATCH):
        some = fresh[start : start + BATCH]
        codes = [rules.code_of(prefix, next(numbers)) for _ in some]
        written = _rows(actor, office, team_id, some, codes)
        for table, rows in written.items():
            bulk.insert_rows(table, TABLES[table], rows)
        made += [row[0] for row in written["people_individual"]]
        progress(start + len(some))
    return made


Rows = dict[str, list[tuple[Any, ...]]]


def _rows(
    actor: Actor, office: UUID, team_id: UUID, people: list[Listed], codes: list[str]
) -> Rows:
    """The rows of every table, keys and ciphertext made here."""
    rows: Rows = {table: [] for table in TABLES}
    moment = clock.now()
    for one, code in zip(people, codes, strict=True):
        here, pk = actor.organisation, uuid7()
        key = seals.prepare_key(here, "individual")
        rows["vault_datakey"].append(
            (key.pk, here, key.kind, "", key.wrapped, key.ring_key, key.made_at)
        )
        year = int(one.born[:4]) if one.born else None
        sealed = seals.seal(key, "people_individual.identity", pk, _identity(one))
        contact = json.dumps(dict(one.contact), ensure_ascii=False) if one.contact else ""
        citizenships = [code for code in (one.citizenship, *one.more_citizenships) if code]
        rows["people_individual"].append(
            (pk, here, office, team_id, code, one.reference, year, one.birth_precision,
             citizenships, moment, actor.person_id, key.pk, sealed,
             seals.seal(key, "people_individual.contact", pk, contact), 1,
             *(_plain(one, name) for name in FROM_FILE))  # fmt: skip
        )
        registered = terms.CircleReason.REGISTERED.value
        rows["people_circleplace"].append(
            (uuid7(), here, pk, team_id, registered, False, moment)
        )
        names, others = keys_of(one.named, one.document_number, one.phone)
        if iin := rules.plain_number(one.iin):
            kind = terms.Lookup.DOCUMENT
            others.append((kind.value, lookup_key(kind, iin)))
        rows["people_namekey"] += [(here, pk, name, year, folding.VERSION) for name in names]
        rows["people_lookupkey"] += [(here, pk, kind, other) for kind, other in others]
    return rows


def _identity(one: Listed) -> str:
    said = {
        "given_name": one.given_name,
        "family_name": one.family_name,
        "patronymic": one.patronymic,
        "born": one.born,
        "document_number": one.document_number,
        "phone": one.phone,
        **one.identity,
    }
    return json.dumps(said, ensure_ascii=False)


def _plain(one: Listed, name: str) -> Any:
    """What the file says of one field, or what the application would fill in by itself."""
    if name == "sex":
        return one.sex
    said = one.plain.get(name, BLANK[name])
    return list(said) if isinstance(said, tuple) else said
