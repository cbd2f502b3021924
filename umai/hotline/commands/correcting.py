"""Put right what was written down, and keep what stood there before."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import events, permissions, queries, rules, terms
from umai.hotline.commands import alarms, changing, consulting
from umai.hotline.commands.giving import write_given
from umai.hotline.commands.recording import ContactDetails, fill, write_other_children
from umai.hotline.models import CHILD, LISTS, PLAIN, SEALED, AnotherChild, Contact

TOO_LATE = gettext_lazy(
    "The time to correct this alone is over. A supervisor can do it, with a reason."
)


@transaction.atomic
def correct_contact(
    actor: Actor, version: int, details: ContactDetails, reason: str = ""
) -> Contact:
    """Write a contact anew. The operator who took it does so alone for a day, later a supervisor
    with a reason. Raises Meanwhile if somebody saved a newer version since `version` was shown.
    """
    contact = changing.hold(actor, permissions.CORRECT_CONTACT, details.id, version)
    may = queries.correcting(actor, contact)
    check_may(may, reason)
    before = queries.present(contact)
    changed = queries.differences(before, as_version(details))
    if not changed:
        raise Refused(_("Nothing was changed."))
    _rewrite(contact, details, changed)
    late = reason if may == terms.Correcting.WITH_REASON else ""
    changing.keep(actor, contact, terms.Step.CORRECTED, note=late)
    if "children" in changed:
        _rewrite_children(contact, details)
    facts = {"fields": changed, "late": may == terms.Correcting.WITH_REASON}
    if "given" in changed:
        facts["given"] = write_given(actor, contact, details.given, pressing=details.danger_now)
    if {"received_at", *terms.NUMBERS} & set(changed):
        consulting.write_noted(actor, contact, details)
    _alarm(actor, contact, details, newly="danger_now" in changed)
    log.record(actor, events.CONTACT_CORRECTED, contact, facts)
    return contact


@transaction.atomic
def read_history(actor: Actor, contact_id: UUID) -> Contact:
    """Open what a contact was before. That is a reading too."""
    actor.require(permissions.READ_CONTACT)
    contact = queries.contact(actor, contact_id)
    log.record(actor, events.HISTORY_READ, contact, {"version": contact.version})
    return contact


def as_version(details: ContactDetails) -> dict[str, Any]:
    """What was typed, in the shape in which versions are compared."""
    names = (*PLAIN, *terms.NUMBERS, *LISTS, *SEALED)
    told: dict[str, Any] = {name: getattr(details, name) for name in names}
    children = tuple(tuple(getattr(child, name) for name in CHILD) for child in details.children)
    given = queries.pairs((one.service_id, one.location_id) for one in details.given)
    return told | {"children": children, "given": given}


def check_may(may: terms.Correcting, reason: str) -> None:
    """Raise Refused when only a supervisor may correct, or when the reason is missing."""
    if may == terms.Correcting.NOT:
        raise Refused(str(TOO_LATE))
    if may == terms.Correcting.WITH_REASON and not reason.strip():
        raise Refused(_("Write why this is corrected after the time."), "reason")


def _rewrite(contact: Contact, details: ContactDetails, changed: list[str]) -> None:
    """Fill the row anew; words that did not change keep their ciphertext, states their work."""
    sealed = {name: getattr(contact, f"{name}_sealed") for name in SEALED}
    state, left = contact.state, contact.attempts_left
    fill(contact, details, changing.key_for(contact))
    for name in set(SEALED) - set(changed):
        setattr(contact, f"{name}_sealed", sealed[name])
    contact.attempts_left = left
    if {"call_back_due_at", "may_call_back"} & set(changed):
        recount_attempts(contact)
    if "follow_up_on" in changed:
        contact.follow_up_done_at = None
    contact.state = _state(contact, details, state, changed)


def _state(contact: Contact, details: ContactDetails, state: str, changed: list[str]) -> str:
    """Danger stays until somebody ends it; otherwise only a new outcome moves the contact."""
    emergency = queries.emergency_of(contact)
    newly = "danger_now" in changed and details.danger_now
    if newly or (emergency is not None and emergency.ended_at is None):
        return terms.State.EMERGENCY
    if not {"outcome", "danger_now", "follow_up_on"} & set(changed):
        return state
    waits = details.follow_up_on is not None and contact.follow_up_done_at is None
    return rules.state_after(details.outcome, False, waits)


def recount_attempts(contact: Contact) -> None:
    """How many attempts a call-back has that was agreed anew. Raises Refused if all are used."""
    if not contact.may_call_back or contact.call_back_due_at is None:
        contact.attempts_left = 0
        return
    allowed = vocabulary.amount("HL.CALLBACK_ATTEMPTS")
    used = queries.attempts_used(contact)
    contact.attempts_left = rules.attempts_after_plan(contact.attempts_left, allowed, used)
    if contact.attempts_left == 0:
        words = _("All %(count)d attempts are used. A supervisor can allow more, with a reason.")
        raise Refused(words % {"count": used}, "call_back_due_at")


def _rewrite_children(contact: Contact, details: ContactDetails) -> None:
    AnotherChild.objects.filter(
        organisation_id=contact.organisation_id, contact_id=contact.pk, until_version__isnull=True
    ).update(until_version=contact.version - 1)
    write_other_children(contact, details.children)


def _alarm(actor: Actor, contact: Contact, details: ContactDetails, *, newly: bool) -> None:
    """A danger that is noticed late rings like any other, once."""
    open_one = queries.emergency_of(contact)
    if newly and contact.danger_now and (open_one is None or open_one.ended_at is not None):
        alarms.raise_alarm(actor, contact, details.first_action, changing.key_for(contact))
