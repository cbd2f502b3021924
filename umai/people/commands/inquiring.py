"""Ask another team of ours whether they know a child; its owners decide and are the only ones who
learn which.
"""

import json
from dataclasses import dataclass, field
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
from umai.foundation.vault import seals
from umai.people import events, permissions, queries, rules, terms
from umai.people.commands.circle import let_in, those_who_know
from umai.people.commands.registering import SEARCH_HOLDS
from umai.people.models import Individual, Inquiry


@dataclass(frozen=True, kw_only=True)
class InquiryDetails:
    """After which search somebody asks and why; `searched` only if they send it along."""

    id: UUID
    search_id: UUID
    reason: str
    searched: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def ask_team(actor: Actor, details: InquiryDetails) -> None:
    """Ask the owners of whoever a search led to. Nothing comes back from here, not even a row."""
    actor.require(permissions.FIND_PEOPLE)
    if len(details.reason.strip()) < rules.LEAST_REASON:
        raise Refused(_("Write in a sentence why you ask. It is sealed."), "reason")
    wait_for_turn(f"inquiries {actor.person}")
    individual = _led_to(actor, details.search_id)
    here = Inquiry.objects.filter(organisation_id=actor.organisation)
    again = here.filter(
        individual_id=individual.pk, asked_by_id=actor.person, state=terms.InquiryState.WAITING
    )
    if again.exists() or here.filter(pk=details.id).exists():
        return
    inquiry = Inquiry(
        id=details.id,
        organisation_id=actor.organisation,
        individual_id=individual.pk,
        asked_by_id=actor.person,
        asked_at=clock.now(),
    )
    said = {"reason": details.reason.strip(), "searched": details.searched}
    words = json.dumps(said, ensure_ascii=False)
    column = "people_inquiry.words"
    inquiry.words_sealed = seals.seal(queries.key_of(individual), column, inquiry.pk, words)
    inquiry.save(force_insert=True)
    for person_id in _owners(actor, individual):
        kind = terms.Notice.ASKED_ABOUT
        notices.tell(actor, person_id, kind, individual.code, inquiry.pk, urgent=False)
    # Without the code: who asks may read what they did themselves.
    log.record(actor, events.TEAM_ASKED, inquiry, {"sent_along": bool(details.searched)})


@transaction.atomic
def read_inquiry(actor: Actor, inquiry_id: UUID) -> tuple[Inquiry, Individual, queries.Words]:
    """Open a question that another team asked: who asks, why, and about whom."""
    actor.require(permissions.KEEP_CIRCLE)
    inquiry = queries.inquiry(actor, inquiry_id)
    individual = queries.individual(actor, inquiry.individual_id)
    log.record(actor, events.INQUIRY_READ, individual)
    return inquiry, individual, queries.inquiry_words(inquiry, individual)


@transaction.atomic
def answer_inquiry(actor: Actor, inquiry_id: UUID, *, yes: bool) -> Individual:
    """Let the colleague into the circle, who is told; or decline, of which they hear nothing."""
    actor.require(permissions.KEEP_CIRCLE)
    wait_for_turn(f"inquiry {inquiry_id}")
    inquiry = queries.inquiry(actor, inquiry_id)
    individual = queries.individual(actor, inquiry.individual_id)
    inquiry.state = terms.InquiryState.LET_IN if yes else terms.InquiryState.DECLINED
    inquiry.decided_at, inquiry.decided_by_id = clock.now(), actor.person
    inquiry.save(update_fields=["state", "decided_at", "decided_by"])
    if yes:
        reason = queries.inquiry_words(inquiry, individual).reason
        let_in(actor, individual, inquiry.asked_by_id, reason)
        kind = terms.Notice.LET_IN
        notices.tell(
            actor, inquiry.asked_by_id, kind, individual.code, individual.pk, urgent=False
        )
    facts = {"person": str(inquiry.asked_by_id), "let_in": yes}
    log.record(actor, events.INQUIRY_ANSWERED, individual, facts)
    return individual


def _led_to(actor: Actor, search_id: UUID) -> Individual:
    """Whom the search led to: a search of one's own, a fresh one. Every other is the same no."""
    search = queries.search(actor, search_id)
    fresh = search is not None and clock.now() - search.at <= SEARCH_HOLDS
    found = None
    if queries.asks_allowed() and search is not None and fresh and search.elsewhere_id:
        found = queries.asked_about(actor, search.elsewhere_id)
    if found is None:
        raise Refused(_("Search for the child once more, then ask."))
    return found


def _owners(actor: Actor, individual: Individual) -> list[UUID]:
    """Those of the circle who may let somebody in; not who asks."""
    knowing, _out = those_who_know(actor, individual)
    return sorted(knowing & access.holders(actor, permissions.KEEP_CIRCLE) - {actor.person})
