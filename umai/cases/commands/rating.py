"""How grave a case is. Every rating stays; what makes it high by itself is not passed over."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, RiskRating
from umai.cases.terms import ClockKind, Risk
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries as people

AT_FIRST = (ClockKind.REGISTER, ClockKind.FIRST_ACTION, ClockKind.FACE)


@transaction.atomic
def rate_risk(
    actor: Actor, case_id: UUID, version: int, level: str, triggers: tuple[str, ...], why: str
) -> Case:
    """Rate the risk, with the reason. Only a supervisor goes under what makes it high by itself."""
    case = holding.hold(actor, permissions.RATE_RISK, case_id, version)
    child = people.individual(actor, case.individual_id)
    rate(actor, case, child, level, triggers, why)
    case.version += 1
    case.save()
    log.record(actor, events.RISK_RATED, case, {"risk": level})
    return case


def rate(
    actor: Actor, case: Case, child: people.Individual, level: str, said: tuple[str, ...], why: str
) -> None:
    """A part of opening and rating: write it down, and start or shorten what it asks for."""
    vocabulary.check_word("risk_level", level, "risk")
    for one in said:
        vocabulary.check_word("risk_trigger", one, "triggers")
    triggers = queries.triggers_of(actor, child, said)
    _check(actor, case, level, triggers, why)
    rating = RiskRating(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        level=level,
        triggers=list(triggers),
        at=clock.now(),
        by_id=actor.person_id,
    )
    key = queries.key_of(case)
    rating.reason_sealed = seals.seal(key, "cases_riskrating.reason", rating.pk, why.strip())
    rating.save(force_insert=True)
    before, case.risk = case.risk, level
    if not case.first_risk:
        case.first_risk = level
        for kind in AT_FIRST:
            clocks.start(actor, case, kind, began_at=case.opened_at)
    elif rules.raised(level, before):
        clocks.follow_risk(actor, case)
    if level == Risk.HIGH and before != Risk.HIGH:
        clocks.start(actor, case, ClockKind.REPORT)
        leads = access.holders(actor, permissions.SCREEN_OUT_CASE, {case.team_id})
        holding.tell(
            actor, case, {*leads, case.owner_id}, terms.Notice.CASE_HIGH_RISK, urgent=True
        )


def _check(actor: Actor, case: Case, level: str, triggers: tuple[str, ...], why: str) -> None:
    if level != Risk.HIGH and triggers:
        if not actor.may(permissions.LOWER_RISK, case.team_id):
            words = _("What is ticked makes this high risk. Only a supervisor may rate it lower.")
            raise Refused(words, "risk")
        if len(why.strip()) < holding.LEAST:
            raise Refused(_("Write why it is not high risk although this is so."), "why_risk")
    if not triggers and not why.strip():
        raise Refused(_("Write what the risk is."), "why_risk")
