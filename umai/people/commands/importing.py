"""A register of people is taken in through the pages: whole or not at all, nobody twice."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.exports import commands as registers
from umai.foundation.exports import queries as kept
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.exports.registers import Read, in_order
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.people import events, permissions, queries, terms
from umai.people.commands.loading import Listed, write_people
from umai.people.commands.registering import Identity, reveal_identity
from umai.people.models import Individual, Pair
from umai.people.rules import PEOPLE

# What somebody decided of a row: whom it was held to be (`queries.Twin.about`), and what to do.
Choices = Mapping[int, tuple[str, str]]


@transaction.atomic
def import_people(
    actor: Actor,
    register_id: UUID,
    read: Read,
    *,
    version: int,
    skip_bad: bool = False,
    choices: Choices | None = None,
) -> IncomingRegister:
    """Register the people of a file that was kept and looked at, once, and erase its words.

    Who is very like somebody is registered only if `choices` say that it is another person, and
    then the two are laid before those who compare; without a choice the row is left out. Sent
    twice, the second time answers with what the first one did. Raises Refused and writes nothing
    when a row is wrong, unless `skip_bad`, or when people here or the columns changed meanwhile.
    """
    register = kept.register(actor, PEOPLE, register_id)
    if register.imported_at is not None:
        return register
    actor.require(permissions.LOAD_PEOPLE, register.team_id)
    registers.check_version(register, version)
    wait_for_turn(f"load people {actor.organisation}")
    rows = queries.sorted_people(actor, register.team_id, read.rows)
    faults = in_order(read.faults, rows.faults)
    if faults and not skip_bad:
        raise Refused(_("Nothing was imported: there are rows with mistakes."))
    twins = queries.twins(actor, rows.fresh)
    chosen = _chosen(twins, choices or {})
    some = [one for one in rows.fresh if chosen.get(one.row, terms.Twin.OTHER) == terms.Twin.OTHER]
    pks = write_people(actor, register.team_id, _free(actor, register.team_id, some))
    made = {one.row: pk for one, pk in zip(some, pks, strict=True)}
    _lay_before(actor, made, [twins[row] for row in chosen if row in made])
    same = [one for one in rows.fresh if chosen.get(one.row) == terms.Twin.SAME]
    _note_numbers(actor, register.team_id, {twins[one.row].individual_id: one for one in same})
    said = list(chosen.values())
    counts = {
        "total": read.total,
        "imported": len(made),
        "known": rows.known + said.count(terms.Twin.SAME),
        "left_out": said.count(terms.Twin.LEAVE),
    }
    registers.finish_register(register, **counts)
    facts = {"rows": read.total, "people": counts["imported"], "known": counts["known"]}
    facts |= {"left_out": counts["left_out"], "faults": len({one.row for one in faults})}
    log.record(actor, events.PEOPLE_LOADED, register, facts)
    return register


@transaction.atomic
def reveal_twin(actor: Actor, register_id: UUID, twin: queries.Twin) -> Identity | None:
    """Have the name in a row shown, and of whom it is like: that one's is an entry of its own."""
    actor.require(permissions.LOAD_PEOPLE)
    register = kept.register(actor, PEOPLE, register_id)
    log.record(actor, events.ROW_REVEALED, register, {"row": twin.row})
    return reveal_identity(actor, twin.individual_id) if twin.individual_id else None


def _chosen(twins: Mapping[int, queries.Twin], choices: Choices) -> dict[int, str]:
    """What becomes of every row that is very like somebody; left out, if nobody said."""
    for row, (about, what) in choices.items():
        if what != terms.Twin.LEAVE and (row not in twins or twins[row].about != about):
            raise Refused(
                _("The people here changed meanwhile. Look once more at who is like whom.")
            )
    return {row: choices.get(row, ("", terms.Twin.LEAVE.value))[1] for row in twins}


def _free(actor: Actor, team_id: UUID, rows: list[Listed]) -> list[Listed]:
    """Rows without the numbers that somebody has whom the actor must not know: nothing shows it."""
    here = Individual.objects.filter(organisation_id=actor.organisation, team_id=team_id)
    taken = set(here.exclude(reference="").values_list("reference", flat=True))
    return [one.numbered("") if one.reference in taken else one for one in rows]


def _note_numbers(
    actor: Actor, team_id: UUID, same: Mapping[UUID | None, Listed]
) -> None:
    """Note the numbers of rows with the people they are about, so that nobody is asked again."""
    if not actor.may(permissions.CORRECT_INDIVIDUAL, team_id):
        return
    numbered = dict(zip(same, _free(actor, team_id, list(same.values())), strict=True))
    here = queries.individuals(actor).filter(pk__in=[pk for pk in same if pk], team_id=team_id)
    for individual in here.filter(reference="").select_for_update(no_key=True, of=("self",)):
        if not (reference := numbered[individual.pk].reference):
            continue
        individual.reference = reference
        individual.version += 1
        individual.save(update_fields=["reference", "version"])
        facts = {"fields": ["reference"], "version": individual.version}
        log.record(actor, events.INDIVIDUAL_CORRECTED, individual, facts)


def _lay_before(actor: Actor, made: Mapping[int, UUID], twins: Iterable[queries.Twin]) -> None:
    """Lay those who were registered though they are like somebody before those who compare."""
    fresh: list[Any] = []
    for twin in twins:
        other = twin.individual_id or made.get(twin.earlier)
        if other is None:
            continue
        one, two = sorted((made[twin.row], other))
        fresh.append(
            Pair(
                organisation_id=actor.organisation,
                one_id=one,
                other_id=two,
                score=round(twin.score, 1),
                found_at=clock.now(),
            )
        )
    Pair.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
