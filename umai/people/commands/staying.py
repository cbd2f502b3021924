"""Warn before the right to stay ends: twice, by the rules of the lists, and nobody twice."""

from datetime import date, timedelta

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, rules, terms
from umai.people.commands.circle import those_who_know
from umai.people.models import Individual, StayWarning


@transaction.atomic
def watch_stays(actor: Actor) -> int:
    """Every morning: tell the teams whose people's stay ends soon. The notice says a code only.

    A day that was missed is made up for: what counts is whether the warning was given. Returns how
    many people were warned of.
    """
    actor.require(permissions.READ_INDIVIDUAL)
    wait_for_turn(f"stays {actor.organisation}")
    today = clock.today(actor.time_zone)
    first, last = (vocabulary.amount(f"MG.ALERT_{step}") for step in ("FIRST", "LAST"))
    here = Individual.objects.filter(organisation_id=actor.organisation).surviving()
    ending = here.filter(stay_until__range=(today, today + timedelta(days=max(first, last))))
    warned = 0
    for one in ending.order_by("id"):
        until = one.stay_until or today
        step = rules.stay_state((until - today).days, first, last)
        warned += step in set(terms.Stay) and _warn(actor, one, until, step)
    if warned:
        log.record(actor, events.STAYS_WATCHED, None, {"warned": warned})
    return warned


def _warn(actor: Actor, one: Individual, until: date, step: str) -> bool:
    """Whether the team was told just now."""
    _warning, fresh = StayWarning.objects.get_or_create(
        organisation_id=actor.organisation,
        individual_id=one.pk,
        stay_until=until,
        step=step,
        defaults={"warned_at": clock.now()},
    )
    if fresh:
        for person_id in sorted(those_who_know(actor, one)[0]):
            urgent = step == terms.Stay.LAST
            notices.tell(
                actor, person_id, terms.Notice.STAY_ENDS, one.code, one.pk, urgent=urgent
            )
    return fresh
