"""Until when a record is kept: the watch of the night, holds, and who asks for an erasure."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, queries, terms
from umai.people.models import Erasure, Hold, Individual, Retention


class Held(Refused):
    """The record must be kept: the reason and the day of its review are said."""

    def __init__(self, hold: Hold) -> None:
        words = _("This record must be kept: %(reason)s. To be looked at again on %(day)s.")
        said = {"reason": hold.get_reason_display(), "day": moments.day(hold.review_on)}
        super().__init__(words % said)


@transaction.atomic
def watch_retention(actor: Actor) -> int:
    """Every night: note what ends soon, warn of it, forget it again when there was new work.

    Nothing is erased here: two people decide. Returns how many records are warned of for the first
    time.
    """
    actor.require(permissions.KEEP_RETENTION)
    wait_for_turn(f"retention {actor.organisation}")
    moment = clock.now()
    soon = clock.today(actor.time_zone) + vocabulary.span("KEEP.WARN")
    ends = {
        one.individual_id: one.until
        for one in queries.terms_of_keeping(actor)
        if one.until <= soon
    }
    known = Retention.objects.filter(organisation_id=actor.organisation)
    known.exclude(individual_id__in=ends).delete()
    for row in known:
        if row.destroy_on != ends[row.individual_id]:
            row.destroy_on = ends[row.individual_id]
            row.save(update_fields=["destroy_on"])
    fresh = ends.keys() - set(known.values_list("individual_id", flat=True))
    Retention.objects.bulk_create(
        Retention(
            organisation_id=actor.organisation,
            individual_id=pk,
            destroy_on=ends[pk],
            warned_at=moment,
        )
        for pk in fresh
    )
    if fresh:
        for person_id in sorted(access.holders(actor, permissions.WATCH_CIRCLES)):
            kind = terms.Notice.RETENTION_SOON
            notices.tell(actor, person_id, kind, "", None, urgent=False)
        log.record(actor, events.RETENTION_WATCHED, None, {"warned": len(fresh)})
    return len(fresh)


@transaction.atomic
def put_hold(actor: Actor, individual_id: UUID, reason: str, review_on: date) -> Hold:
    """Forbid to erase a record, for a reason, until it is looked at again."""
    individual = _kept(actor, individual_id)
    if reason not in terms.HoldReason.values:
        raise Refused(_("Choose a reason."), "reason")
    if review_on <= clock.today(actor.time_zone):
        raise Refused(_("The day of the review must be still to come."), "review_on")
    if queries.hold_on(actor, [individual.pk]):
        raise Refused(_("This record is held already."))
    hold = Hold.objects.create(
        organisation_id=actor.organisation,
        individual_id=individual.pk,
        reason=reason,
        review_on=review_on,
        put_at=clock.now(),
        put_by_id=actor.person,
    )
    facts = {"reason": reason, "review_on": review_on.isoformat()}
    log.record(actor, events.HOLD_PUT, individual, facts)
    return hold


@transaction.atomic
def lift_hold(actor: Actor, individual_id: UUID) -> Hold:
    """Allow to erase a record again."""
    individual = _kept(actor, individual_id)
    hold = queries.hold_on(actor, [individual.pk])
    if hold is None:
        raise Refused(_("Nothing holds this record."))
    hold.lifted_at, hold.lifted_by_id = clock.now(), actor.person
    hold.save(update_fields=["lifted_at", "lifted_by"])
    log.record(actor, events.HOLD_LIFTED, individual, {"reason": hold.reason})
    return hold


@transaction.atomic
def ask_erasure(actor: Actor, individual_id: UUID, ground: str) -> Erasure:
    """Ask that a person be erased, with all records that are merged. A second person confirms."""
    individual = _kept(actor, individual_id)
    if individual.merged_into_id:
        raise Refused(_("This record is merged. Ask at the one that stands for it."))
    people = [one.pk for one in queries.whole_person(individual)]
    if hold := queries.hold_on(actor, people):
        raise Held(hold)
    if ground not in terms.ErasureGround.values:
        raise Refused(_("Choose a reason."), "ground")
    if ground == terms.ErasureGround.TIME and not _over(actor, individual):
        raise Refused(_("The time of keeping is not over yet."), "ground")
    known = Erasure.objects.filter(organisation_id=actor.organisation, individual_id__in=people)
    if known.exclude(state=terms.ErasureState.TAKEN_BACK).exists():
        raise Refused(_("Somebody asked for it already."))
    asked = Erasure.objects.create(
        organisation_id=actor.organisation,
        individual_id=individual.pk,
        code=individual.code,
        ground=ground,
        asked_at=clock.now(),
        asked_by_id=actor.person,
    )
    log.record(actor, events.ERASURE_ASKED, individual, {"ground": ground})
    return asked


@transaction.atomic
def take_back_erasure(actor: Actor, erasure_id: UUID) -> Erasure:
    """Whoever keeps watch may take it back as long as nobody has confirmed."""
    asked = queries.held_erasure(actor, erasure_id)
    if asked.state != terms.ErasureState.ASKED:
        raise Refused(_("This was decided already."))
    asked.state = terms.ErasureState.TAKEN_BACK
    asked.decided_at, asked.decided_by_id = clock.now(), actor.person
    asked.save(update_fields=["state", "decided_at", "decided_by"])
    log.record(actor, events.ERASURE_TAKEN_BACK, asked)
    return asked


def _kept(actor: Actor, individual_id: UUID) -> Individual:
    actor.require(permissions.KEEP_RETENTION)
    # The turn of merging and erasing: none of them passes a hold or a question in the making.
    wait_for_turn(f"merge {actor.organisation}")
    return queries.kept(actor, individual_id)


def _over(actor: Actor, individual: Individual) -> bool:
    found = queries.terms_of_keeping(actor, individual.pk)
    return any(one.until < clock.today(actor.time_zone) for one in found)
