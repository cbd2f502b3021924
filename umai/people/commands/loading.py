"""Take in a register of people: the whole file or nothing, with COPY, keys included."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
from umai.people.models import Individual
from umai.people.names import folding, matching
from umai.people.queries import keys_of

BATCH = 20_000
TABLES = {
    "vault_datakey": (
        "id", "organisation_id", "kind", "label", "wrapped", "ring_key", "made_at",
    ),
    "people_individual": (
        "id", "organisation_id", "office_id", "team_id", "code", "reference", "sex", "birth_year",
        "birth_precision", "citizenships", "registered_at", "key_id", "identity_sealed", "version",
    ),
    "people_circleplace": (
        "id", "organisation_id", "individual_id", "team_id", "reason", "shut_out", "since",
    ),
    "people_namekey": ("organisation_id", "individual_id", "key", "birth_year", "fold_version"),
    "people_lookupkey": ("organisation_id", "individual_id", "kind", "key"),
}  # fmt: skip

# What the application would fill in by itself.
BLANK = {
    "people_individual": {
        **dict.fromkeys(
            ("ethnicity", "region", "cabm_category", "migration_status", "uasc_status",
             "separation_cause", "border_point", "entry_purpose", "unnamed", "education",
             "not_attending_reason", "living_situation",
             "care_arrangement", "family_status"), "''",
        ),
        **dict.fromkeys(("languages", "family_flags"), "'{}'"),
    }
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One person of a register that comes in, read and checked."""

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
    office = access.teams(actor).get(pk=team_id).office_id
    prefix = access.offices(actor).get(pk=office).prefix
    seals.hold_ring()
    numbers = iter(take_numbers(actor, office, len(fresh)) if fresh else ())
    for start in range(0, len(fresh), BATCH):
        some = fresh[start : start + BATCH]
        codes = [rules.code_of(prefix, next(numbers)) for _ in some]
        for table, rows in _rows(actor, office, team_id, some, codes).items():
            bulk.insert_rows(table, TABLES[table], rows, BLANK.get(table))
        progress(start + len(some))
    done = Loaded(len(fresh), len(listed) - len(fresh))
    log.record(actor, events.PEOPLE_LOADED, None, {"people": done.people, "known": done.known})
    return done


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
        rows["people_individual"].append(
            (pk, here, office, team_id, code, one.reference, one.sex, year, one.birth_precision,
             [one.citizenship] if one.citizenship else [], moment, key.pk, sealed, 1)  # fmt: skip
        )
        registered = terms.CircleReason.REGISTERED.value
        rows["people_circleplace"].append(
            (uuid7(), here, pk, team_id, registered, False, moment)
        )
        person = matching.named(one.given_name, one.family_name, one.patronymic, one.born, one.sex)
        names, others = keys_of(person, one.document_number, one.phone)
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
    }
    return json.dumps(said, ensure_ascii=False)
