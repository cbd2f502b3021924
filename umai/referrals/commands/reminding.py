"""What happens by itself: what is due is told once, what nobody answers ends, access ends."""

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import events, permissions, queries, rules, terms
from umai.referrals.commands import coding, holding, sending
from umai.referrals.models import Arrival, Referral

OUT = [one.value for one in rules.OUT]
SYSTEM = terms.Teller.SYSTEM


@transaction.atomic
def remind_of_referrals(actor: Actor) -> int:
    """Tell whoever sent a referral, once, that its time is over, and write to the provider, once,
    that something waits; tell who answers what came in the same. Returns how many.
    """
    actor.require(permissions.MAKE_REFERRAL)
    wait_for_turn(f"referral reminders {actor.organisation}")
    moment = clock.now()
    out = Referral.objects.filter(organisation_id=actor.organisation, state__in=OUT)
    due = out.filter(due_at__lte=moment, told_at__isnull=True, begun_at__isnull=True)
    late = list(due.order_by("pk").select_for_update(skip_locked=True))
    for row in late:
        row.told_at = moment
        row.save(update_fields=["told_at"])
        holding.tell_owner(actor, row, terms.Notice.REFERRAL_DUE)
        if row.way == terms.Way.EMAIL and row.accepted_at is None and row.reminded_at is None:
            row.reminded_at = moment
            row.save(update_fields=["reminded_at"])
            coding.write_to_provider(actor, row)
    told = len(late) + _arrivals(actor)
    if told:
        log.record(actor, events.REFERRALS_REMINDED, None, {"told": told})
    return told


def _arrivals(actor: Actor) -> int:
    """What came in, is due and was not answered is told once to everybody who may."""
    moment = clock.now()
    waiting = Arrival.objects.filter(
        organisation_id=actor.organisation,
        state=terms.ArrivalState.WAITING,
        withdrawn_at__isnull=True,
        due_at__lte=moment,
        told_at__isnull=True,
    )
    late = list(waiting.order_by("pk").select_for_update(skip_locked=True))
    for row in late:
        row.told_at = moment
        row.save(update_fields=["told_at"])
        holding.tell_takers(actor, row, terms.Notice.ARRIVAL_DUE)
    return len(late)


@transaction.atomic
def end_old_referrals(actor: Actor) -> int:
    """Every night: what nobody answered ends; what ended long ago, or rests on a consent that has
    run out, can no longer be opened. Returns how many.
    """
    actor.require(permissions.MAKE_REFERRAL)
    wait_for_turn(f"referral reminders {actor.organisation}")
    sent = Referral.objects.filter(organisation_id=actor.organisation, sent_at__isnull=False)
    ids = sorted(sent.filter(shut_at__isnull=True).values_list("pk", flat=True))
    list(Arrival.objects.filter(sender_id=actor.organisation, pk__in=ids).select_for_update())
    held = sent.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return sum(_ended(actor, row) for row in held)


def _ended(actor: Actor, row: Referral) -> bool:
    moment = clock.now()
    if row.state in rules.ENDED:
        before = moment - vocabulary.span("RF.ACCESS_DAYS")
        if row.ended_at is not None and row.ended_at < before:
            holding.happened(actor, row, terms.FactKind.SHUT, teller=SYSTEM)
            log.record(actor, events.ACCESS_ENDED, row)
            holding.saved(row)
            return True
    if queries.basis(actor, row) is None:
        sending.end_access(actor, row, terms.RevokeReason.WITHDRAWN)
        holding.tell_owner(actor, row, terms.Notice.REFERRAL_CUT)
        return True
    since = row.sent_at if row.state in rules.UNANSWERED else None
    if since is not None and since < moment - vocabulary.span("RF.EXPIRES"):
        holding.happened(actor, row, terms.FactKind.EXPIRED, teller=SYSTEM)
        sending.take_out_of_box(row)
        log.record(actor, events.REFERRAL_EXPIRED, row)
        holding.saved(row)
        holding.tell_owner(actor, row, terms.Notice.REFERRAL_ENDED)
        return True
    return False
