"""What people ask about their own data: note it, extend the time once, answer it."""

import json
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.calendar import queries as calendar
from umai.foundation.calendar import rules as days
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import spoken_code
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import events, permissions, queries, rules, terms
from umai.people.commands.holding import Newer
from umai.people.models import DataRequest, Individual


@dataclass(frozen=True, kw_only=True)
class RequestDetails:
    """Who asks for what about whom. `code` is empty if we know nobody like this.

    `words` are sealed: who, contact, what, proof.
    """

    id: UUID
    code: str = ""
    asker: str
    wants: str
    proof: str
    received_on: date
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenedRequest:
    """A request with what was asked and what was answered."""

    request: DataRequest
    person: Individual | None
    asked: dict[str, str]
    answered: dict[str, str]


@transaction.atomic
def note_request(actor: Actor, details: RequestDetails) -> DataRequest:
    """Note what somebody asks; the clock starts on the day it came. Sending twice notes once."""
    actor.require(permissions.NOTE_REQUEST)
    wait_for_turn(f"request {details.id}")
    here = DataRequest.objects.filter(organisation_id=actor.organisation)
    if known := here.filter(pk=details.id).first():
        return known
    person = _check(actor, details)
    due = calendar.due_under(actor, queries.REQUEST, details.received_on)
    key = _key(actor, person)
    row = DataRequest(
        id=details.id,
        organisation_id=actor.organisation,
        code=f"REQ-{spoken_code()}",
        team_id=_team(actor),
        individual_id=person.pk if person else None,
        asker=details.asker,
        wants=details.wants,
        proof=details.proof,
        received_on=details.received_on,
        noted_at=clock.now(),
        noted_by_id=actor.person,
        due_at=due.at,
        due_rule=due.rule,
        due_version=due.version,
        key_id=key.pk,
    )
    row.words_sealed = seals.seal(key, queries.WORDS, row.pk, _json(details.words))
    row.save(force_insert=True)
    facts = {"asker": row.asker, "wants": row.wants, "known": person is not None}
    log.record(actor, events.REQUEST_NOTED, row, facts)
    return row


@transaction.atomic
def read_request(actor: Actor, request_id: UUID) -> OpenedRequest:
    """Open a request: who asks, what, and what was answered."""
    actor.require(permissions.NOTE_REQUEST)
    row = queries.data_request(actor, request_id)
    log.record(actor, events.REQUEST_READ, row, {"wants": row.wants})
    person = queries.person_of(actor, row)
    return OpenedRequest(row, person, queries.asked_words(row), queries.answer_words(row))


@transaction.atomic
def note_proof(actor: Actor, request_id: UUID, version: int, proof: str) -> DataRequest:
    """Note how they showed who they are, when they could not at first."""
    actor.require(permissions.NOTE_REQUEST)
    row = _held(actor, request_id, version)
    if proof not in terms.Proof.values:
        raise Refused(_("Choose one of the answers."), "proof")
    row.proof = proof
    row.version += 1
    row.save(update_fields=["proof", "version"])
    log.record(actor, events.PROOF_NOTED, row, {"proof": proof})
    return row


@transaction.atomic
def extend_request(
    actor: Actor, request_id: UUID, version: int, until: date, reason: str
) -> DataRequest:
    """Give an answer more time, once, for a written reason. The first limit stays on record."""
    actor.require(permissions.KEEP_REQUESTS)
    row = _held(actor, request_id, version)
    if row.extended_to is not None:
        raise Refused(_("The time was extended once already."))
    ends = days.end_of(until, actor.time_zone)
    if ends <= row.due_at:
        raise Refused(_("Choose a day after the present limit."), "until")
    row.extended_to, row.extended_at, row.extended_by_id = ends, clock.now(), actor.person
    row.reminded = rules.Reminded.NO
    _keep(actor, row, {**queries.answer_words(row), "why_longer": reason})
    log.record(actor, events.REQUEST_EXTENDED, row, {"until": ends.isoformat()})
    return row


@transaction.atomic
def answer_request(
    actor: Actor,
    request_id: UUID,
    version: int,
    *,
    answer: str,
    proof: str,
    ground: str = "",
    words: str,
) -> DataRequest:
    """Note what was answered: given, in part, or refused on a ground. It ends the clock."""
    actor.require(permissions.KEEP_REQUESTS)
    row = _held(actor, request_id, version)
    _check_answer(answer, proof, ground)
    row.proof, row.answer = proof, answer
    row.ground = "" if answer == terms.Given.GIVEN else ground
    row.answered_at, row.answered_by_id = clock.now(), actor.person
    _keep(actor, row, {**queries.answer_words(row), "words": words})
    late = row.answered_at > (row.extended_to or row.due_at)
    facts = {"answer": row.answer, "ground": row.ground, "late": late}
    log.record(actor, events.REQUEST_ANSWERED, row, facts)
    return row


def _check_answer(answer: str, proof: str, ground: str) -> None:
    if answer not in terms.Given.values:
        raise Refused(_("Choose one of the answers."), "answer")
    if answer != terms.Given.GIVEN and ground not in terms.RefusalGround.values:
        raise Refused(_("Choose why it was not given, or not whole."), "ground")
    if proof not in terms.Proof.values:
        raise Refused(_("Choose one of the answers."), "proof")
    if answer != terms.Given.REFUSED and proof == terms.Proof.NOT_YET:
        raise Refused(_("Nothing is given before they have shown who they are."), "proof")


def _check(actor: Actor, details: RequestDetails) -> Individual | None:
    for name, closed in (("asker", terms.Asker), ("wants", terms.Wants), ("proof", terms.Proof)):
        if getattr(details, name) not in closed.values:
            raise Refused(_("Choose one of the answers."), name)
    if details.received_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "received_on")
    if not details.code.strip():
        return None
    person = queries.about(actor, details.code)
    if person is None:
        raise Refused(_("This code opens nothing."), "code")
    # Of somebody who was erased we hold nothing that a request could be about.
    return person if queries.key_of(person).wrapped is not None else None


def _team(actor: Actor) -> UUID | None:
    teams = actor.teams(permissions.NOTE_REQUEST)
    return min(teams, default=None) if teams else None


def _key(actor: Actor, person: Individual | None) -> DataKey:
    """The person's own key, so that an erasure takes these words too."""
    return queries.key_of(person) if person else seals.new_key(actor.organisation, "request")


def _held(actor: Actor, request_id: UUID, version: int) -> DataRequest:
    """A request that is not answered yet and that nobody else changes until this act is over."""
    queries.data_request(actor, request_id)
    here = DataRequest.objects.filter(organisation_id=actor.organisation)
    row = here.select_for_update(no_key=True).get(pk=request_id)
    if row.version != version:
        raise Newer(row)
    if row.answered_at is not None:
        raise Refused(_("It is answered already."))
    return row


def _keep(actor: Actor, row: DataRequest, said: dict[str, str]) -> None:
    key = DataKey.objects.get(organisation_id=actor.organisation, pk=row.key_id)
    if key.wrapped is None:  # the person was erased meanwhile
        key = seals.new_key(actor.organisation, "request")
        row.key_id = key.pk
    row.answer_sealed = seals.seal(key, queries.ANSWER, row.pk, _json(said))
    row.version += 1
    row.save()


def _json(said: dict[str, str]) -> str:
    full = {name: words for name, words in said.items() if words}
    return json.dumps(full, ensure_ascii=False) if full else ""
