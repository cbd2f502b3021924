"""Two records of one person: merge them, undo it, or remember that they are two people."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.people import events, permissions, queries, terms
from umai.people.commands.registering import Identity, reveal_identity
from umai.people.models import Individual, Merge, Pair

# What higher rooms do when a record is merged with another (gone, stays), and when that is undone
# (gone): filled in config/wiring.py.
also_merges: list[Callable[[Actor, UUID, UUID], None]] = []
also_undoes: list[Callable[[Actor, UUID], None]] = []


@transaction.atomic
def merge_people(actor: Actor, gone_id: UUID, stays_id: UUID) -> Individual:
    """Let one record point to the surviving one. No other row changes; it can be undone."""
    actor.require(permissions.MERGE_PEOPLE)
    wait_for_turn(f"merge {actor.organisation}")
    gone, stays = queries.individual(actor, gone_id), queries.individual(actor, stays_id)
    if gone.pk == stays.pk:
        raise Refused(_("These are one record already."))
    if gone.merged_into_id or stays.merged_into_id:
        raise Refused(_("One of them is merged already. Undo that first."))
    if Individual.objects.filter(
        organisation_id=actor.organisation, merged_into_id=gone.pk
    ).exists():
        raise Refused(_("Another record points to this one. Let that one point to the other."))
    if queries.erasure_waits(actor, [gone.pk, stays.pk]):
        raise Refused(_("Somebody asked to erase this record."))
    gone.merged_into_id = stays.pk
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
    Merge.objects.create(
        organisation_id=actor.organisation,
        gone_id=gone.pk,
        stays_id=stays.pk,
        merged_at=clock.now(),
        merged_by_id=actor.person,
    )
    _decide(actor, gone.pk, stays.pk, terms.PairState.MERGED)
    for merge in also_merges:
        merge(actor, gone.pk, stays.pk)
    log.record(actor, events.PEOPLE_MERGED, stays, {"gone": gone.code})
    return stays


@transaction.atomic
def undo_merge(actor: Actor, gone_id: UUID) -> Individual:
    """Take a merge back: both records stand as they were."""
    actor.require(permissions.MERGE_PEOPLE)
    wait_for_turn(f"merge {actor.organisation}")
    gone = queries.individual(actor, gone_id)
    merge = Merge.objects.filter(
        organisation_id=actor.organisation, gone_id=gone.pk, undone_at__isnull=True
    ).first()
    if merge is None or gone.merged_into_id is None:
        raise Refused(_("This record is not merged."))
    stays_id = gone.merged_into_id
    gone.merged_into_id = None
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
    merge.undone_at, merge.undone_by_id = clock.now(), actor.person
    merge.save(update_fields=["undone_at", "undone_by"])
    _decide(actor, gone.pk, stays_id, terms.PairState.WAITING)
    for undo in also_undoes:
        undo(actor, gone.pk)
    log.record(actor, events.MERGE_UNDONE, gone)
    return gone


@transaction.atomic
def say_not_same(actor: Actor, one_id: UUID, other_id: UUID) -> Pair:
    """Remember that two records are two people: they are not proposed again."""
    actor.require(permissions.MERGE_PEOPLE)
    wait_for_turn(f"merge {actor.organisation}")
    one, other = queries.individual(actor, one_id), queries.individual(actor, other_id)
    if one.pk == other.pk:
        raise Refused(_("These are one record already."))
    if one.merged_into_id or other.merged_into_id:
        raise Refused(_("One of them is merged already. Undo that first."))
    pair = _decide(actor, one.pk, other.pk, terms.PairState.NOT_SAME)
    log.record(actor, events.SAID_NOT_SAME, one, {"with": other.code})
    return pair


@transaction.atomic
def propose_pairs(actor: Actor) -> int:
    """Every night: lay pairs that may be one person before people. Nothing is merged by itself.

    What was decided is not proposed again. Returns how many are new.
    """
    actor.require(permissions.MERGE_PEOPLE)
    wait_for_turn(f"merge {actor.organisation}")
    moment = clock.now()
    fresh = [
        Pair(
            organisation_id=actor.organisation,
            one_id=one,
            other_id=other,
            score=score,
            found_at=moment,
        )
        for one, other, score in queries.alike(actor)
    ]
    Pair.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    if fresh:
        log.record(actor, events.PAIRS_PROPOSED, None, {"pairs": len(fresh)})
    return len(fresh)


@transaction.atomic
def compare_people(actor: Actor, one_id: UUID, other_id: UUID) -> tuple[Individual, Individual]:
    """Open two records side by side. Names stay covered."""
    actor.require(permissions.MERGE_PEOPLE)
    one, other = queries.individual(actor, one_id), queries.individual(actor, other_id)
    log.record(actor, events.PEOPLE_COMPARED, one, {"with": other.code})
    return one, other


@transaction.atomic
def reveal_pair(actor: Actor, one_id: UUID, other_id: UUID) -> tuple[Identity, Identity]:
    """Have both names shown for a comparison: two entries in the journal, one for each."""
    actor.require(permissions.MERGE_PEOPLE)
    return reveal_identity(actor, one_id), reveal_identity(actor, other_id)


def _decide(actor: Actor, one: UUID, other: UUID, state: terms.PairState) -> Pair:
    first, second = sorted((one, other))
    waiting = state == terms.PairState.WAITING
    pair, _made = Pair.objects.update_or_create(
        organisation_id=actor.organisation,
        one_id=first,
        other_id=second,
        defaults={
            "state": state,
            "decided_at": None if waiting else clock.now(),
            "decided_by_id": None if waiting else actor.person,
        },
        create_defaults={
            "score": 0.0,
            "found_at": clock.now(),
            "state": state,
            "decided_at": None if waiting else clock.now(),
            "decided_by_id": None if waiting else actor.person,
        },
    )
    return pair
