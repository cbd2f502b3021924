"""The call itself: write it down, read it again."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import folded_code, uuid7
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import events, permissions, queries, rules, terms
from umai.hotline.commands import alarms, changing, consulting
from umai.hotline.commands.giving import GivenDetails, write_given
from umai.hotline.commands.numbering import next_code
from umai.hotline.models import CHILD, LISTS, PLAIN, SEALED, AnotherChild, Contact, Draft


@dataclass(frozen=True, kw_only=True)
class ChildDetails:
    """What was said of one child. A blank means "not recorded"."""

    sex: str = ""
    age: int | None = None
    citizenship: str = ""
    ethnicity: str = ""
    education: str = ""
    living_situation: str = ""
    family_status: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """What the operator wrote down. `id` was made with the form, so that sending twice records
    once.
    """

    id: UUID
    team_id: UUID
    received_at: datetime
    duration_seconds: int | None = None
    channel: str
    contact_type: str = ""
    language: str = ""
    caller_relation: str = ""
    caller_sex: str = ""
    caller_name: str = ""
    region: str = ""
    anonymous: bool | None = None
    children: tuple[ChildDetails, ...] = ()
    not_attending_reason: str = ""
    family_flags: tuple[str, ...] = ()
    topic: str = ""
    other_topics: tuple[str, ...] = ()
    second_axis: tuple[str, ...] = ()
    danger_now: bool = False
    first_action: str = ""
    narrative: str = ""
    advice: str = ""
    outcome: str = ""
    referred_to: str = ""
    booked: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    psychological_consultations: int = 0
    legal_consultations: int = 0
    social_supports: int = 0
    satisfaction: int | None = None
    follow_up_on: date | None = None
    may_call_back: bool | None = None
    may_say_who: bool | None = None
    call_back_due_at: datetime | None = None
    call_back_until: datetime | None = None
    phone: str = ""
    safe_time: str = ""
    caller_code: str = ""
    given: tuple[GivenDetails, ...] = ()
    draft_id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class QuickContact:
    """A contact that needs no further question: silent, hung up, wrong number, test, thanks."""

    id: UUID
    team_id: UUID
    received_at: datetime
    kind: terms.Quick
    channel: str = "phone"
    duration_seconds: int | None = None


@transaction.atomic
def record_contact(actor: Actor, details: ContactDetails) -> Contact:
    """Write down that someone reached the hotline. Sending it twice records it once.

    Raises Refused if the form's number is somebody else's or a rule of the house forbids it.
    """
    actor.require(permissions.RECORD_CONTACT, details.team_id)
    wait_for_turn(f"contact {details.id}")
    if known := queries.contacts(actor).filter(pk=details.id).first():
        return known
    contact = Contact(id=details.id, organisation_id=actor.organisation, team_id=details.team_id)
    contact.recorded_at = clock.now()
    contact.taken_by_id = contact.holder_id = actor.person_id
    key = seals.new_key(actor.organisation, "contact")
    contact.key_id = key.pk
    fill(contact, details, key)
    contact.code = next_code(actor, details.received_at)
    changing.insert_once(contact)
    write_other_children(contact, details.children)
    given = write_given(actor, contact, details.given, pressing=details.danger_now)
    if contact.danger_now:
        alarms.raise_alarm(actor, contact, details.first_action, key)
    drafts = queries.drafts(actor).filter(pk=details.draft_id or details.id)
    seals.forget(actor.organisation, Draft, drafts)
    consulted = consulting.write_noted(actor, contact, details)
    more = {"given": given, "consultations": consulted}
    facts = facts_of(contact) | {name: number for name, number in more.items() if number}
    log.record(actor, events.CONTACT_RECORDED, contact, facts)
    return contact


@transaction.atomic
def record_quick_contact(actor: Actor, quick: QuickContact) -> Contact:
    """Write down a contact with one tap: no story, no child, nothing asked."""
    details = ContactDetails(
        id=quick.id,
        team_id=quick.team_id,
        received_at=quick.received_at,
        duration_seconds=quick.duration_seconds,
        channel=quick.channel,
        contact_type=rules.QUICK_TYPES[quick.kind],
    )
    return record_contact(actor, details)


@transaction.atomic
def read_contact(actor: Actor, contact_id: UUID) -> Contact:
    """Open one contact. Reading about a child is an act, so it is written down too."""
    actor.require(permissions.READ_CONTACT)
    contact = queries.contact(actor, contact_id)
    log.record(actor, events.CONTACT_READ, contact, {})
    return contact


def fill(contact: Contact, details: ContactDetails, key: DataKey) -> None:
    """Put what was written down into the row: codes plain, words sealed under the contact's key."""
    for name in PLAIN:
        setattr(contact, name, getattr(details, name))
    for name in LISTS:
        setattr(contact, name, list(getattr(details, name)))
    for name in SEALED:
        sealed = seals.seal(key, f"hotline_contact.{name}", contact.pk, getattr(details, name))
        setattr(contact, f"{name}_sealed", sealed)
    main = details.children[0] if details.children else ChildDetails()
    for name in CHILD:
        setattr(contact, f"child_{name}", getattr(main, name))
    kind = vocabulary.word("contact_type", details.contact_type)
    contact.substantive = bool(kind.more.get("substantive", True)) if kind else True
    if details.caller_code:
        contact.caller_code_hash = seals.hashed("caller code", folded_code(details.caller_code))
    due = details.call_back_due_at is not None
    contact.attempts_left = vocabulary.amount("HL.CALLBACK_ATTEMPTS") if due else 0
    contact.state = rules.state_after(
        details.outcome, details.danger_now, details.follow_up_on is not None
    )


def write_other_children(contact: Contact, children: tuple[ChildDetails, ...]) -> None:
    """Write the further children of the call, in the order they were named, for this version."""
    AnotherChild.objects.bulk_create(
        AnotherChild(
            id=uuid7(),
            organisation_id=contact.organisation_id,
            contact_id=contact.pk,
            position=position,
            from_version=contact.version,
            **{name: getattr(child, name) for name in CHILD},
        )
        for position, child in enumerate(children[1:], start=2)
    )


def facts_of(contact: Contact) -> dict[str, object]:
    """What the journal may say of a contact: codes, never the story."""
    return {
        "channel": contact.channel,
        "contact_type": contact.contact_type,
        "topic": contact.topic,
        "danger_now": contact.danger_now,
        "state": contact.state,
    }
