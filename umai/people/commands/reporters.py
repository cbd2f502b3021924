"""Who reported in confidence: one asks and says why, another decides; only then it opens (S5)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, queries, rules, terms
from umai.people.models import Incident, Unsealing

LASTS = "DP.REPORTER"


@dataclass(frozen=True)
class OpenedUnsealing:
    """A question for who decides: about which code, and why somebody asks. Not what happened."""

    asked: Unsealing
    incident: Incident
    why: str


@transaction.atomic
def ask_unsealing(actor: Actor, incident_id: UUID, why: str) -> Unsealing:
    """Ask who reported in confidence, and say what moves you. The custodians are told."""
    actor.require(permissions.ASK_UNSEALING)
    wait_for_turn(f"unsealing {incident_id}")
    row = queries.incident(actor, incident_id)
    if not row.confidential:
        raise Refused(_("This was not reported in confidence."))
    if len(why.strip()) < rules.LEAST_REASON:
        raise Refused(_("Write why you must know, in a sentence."), "why")
    before = queries.my_unsealing(actor, row)
    if before is not None and before.state == terms.UnsealingState.ASKED:
        raise Refused(_("You have asked already. It waits for a second person."))
    deciding = queries.custodians(actor, row)
    if not deciding:
        raise Refused(_("Nobody could decide it. Ask the administrator to name a custodian."))
    asked = Unsealing(
        id=uuid7(),
        organisation_id=actor.organisation,
        incident_id=row.pk,
        asked_at=clock.now(),
        asked_by_id=actor.person,
    )
    key = queries.key_of_incident(row)
    asked.why_sealed = seals.seal(key, queries.WHY, asked.pk, why.strip())
    asked.save(force_insert=True)
    for person_id in sorted(deciding):
        kind = terms.Notice.UNSEALING_ASKED
        notices.tell(actor, person_id, kind, row.code, asked.pk, urgent=False)
    log.record(actor, events.UNSEALING_ASKED, row)
    return asked


@transaction.atomic
def read_unsealing(actor: Actor, unsealing_id: UUID) -> OpenedUnsealing:
    """Open a question to decide it: who asks, about which code, and why."""
    asked = queries.unsealing(actor, unsealing_id)
    row = queries.incident_of(asked)
    log.record(actor, events.UNSEALING_READ, row)
    return OpenedUnsealing(asked, row, queries.why_asked(asked))


@transaction.atomic
def decide_unsealing(actor: Actor, unsealing_id: UUID, *, grant: bool) -> Unsealing:
    """Agree for a time that the one who asked opens the name, or refuse. Never for oneself."""
    actor.require(permissions.DECIDE_UNSEALING)
    queries.unsealing(actor, unsealing_id)
    here = Unsealing.objects.filter(organisation_id=actor.organisation)
    asked = here.select_for_update(no_key=True).get(pk=unsealing_id)
    if asked.state != terms.UnsealingState.ASKED:
        raise Refused(_("This was decided already."))
    if asked.asked_by_id == actor.person:
        raise Refused(_("Another person must decide: you asked for it yourself."))
    row = queries.incident_of(asked)
    asked.decided_at, asked.decided_by_id = clock.now(), actor.person
    asked.state = terms.UnsealingState.GRANTED if grant else terms.UnsealingState.REFUSED
    asked.until = clock.now() + vocabulary.span(LASTS) if grant else None
    asked.save(update_fields=["state", "decided_at", "decided_by", "until"])
    kind = terms.Notice.UNSEALING_DECIDED
    notices.tell(actor, asked.asked_by_id, kind, row.code, row.pk, urgent=False)
    facts = {"until": asked.until.isoformat()} if asked.until else {}
    event = events.UNSEALING_GRANTED if grant else events.UNSEALING_REFUSED
    log.record(actor, event, row, facts)
    return asked


@transaction.atomic
def open_reporter(actor: Actor, incident_id: UUID) -> str:
    """The name of who reported in confidence, for who asked and was granted it, for a time."""
    actor.require(permissions.ASK_UNSEALING)
    row = queries.incident(actor, incident_id)
    if not queries.may_open_reporter(actor, row):
        raise Refused(_("A second person must agree first."))
    log.record(actor, events.REPORTER_SEEN, row)
    return queries.reporter(row).get("name", "")
