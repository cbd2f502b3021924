"""Erase a person: the key first, then everything plain. Others who know them stay as they are."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from umai.foundation.files import commands as files
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import erasures, seals
from umai.foundation.vault.models import DataKey
from umai.people import events, permissions, queries, terms
from umai.people.commands.retention import Held
from umai.people.models import Erasure, Individual

# What is left of a person: that there was one, when, how old, of which sex. Nothing that names.
LEFT = {
    "id", "organisation", "office", "team", "code", "sex", "birth_year", "registered_at",
    "registered_by", "merged_into", "key", "version",
}  # fmt: skip
# Rows about a person that tell no more than codes and who decided; all others are deleted.
TOLD = {"erasure", "hold", "merge"}
# What higher rooms keep about a person goes too: each answers how many rows it erased. Filled in
# config/wiring.py.
also_erases: list[Callable[[Actor, UUID], int]] = []


@transaction.atomic
def erase_individual(actor: Actor, erasure_id: UUID) -> Erasure:
    """Confirm what another person asked for. It cannot be taken back."""
    actor.require(permissions.ERASE_INDIVIDUAL)
    wait_for_turn(f"merge {actor.organisation}")
    asked = queries.held_erasure(actor, erasure_id)
    if asked.state != terms.ErasureState.ASKED:
        raise Refused(_("This was decided already."))
    if asked.asked_by_id == actor.person:
        raise Refused(_("Another person must confirm: you asked for it yourself."))
    individual = queries.kept(actor, asked.individual_id)
    people = _held(queries.whole_person(individual))
    if hold := queries.hold_on(actor, [one.pk for one in people]):
        raise Held(hold)
    here = DataKey.objects.filter(organisation_id=actor.organisation)
    keys = here.filter(pk__in=[one.key_id for one in people], destroyed_at__isnull=True)
    seals.destroy(keys)
    asked.rows = sum(erase(actor, one.pk) for one in people for erase in also_erases)
    asked.rows += sum(_erase(one) for one in people)
    asked.rows += sum(
        files.drop_files(actor, files.Owner(queries.OWNER, one.pk)) for one in people
    )
    asked.records = len(people)
    asked.state = terms.ErasureState.ERASED
    asked.decided_at, asked.decided_by_id = clock.now(), actor.person
    asked.gone_by = clock.today(actor.time_zone) + timedelta(days=erasures.KEPT_DAYS)
    asked.save()
    facts = {"records": asked.records, "rows": asked.rows, "codes": [one.code for one in people]}
    log.record(actor, events.INDIVIDUAL_ERASED, individual, facts)
    return asked


@transaction.atomic
def read_certificate(actor: Actor, erasure_id: UUID) -> Erasure:
    """Open what says that somebody was erased, to print it."""
    erasure = queries.erasure(actor, erasure_id)
    log.record(actor, events.CERTIFICATE_READ, erasure)
    return erasure


def _held(people: list[Individual]) -> list[Individual]:
    """The records, held until the act is over: nobody writes into them while they are erased."""
    here = Individual.objects.filter(
        organisation_id=people[0].organisation_id, pk__in=[one.pk for one in people]
    )
    return list(here.select_for_update(no_key=True).order_by("pk"))


def _erase(individual: Individual) -> int:
    """Delete every row about this person, empty their own; then the same in the history."""
    rows = 0
    for row_of, key in _pointing(history=False):
        rows += _cut(row_of, key, individual)
    blank = {
        field.name: _blank(field)
        for field in Individual._meta.concrete_fields
        if field.name not in LEFT
    }
    here = {"organisation_id": individual.organisation_id}
    Individual.objects.filter(**here, pk=individual.pk).update(**blank)
    for row_of, key in _pointing(history=True):
        rows += row_of._default_manager.filter(**here, **{key: individual.pk}).delete()[0]
    history = apps.get_model("people", "IndividualEvent")._default_manager
    return rows + int(history.filter(**here, id=individual.pk).update(**blank))


def _cut(row_of: type[models.Model], key: str, individual: Individual) -> int:
    """What is this person's own goes; in what is another's only the link and the words go."""
    found = row_of._default_manager.filter(
        organisation_id=individual.organisation_id, **{key: individual.pk}
    )
    if not row_of._meta.get_field(key.removesuffix("_id")).null:
        return int(found.delete()[0])
    others = list(found.values_list("pk", flat=True))
    sealed = [one.name for one in row_of._meta.concrete_fields if one.name.endswith("_sealed")]
    found.update(**{key: None}, **dict.fromkeys(sealed))
    return len(others)


def _pointing(*, history: bool) -> Iterator[tuple[type[models.Model], str]]:
    """Every table of the room with a key to a person, or the history of those tables."""
    for model in apps.get_app_config("people").get_models():
        if model._meta.model_name in TOLD or model is Individual:
            continue
        if (hasattr(model, "pgh_tracked_model")) != history:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Individual and field.name != "merged_into":
                yield model, field.attname


def _blank(field: Any) -> Any:
    if field.null:
        return None
    return field.get_default()
