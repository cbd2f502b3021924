"""A referral comes in: it lies in our box, or a colleague writes down what a letter or a telephone
said; one act makes a case or a contact of it, or says no.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import commands as cases
from umai.cases.terms import Source
from umai.directory import queries as directory
from umai.foundation.calendar import queries as calendar
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands as people
from umai.people import queries as known_people
from umai.people.terms import Shareable
from umai.referrals import events, permissions, queries, rules, terms
from umai.referrals.commands import answering, holding
from umai.referrals.commands.numbering import next_code
from umai.referrals.models import Arrival

COLUMN = "words"


@dataclass(frozen=True, kw_only=True)
class ArrivalDetails:
    """What a letter or a caller said. `agency_id` is who sends, if the directory knows it.

    `words` are sealed: from_whom, who, need, phone.
    """

    id: UUID
    team_id: UUID
    came_by: str
    need: str
    urgency: str = terms.Urgency.ROUTINE
    agency_id: UUID | None = None
    age_band: str = ""
    sex: str = ""
    region: str = ""
    words: dict[str, str]


@dataclass(frozen=True)
class Incoming:
    """A referral that came in with what it tells. `told` is by `people.terms.Shareable` if it came
    from inside, `words` as a colleague wrote them down else.
    """

    arrival: Arrival
    sender: str
    told: dict[str, Any]
    words: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class TakenCase:
    """The case that is made of it. Without `individual_id` the child is registered from what was
    told: by name if the name was told, else as somebody who did not say it.
    """

    team_id: UUID
    concerns: tuple[str, ...]
    main: str
    worry: str = ""
    risk: str = ""
    why_risk: str = ""
    individual_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ContactToMake:
    """What a room above needs to make a contact of an arrival."""

    id: UUID
    team_id: UUID
    code: str
    sender: str
    sex: str
    age_band: str
    region: str
    narrative: str
    name: str
    phone: str


# How a contact is made of an arrival, its id and code: filled in config/wiring.py.
makes_contacts: list[Callable[[Actor, ContactToMake], tuple[UUID, str]]] = []


@transaction.atomic
def record_arrival(actor: Actor, details: ArrivalDetails) -> Arrival:
    """Write down a referral that came by letter, telephone or with somebody. Twice writes once."""
    actor.require(permissions.RECORD_ARRIVAL, details.team_id)
    here = Arrival.objects.filter(organisation_id=actor.organisation)
    if known := here.filter(pk=details.id).first():
        return known
    _check(actor, details)
    key = seals.new_key(actor.organisation, "arrival")
    row = Arrival(
        id=details.id,
        organisation_id=actor.organisation,
        agency_id=details.agency_id,
        code=next_code(actor, details.team_id),
        came_by=details.came_by,
        team_id=details.team_id,
        need=details.need,
        urgency=details.urgency,
        age_band=details.age_band,
        sex=details.sex,
        region=details.region,
        arrived_at=clock.now(),
        noted_by_id=actor.person,
        key_id=key.pk,
    )
    row.words_sealed = holding.seal(row, COLUMN, key, details.words)
    row.due_at = _due(actor, row)
    row.save(force_insert=True)
    holding.tell_takers(actor, row)
    facts = {"need": row.need, "urgency": row.urgency, "came_by": row.came_by}
    log.record(actor, events.ARRIVAL_RECORDED, row, facts)
    return row


@transaction.atomic
def read_arrival(actor: Actor, arrival_id: UUID) -> Incoming:
    """Open a referral that came in. From inside, the sender sees from now on that it was received;
    what was agreed to be told is shown as long as that stands.
    """
    actor.require(permissions.ANSWER_REFERRAL)
    row = queries.arrival(actor, arrival_id)
    log.record(actor, events.ARRIVAL_READ, row)
    return _opened(actor, row)


@transaction.atomic
def take_in_as_case(
    actor: Actor, arrival_id: UUID, version: int, taken: TakenCase, words: str = ""
) -> Arrival:
    """Make a case of it: the child is registered if need be, the case opened, the sender told."""
    actor.require(permissions.ANSWER_REFERRAL, taken.team_id)
    row = _held(actor, arrival_id, version)
    said = _opened(actor, row)
    child_id = taken.individual_id or _register(actor, row, said, taken.team_id)
    told = "\n\n".join(one for one in (said.sender, row.code, _narrative(said)) if one)
    case = cases.open_case(
        actor,
        cases.CaseDetails(
            id=derived_uuid("arrival case", row.pk),
            individual_id=child_id,
            team_id=taken.team_id,
            source=Source.REFERRAL,
            concerns=taken.concerns,
            main=taken.main,
            region=row.region,
            risk=taken.risk,
            why_risk=taken.why_risk,
            words={"worry": taken.worry.strip() or _narrative(said), "source_words": told},
        ),
    )
    return _taken(actor, row, terms.TakenAs.CASE, (case.pk, case.code), words)


@transaction.atomic
def take_in_as_contact(
    actor: Actor, arrival_id: UUID, version: int, team_id: UUID, words: str = ""
) -> Arrival:
    """Make a contact of it, to be worked on as any other; the sender is told."""
    actor.require(permissions.ANSWER_REFERRAL, team_id)
    row = _held(actor, arrival_id, version)
    said = _opened(actor, row)
    make = ContactToMake(
        id=derived_uuid("arrival contact", row.pk),
        team_id=team_id,
        code=row.code,
        sender=said.sender,
        sex=row.sex,
        age_band=row.age_band,
        region=row.region,
        narrative=_narrative(said),
        name=said.words.get("who", "") or _name(said),
        phone=said.words.get("phone", "") or said.told.get(Shareable.PHONE, ""),
    )
    if not makes_contacts:
        raise Refused(_("No room here makes contacts."))
    return _taken(actor, row, terms.TakenAs.CONTACT, makes_contacts[0](actor, make), words)


@transaction.atomic
def refuse_arrival(
    actor: Actor, arrival_id: UUID, version: int, reason: str, words: str = ""
) -> Arrival:
    """Say no for a reason of the list. A sender inside is told, and what was told is destroyed."""
    holding.check_choice(terms.RefusalReason.values, reason, "reason")
    actor.require(permissions.ANSWER_REFERRAL)
    row = _held(actor, arrival_id, version)
    if row.sender_id is not None:
        answering.refuse_referral(actor, row.pk, reason, words)
        row.refresh_from_db()
        return row
    row.state, row.reason = terms.ArrivalState.REFUSED, reason
    _close(actor, row)
    log.record(actor, events.ARRIVAL_REFUSED, row, {"reason": reason})
    return row


def _check(actor: Actor, details: ArrivalDetails) -> None:
    by_hand = set(terms.CameBy.values) - {terms.CameBy.INSIDE}
    holding.check_choice(by_hand, details.came_by, "came_by")
    holding.check_choice(terms.Urgency.values, details.urgency, "urgency")
    vocabulary.check_word("service", details.need, "need")
    if details.agency_id is not None:
        directory.agency(actor, details.agency_id)
    elif not details.words.get("from_whom", "").strip():
        raise Refused(_("Write who sends this, so that they can be answered."), "from_whom")


def _held(actor: Actor, arrival_id: UUID, version: int) -> Arrival:
    queries.arrival(actor, arrival_id)
    row = queries.arrivals(actor).select_for_update(no_key=True).filter(pk=arrival_id).first()
    if row is None:  # taken back while we waited for it
        raise Refused(_("This was answered already."))
    if row.version != version:
        raise holding.Newer(row)
    if row.taken_as or row.state == terms.ArrivalState.REFUSED:
        raise Refused(_("This was answered already."))
    return row


def _opened(actor: Actor, row: Arrival) -> Incoming:
    if row.sender_id is not None:
        shown = answering.shown_to_provider(actor, row.pk)
        return Incoming(row, shown.organisation, shown.told, {})
    words = queries.opened(row, COLUMN, queries.key_of_arrival(row))
    known = directory.agencies(actor).filter(pk__in=[row.agency_id]).first()
    return Incoming(row, str(known or words.get("from_whom", "")), {}, words)


def _taken(
    actor: Actor, row: Arrival, taken_as: terms.TakenAs, made: tuple[UUID, str], words: str
) -> Arrival:
    if row.sender_id is not None and row.state == terms.ArrivalState.WAITING:
        answering.accept_referral(actor, row.pk, words=words)
        row.refresh_from_db()
    row.state, row.taken_as = terms.ArrivalState.TAKEN, taken_as
    row.taken_id, row.taken_code = made
    _close(actor, row)
    log.record(actor, events.ARRIVAL_TAKEN_IN, row, {"as": taken_as.value, "code": row.taken_code})
    return row


def _close(actor: Actor, row: Arrival) -> None:
    row.answered_at = row.answered_at or clock.now()
    row.answered_by_id, row.version = actor.person, row.version + 1
    row.save()


def _register(actor: Actor, row: Arrival, said: Incoming, team_id: UUID) -> UUID:
    """Who was told of, registered as anybody else; doubles are compared afterwards."""
    name = said.told.get(Shareable.NAME) or {}
    spoken = said.told.get(Shareable.LANGUAGE) or {}
    plain = {
        "sex": row.sex,
        "region": row.region,
        "migration_status": said.told.get(Shareable.LEGAL, ""),
        "interpreter_needed": spoken.get("interpret"),
        "unnamed": "" if name else "not_told",
    }
    told = {
        "plain": plain,
        "lists": {"languages": spoken.get("languages", [])},
        "identity": {
            **name,
            "born": said.told.get(Shareable.BORN, ""),
            "phone": said.told.get(Shareable.PHONE, "") or said.words.get("phone", ""),
        },
        "contact": {
            "address": said.told.get(Shareable.ADDRESS, ""),
            "safe_contact": said.told.get(Shareable.SAFE_CONTACT, ""),
        },
        "health": {"health": said.told.get(Shareable.HEALTH, "")},
        "birth_precision": said.told.get("birth_precision", ""),
    }
    child = people.take_individual_in(
        actor, told, derived_uuid("arrival child", row.pk), team_id
    )
    return known_people.individual(actor, child.pk).pk


def _narrative(said: Incoming) -> str:
    return str(said.words.get("need", "") or said.told.get(Shareable.NEED, ""))


def _name(said: Incoming) -> str:
    name = said.told.get(Shareable.NAME) or {}
    return " ".join(name.get(one, "") for one in ("family_name", "given_name")).strip()


def _due(actor: Actor, row: Arrival) -> Any:
    try:
        rule = rules.CLOCKS[terms.Urgency(row.urgency)]
        return calendar.due_under(actor, rule, row.arrived_at).at
    except KeyError:
        return None
