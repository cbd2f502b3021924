"""Whom another team of the same organisation knows, and the questions that were asked about them.

With the policy at nought, as it is shipped, nothing here asks the database anything.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import permissions, rules, terms
from umai.people.models import Individual, Inquiry, Search
from umai.people.queries.finding import Asked, Fit, found
from umai.people.queries.individuals import individuals, key_of

DAY = timedelta(hours=24)
COLUMN = "people_inquiry.words"


@dataclass(frozen=True)
class Words:
    """Why somebody asks, and whom they searched for if they sent it along."""

    reason: str
    searched: dict[str, str]


def asks_allowed() -> int:
    """How many searches of one person may lead to another team in a day; 0: none ever."""
    return vocabulary.amount("DP.ASK_TEAMS")


def elsewhere(actor: Actor, asked: Asked, fits: Iterable[Fit]) -> UUID | None:
    """Whom another team very likely knows by exactly this question, if the policy lets it say so.

    Only for a whole question (given and family name and birth year) in a standard search that found
    nobody as sure among those whom the actor may know; never for who is shut out; so many times a
    day, so that nobody can try out a list of names.
    """
    allowed = asks_allowed()
    whole = asked.given and asked.family and asked.born
    if not allowed or not whole or asked.wider or actor.kind != "person":
        return None
    if any(fit.score >= rules.VERY_LIKELY for fit in fits) or _led(actor) >= allowed:
        return None
    house = replace(
        actor, kind="job", person_id=None, grants={permissions.FIND_PEOPLE: None}
    )
    sure = [
        fit.individual_id for fit in found(house, asked).fits if fit.score >= rules.VERY_LIKELY
    ]
    here = Individual.objects.filter(organisation_id=actor.organisation, pk__in=sure)
    hidden = here.not_shut_out(actor).exclude(pk__in=individuals(actor).values("pk"))
    known = set(hidden.values_list("pk", flat=True))
    return next((one for one in sure if one in known), None)


def _led(actor: Actor) -> int:
    """How many searches of this person led to another team within a day."""
    mine = Search.objects.filter(organisation_id=actor.organisation, person_id=actor.person)
    return mine.filter(elsewhere__isnull=False, at__gt=clock.now() - DAY).count()


def asked_about(actor: Actor, individual_id: UUID) -> Individual | None:
    """The person whom a search led to, if the actor may still ask; they never see this row."""
    here = Individual.objects.filter(organisation_id=actor.organisation, pk=individual_id)
    return here.not_shut_out(actor).exclude(identity_sealed=None).first()


def inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """Questions about people whom the actor may know of, that wait for an answer, oldest first."""
    waiting = Inquiry.objects.filter(
        organisation_id=actor.organisation, state=terms.InquiryState.WAITING
    )
    known = individuals(actor).values("pk")
    others = waiting.exclude(asked_by_id=actor.person_id)
    return others.filter(individual_id__in=known).order_by("asked_at", "id")


def inquiry(actor: Actor, inquiry_id: UUID) -> Inquiry:
    """One question that waits; the same 404 otherwise, for who asked it too."""
    found_one = inquiries(actor).filter(pk=inquiry_id).first()
    if found_one is None:
        raise Http404
    return found_one


def my_inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """When the actor asked; what became of it stays with the owners unless they let one in."""
    mine = Inquiry.objects.filter(organisation_id=actor.organisation, asked_by_id=actor.person)
    return mine.order_by("-asked_at", "id")


def inquiry_words(of: Inquiry, individual: Individual) -> Words:
    """What was written. Call it from a command only."""
    text = seals.open_(key_of(individual), COLUMN, of.pk, of.words_sealed)
    said = json.loads(text) if text else {}
    return Words(said.get("reason", ""), said.get("searched", {}))
